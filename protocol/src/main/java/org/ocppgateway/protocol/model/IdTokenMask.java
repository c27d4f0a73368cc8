package org.ocppgateway.protocol.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Keeps id tokens out of events, if a secret is set: each is replaced by a keyed hash, {@value #LENGTH} characters long, so that events
 * about one token can still be told to belong together, and who has the secret can find out which of the tokens he knows it is. Tokens
 * that differ only in case are one token, as OCPP has it. Immutable; for any number of threads.
 *
 * <p>It does not reach into what is a vendor's own: the data of DataTransfer, and texts.
 */
public final class IdTokenMask {
    /** Leaves everything as it is. */
    public static final IdTokenMask NONE = new IdTokenMask(null);

    /** Characters of a secret at the least. */
    public static final int MIN_SECRET_LENGTH = 16;

    /** Fits where a token does in every version, which is 20 characters in 1.6. */
    static final int LENGTH = 19;

    private static final String ALGORITHM = "HmacSHA256";
    private static final int HASH_BYTES = 8;

    /** Fields that are a token, or an object that is one. */
    private static final Set<String> TOKENS =
            Set.of("idTag", "parentIdTag", "idToken", "groupIdToken", "additionalIdToken");

    /** The field of such an object that is the token itself: in the unified model; in 2.x it is idToken again. */
    private static final String VALUE = "value";

    private final @Nullable SecretKeySpec key;

    private IdTokenMask(@Nullable SecretKeySpec key) {
        this.key = key;
    }

    /**
     * Masks with this secret.
     *
     * @param secret at least {@value #MIN_SECRET_LENGTH} characters, the same on all pods
     */
    public static IdTokenMask with(String secret) {
        if (secret.length() < MIN_SECRET_LENGTH) {
            throw new IllegalArgumentException("the secret has fewer than " + MIN_SECRET_LENGTH + " characters");
        }
        return new IdTokenMask(new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM));
    }

    /** A payload of OCPP with its tokens masked; one that cannot be read is masked as a whole. */
    public String payload(String json) {
        return key == null || !mayNameTokens(json) ? json : masked(json, key);
    }

    /** The same for an event's unified fields: the members of a JSON object, without its braces. */
    public String fields(String members) {
        if (key == null || !mayNameTokens(members)) {
            return members;
        }
        String masked = masked('{' + members + '}', key);
        return masked.substring(1, masked.length() - 1);
    }

    /** The same for what a retry is recognised by, so that nobody can try which token leads to an event's id. */
    public String contentKey(String contentKey) {
        return key == null ? contentKey : hash(contentKey, key);
    }

    /** Whether there may be one: names may have escaped letters, too. */
    private static boolean mayNameTokens(String json) {
        return json.contains("IdT") || json.contains("idT") || json.contains("\\u");
    }

    private static String masked(String json, SecretKeySpec key) {
        try {
            JsonElement tree = JsonParser.parseString(json);
            mask(tree, key);
            return tree.toString();
        } catch (JsonParseException e) {
            return '"' + Masking.MASK + '"';
        }
    }

    private static void mask(JsonElement json, SecretKeySpec key) {
        if (json instanceof JsonArray array) {
            array.forEach(element -> mask(element, key));
        } else if (json instanceof JsonObject object) {
            for (String name : List.copyOf(object.keySet())) {
                if (TOKENS.contains(name)) {
                    maskToken(object, name, key);
                }
                mask(object.get(name), key);
            }
        }
    }

    /** Masks what a token can be: a text, or an object with the text as its value; anything else is left as it is. */
    private static void maskToken(JsonObject holder, String name, SecretKeySpec key) {
        if (holder.get(name) instanceof JsonPrimitive token) {
            holder.addProperty(name, mask(token.getAsString(), key));
        } else if (holder.get(name) instanceof JsonObject object && object.get(VALUE) instanceof JsonPrimitive token) {
            object.addProperty(VALUE, mask(token.getAsString(), key));
        }
    }

    private static String mask(String token, SecretKeySpec key) {
        return Masking.MASK + hash(token.toLowerCase(Locale.ROOT), key);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof IdTokenMask mask && Objects.equals(key, mask.key);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(key);
    }

    private static String hash(String text, SecretKeySpec key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)), 0, HASH_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
