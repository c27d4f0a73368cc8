package org.ocppgateway.gateway.connection;

/**
 * Code and reason of a WebSocket close frame (RFC 6455 section 7.4).
 *
 * @param reason readable message, at most 123 bytes in UTF-8
 */
public record CloseStatus(int code, String reason) {
    public static final int NORMAL = 1000;
    public static final int GOING_AWAY = 1001;
    public static final int PROTOCOL_ERROR = 1002;
    public static final int UNSUPPORTED_DATA = 1003;
    public static final int NO_CLOSE_FRAME = 1006;
    public static final int INVALID_DATA = 1007;
    public static final int POLICY_VIOLATION = 1008;
    public static final int MESSAGE_TOO_BIG = 1009;
    public static final int INTERNAL_ERROR = 1011;
    public static final int SERVICE_RESTART = 1012;
    public static final int TRY_AGAIN_LATER = 1013;

    /** The peer exceeded its silence limit or its pong deadline. */
    public static final CloseStatus SILENT = new CloseStatus(GOING_AWAY, "silent for too long");

    @Override
    public String toString() {
        return reason.isEmpty() ? Integer.toString(code) : code + " (" + reason + ")";
    }
}
