package org.ocppgateway.gateway.journal;

import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.ocppgateway.protocol.dictionary.PayloadReader;
import org.ocppgateway.protocol.model.IdTokenMask;
import org.ocppgateway.protocol.model.Masking;

/** Masks the texts of frames before they enter the journal. Immutable and thread-safe. */
final class JournalMasks {
    private static final int KEY_BYTES = 32;

    private final IdTokenMask idTokens;
    private final Masking credentials;
    private final Masking invalidText;

    /** @param random generates the key of the hashes of id tokens, if none is configured */
    JournalMasks(JournalSettings.Masks settings, RandomGenerator random) {
        boolean generated = settings.idTokens() && settings.eventTokens().equals(IdTokenMask.NONE);
        this.idTokens = generated ? IdTokenMask.with(key(random)) : settings.eventTokens();
        this.credentials = settings.credentials();
        this.invalidText = idTokens.equals(IdTokenMask.NONE) ? credentials : settings.invalidText();
    }

    private static String key(RandomGenerator random) {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        return HexFormat.of().formatHex(key);
    }

    /** Masks a payload. The result is one line of JSON whose nesting any parser can read. */
    String payload(String payload) {
        return oneLine(idTokens.payload(credentials.payload(PayloadReader.readable(payload))));
    }

    /** JSON has line breaks only between tokens. */
    private static String oneLine(String json) {
        return json.indexOf('\n') < 0 && json.indexOf('\r') < 0
                ? json
                : json.replace('\n', ' ').replace('\r', ' ');
    }

    /** Masks an id token as in a payload. */
    String idToken(String token) {
        return idTokens.token(token);
    }

    /** Masks a text that is not a frame. */
    String text(String text) {
        return invalidText.invalidText(text);
    }
}
