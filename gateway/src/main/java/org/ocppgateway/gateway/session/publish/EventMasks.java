package org.ocppgateway.gateway.session.publish;

import org.ocppgateway.protocol.handler.Uplink;
import org.ocppgateway.protocol.json.UnpairedSurrogates;
import org.ocppgateway.protocol.model.IdTokenMask;
import org.ocppgateway.protocol.model.Masking;

/**
 * Masks that apply to published events.
 *
 * @param idTokens whether id tokens are replaced by hashes
 * @param credentials names of members whose values are masked
 */
public record EventMasks(IdTokenMask idTokens, Masking credentials) {
    /** Masks credentials with the usual names, and no id tokens. */
    public static final EventMasks STANDARD = new EventMasks(IdTokenMask.NONE, Masking.STANDARD);

    /** Masks a payload. */
    String payload(String payload) {
        return idTokens.payload(credentials.payload(UnpairedSurrogates.replaceEscaped(payload)));
    }

    /** Masks the unified fields of a message. They contain no credential whose name is not in the payload. */
    String fields(Uplink.Accepted message) {
        String raw = message.payload().raw();
        String fields = message.fields();
        return idTokens.fields(credentials.mayNameCredential(raw) ? credentials.members(fields) : fields);
    }

    /** Masks the content key from which the id of an event is derived. */
    String contentKey(String contentKey) {
        return idTokens.contentKey(contentKey);
    }
}
