package org.ocppgateway.protocol.frame;

import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.MessageId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.json.JsonBuilder;
import org.ocppgateway.protocol.json.UnpairedSurrogates;

/** Writes frames. The payload is the text of a valid JSON object. */
public final class FrameWriter {
    /** Maximum length of an error description in characters (OCPP-J 2.x, section 4.2.3). Longer ones are truncated. */
    public static final int MAX_DESCRIPTION_LENGTH = 255;

    private static final int OVERHEAD = 64;

    private FrameWriter() {}

    public static String call(MessageId id, Action action, String payload) {
        return request(MessageTypeNumber.CALL, id, action, payload);
    }

    public static String callResult(MessageId id, String payload) {
        return begin(MessageTypeNumber.CALL_RESULT, payload.length())
                .exactElement(id.value())
                .rawElement(payload)
                .endArray()
                .toString();
    }

    /**
     * Returns a CALLERROR, the negative answer to a CALL.
     *
     * @param description text of the gateway; must not contain text of the sender
     */
    public static String callError(OcppVersion version, MessageId id, ErrorCode code, String description) {
        return error(MessageTypeNumber.CALL_ERROR, json(id), code.spelling(version), description);
    }

    /** Returns a CALLRESULTERROR, which reports an invalid CALLRESULT. Requires OCPP 2.1. */
    public static String callResultError(MessageId id, ErrorCode code, String description) {
        return error(MessageTypeNumber.CALL_RESULT_ERROR, json(id), code.spelling(OcppVersion.V2_1), description);
    }

    /** Returns a SEND, a message without an answer. Requires OCPP 2.1. */
    public static String send(MessageId id, Action action, String payload) {
        return request(MessageTypeNumber.SEND, id, action, payload);
    }

    /** Takes the id as JSON text, because the received element may not be a valid id. */
    static String error(int type, String id, String code, String description) {
        return begin(type, 0)
                .rawElement(id)
                .element(code)
                .element(UnpairedSurrogates.truncate(description, MAX_DESCRIPTION_LENGTH))
                .rawElement("{}")
                .endArray()
                .toString();
    }

    private static String request(int type, MessageId id, Action action, String payload) {
        return begin(type, payload.length())
                .exactElement(id.value())
                .element(action.name())
                .rawElement(payload)
                .endArray()
                .toString();
    }

    private static String json(MessageId id) {
        return new JsonBuilder(id.value().length() + 2).exactElement(id.value()).toString();
    }

    private static JsonBuilder begin(int type, int payloadLength) {
        return new JsonBuilder(payloadLength + OVERHEAD).beginArray().element(type);
    }
}
