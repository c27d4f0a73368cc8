package org.ocppgateway.gateway.session.publish;

import org.ocppgateway.protocol.handler.Uplink;
import org.ocppgateway.protocol.json.UnpairedSurrogates;
import org.ocppgateway.protocol.model.IdTokenMask;
import org.ocppgateway.protocol.model.Masking;

/**
 * What is kept out of events.
 *
 * @param idTokens whether id tokens are replaced by hashes
 * @param credentials which names are those of credentials
 */
public record EventMasks(IdTokenMask idTokens, Masking credentials) {
    /** Credentials by the usual names, and no id tokens. */
    public static final EventMasks STANDARD = new EventMasks(IdTokenMask.NONE, Masking.STANDARD);

    /** A payload as it may be published. */
    String payload(String payload) {
        return idTokens.payload(credentials.payload(UnpairedSurrogates.replaceEscaped(payload)));
    }

    /** The unified fields of a message as they may be published. They name no credential that its payload does not name. */
    String fields(Uplink.Accepted message) {
        String raw = message.payload().raw();
        String fields = message.fields();
        return idTokens.fields(credentials.mayNameCredential(raw) ? credentials.members(fields) : fields);
    }

    /** The text that the id of an event is made of. */
    String contentKey(String contentKey) {
        return idTokens.contentKey(contentKey);
    }
}
