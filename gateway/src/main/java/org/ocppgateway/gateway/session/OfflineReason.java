package org.ocppgateway.gateway.session;

import org.ocppgateway.gateway.connection.CloseStatus;
import org.ocppgateway.gateway.connection.Disconnection;

/** The member {@code reason} of the offline event. */
final class OfflineReason {
    private OfflineReason() {}

    /**
     * The side that ended the connection takes precedence over the status.
     *
     * @param declaredLost whether other pods declared this one lost
     */
    static String of(Disconnection disconnection, boolean declaredLost) {
        return switch (disconnection.by()) {
            case CHARGE_POINT -> "closed";
            case NETWORK -> "connection-lost";
            case GATEWAY -> declaredLost ? "pod-lost" : gateway(disconnection.status());
        };
    }

    private static String gateway(CloseStatus status) {
        if (status.equals(CloseStatus.SILENT)) {
            return "silent";
        }
        return LeaveReason.of(status).map(LeaveReason::offlineReason).orElseGet(() -> gateway(status.code()));
    }

    private static String gateway(int code) {
        return switch (code) {
            case CloseStatus.NORMAL, CloseStatus.GOING_AWAY, CloseStatus.SERVICE_RESTART -> "pod-stopping";
            case CloseStatus.TRY_AGAIN_LATER -> "outage";
            case CloseStatus.POLICY_VIOLATION -> "policy-violation";
            case CloseStatus.INTERNAL_ERROR -> "internal-error";
            default -> "protocol-violation";
        };
    }
}
