package org.ocppgateway.protocol.frame;

import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.MessageId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.frame.Inbound.Dropped;
import org.ocppgateway.protocol.frame.Inbound.Malformed;
import org.ocppgateway.protocol.frame.Inbound.MalformedAnswer;
import org.ocppgateway.protocol.frame.Inbound.Received;
import org.ocppgateway.protocol.json.UnpairedSurrogates;

/**
 * Parses a text message into a frame, and decides the answer to a malformed one. Checks everything except the payload: JSON
 * syntax to the end of the text, number of elements, message type, message id and action. The version handler validates the
 * payload.
 *
 * <p>Never throws. The versions differ as follows:
 * <ul>
 *   <li>Text that is not a frame is dropped in OCPP 1.6, and answered with RpcFrameworkError and the message id {@code -1} in
 *       2.x.
 *   <li>A malformed CALL is answered with FormationViolation in 1.6, and with RpcFrameworkError in 2.x.
 *   <li>An unknown message type is ignored in 1.6 and 2.1, and answered with MessageTypeNotSupported in 2.0.1.
 *   <li>Message types 5 and 6 exist only in 2.1. They are never answered, even if malformed.
 * </ul>
 * Answers are never answered in any version.
 */
public final class FrameReader {
    private static final int MAX_ECHOED_ID_LENGTH = 255;
    private static final String NO_ID = "\"-1\"";
    private static final int ID = 1;
    private static final int ACTION = 2;
    private static final int PAYLOAD = 3;

    private final OcppVersion version;
    private final FrameElements elements;

    private FrameReader(OcppVersion version, FrameElements elements) {
        this.version = version;
        this.elements = elements;
    }

    public static Inbound read(OcppVersion version, String text) {
        if (text.isBlank()) {
            return new Dropped("empty text");
        }
        return new FrameReader(version, new FrameElements(text)).read();
    }

    private Inbound read() {
        return switch (elements.messageType()) {
            case MessageTypeNumber.CALL -> elements.areComplete() ? call() : notAFrame();
            case MessageTypeNumber.CALL_RESULT -> callResult();
            case MessageTypeNumber.CALL_ERROR -> callError();
            case MessageTypeNumber.CALL_RESULT_ERROR -> version == OcppVersion.V2_1 ? callResultError() : unknownType();
            case MessageTypeNumber.SEND -> version == OcppVersion.V2_1 ? send() : unknownType();
            default -> unknownType();
        };
    }

    private Inbound notAFrame() {
        String reason = "not a JSON array that begins with a message type";
        return version == OcppVersion.V1_6
                ? new Dropped(reason)
                : malformed(NO_ID, ErrorCode.RPC_FRAMEWORK_ERROR, reason);
    }

    private Inbound unknownType() {
        if (!elements.areComplete()) {
            return notAFrame();
        }
        String reason = "unknown message type";
        return version == OcppVersion.V2_0_1
                ? malformed(echoedId(), ErrorCode.MESSAGE_TYPE_NOT_SUPPORTED, reason)
                : new Dropped(reason);
    }

    private Inbound call() {
        String id = elements.string(ID);
        String action = elements.string(ACTION);
        if (id == null || id.isEmpty()) {
            return malformedCall("the message id is not a string of 1 to 36 characters");
        }
        if (id.length() > MessageId.MAX_LENGTH) {
            return malformedCall("the message id is longer than 36 characters");
        }
        if (elements.count() != PAYLOAD + 1) {
            return malformedCall("a CALL has 4 elements");
        }
        if (action == null || action.isEmpty()) {
            return malformedCall("the action is not a non-empty string");
        }
        return new Received(new Frame.Call(new MessageId(id), new Action(action), elements.raw(PAYLOAD)));
    }

    private Inbound callResult() {
        MessageId id = id();
        if (id == null) {
            return new Dropped("a CALLRESULT without a readable message id");
        }
        if (!elements.areComplete()) {
            return new MalformedAnswer(id, "the CALLRESULT is not JSON");
        }
        if (elements.count() != 3) {
            return new MalformedAnswer(id, "a CALLRESULT has 3 elements, this one has " + elements.count());
        }
        return new Received(new Frame.CallResult(id, elements.raw(2)));
    }

    private Inbound callError() {
        MessageId id = id();
        if (id == null) {
            return new Dropped("a CALLERROR without a readable message id");
        }
        if (!elements.areComplete()) {
            return new MalformedAnswer(id, "the CALLERROR is not JSON");
        }
        if (elements.count() < 3) {
            return new MalformedAnswer(id, "the CALLERROR has no error code");
        }
        return new Received(new Frame.CallError(id, errorCode(), description(), details()));
    }

    private Inbound callResultError() {
        MessageId id = id();
        if (id == null || !elements.areComplete() || elements.count() < 3) {
            return new Dropped("a malformed CALLRESULTERROR");
        }
        return new Received(new Frame.CallResultError(id, errorCode(), description(), details()));
    }

    private Inbound send() {
        MessageId id = id();
        String action = elements.string(ACTION);
        if (id == null
                || !elements.areComplete()
                || elements.count() != PAYLOAD + 1
                || action == null
                || action.isEmpty()) {
            return new Dropped("a malformed SEND");
        }
        return new Received(new Frame.Send(id, new Action(action), elements.raw(PAYLOAD)));
    }

    private @Nullable MessageId id() {
        String id = elements.string(ID);
        return id == null || id.isEmpty() || id.length() > MessageId.MAX_LENGTH ? null : new MessageId(id);
    }

    /** Returns the error code as received, because charge points use codes of their own. */
    private String errorCode() {
        String code = elements.string(2);
        return code == null || code.isEmpty() ? ErrorCode.GENERIC_ERROR.spelling(version) : truncate(code);
    }

    private String description() {
        String description = elements.string(3);
        return description == null ? "" : truncate(description);
    }

    private String details() {
        String details = elements.raw(4);
        return details.isEmpty() || details.equals("null") ? "{}" : details;
    }

    private static String truncate(String text) {
        return UnpairedSurrogates.truncate(text, FrameWriter.MAX_DESCRIPTION_LENGTH);
    }

    private Inbound malformedCall(String reason) {
        return malformed(
                echoedId(),
                version == OcppVersion.V1_6 ? ErrorCode.FORMAT_VIOLATION : ErrorCode.RPC_FRAMEWORK_ERROR,
                reason);
    }

    /**
     * Returns the message id for the answer as JSON: the received one if it is a string of acceptable length. OCPP 1.6 has no
     * substitute for a missing id, so a number or an empty string is returned unchanged.
     */
    private String echoedId() {
        String id = elements.string(ID);
        if (version == OcppVersion.V1_6 && elements.isNumber(ID) && isEchoable(elements.raw(ID))) {
            return elements.raw(ID);
        }
        boolean usable = id != null && isEchoable(id) && (version == OcppVersion.V1_6 || !id.isEmpty());
        return usable ? elements.raw(ID) : NO_ID;
    }

    private static boolean isEchoable(String id) {
        return id.length() <= MAX_ECHOED_ID_LENGTH;
    }

    private Inbound malformed(String id, ErrorCode code, String reason) {
        String action = elements.string(ACTION);
        return new Malformed(
                FrameWriter.error(MessageTypeNumber.CALL_ERROR, id, code.spelling(version), reason),
                action == null || action.isEmpty() ? null : new Action(action),
                code,
                reason);
    }
}
