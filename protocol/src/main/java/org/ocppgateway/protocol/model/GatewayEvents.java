package org.ocppgateway.protocol.model;

import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.json.JsonBuilder;

/** The fields of the events that the gateway itself raises. */
public final class GatewayEvents {
    private GatewayEvents() {}

    /** Of {@link EventType#DEVICE_CONNECTED}. */
    public static String connected(String remoteAddress, String subprotocol) {
        return new JsonBuilder()
                .field("remoteAddress", remoteAddress)
                .field("subprotocol", subprotocol)
                .toString();
    }

    /**
     * Of {@link EventType#DEVICE_OFFLINE}.
     *
     * @param reason a word in lower case with hyphens, for example {@code connection-lost}
     * @param endedBy {@code charge-point}, {@code gateway} or {@code network}
     * @param closeCode the WebSocket close code (RFC 6455 section 7.1.5)
     * @param closeReason what the close frame says to people; may be empty
     */
    public static String offline(String reason, String endedBy, int closeCode, String closeReason) {
        return new JsonBuilder()
                .field("reason", reason)
                .field("endedBy", endedBy)
                .field("closeCode", closeCode)
                .field("closeReason", closeReason.isEmpty() ? null : closeReason)
                .toString();
    }

    /** Of {@link EventType#DEVICE_OFFLINE}, published by another pod after the one that had the session was lost. */
    public static String podLost() {
        return new JsonBuilder()
                .field("reason", "pod-lost")
                .field("endedBy", "gateway")
                .toString();
    }

    /**
     * Of {@link EventType#SECURITY_EVENT}.
     *
     * @param name as OCPP names such events, for example {@code InvalidTLSVersion}
     */
    public static String security(String name, @Nullable String info, @Nullable String remoteAddress) {
        return new JsonBuilder()
                .field("name", name)
                .field("info", info)
                .field("raisedBy", "gateway")
                .field("remoteAddress", remoteAddress)
                .toString();
    }

    /**
     * Of {@link EventType#MESSAGE_REJECTED}.
     *
     * @param action of the message; null if it could not be read
     * @param code of the CALLERROR, as the version spells it
     * @param description of the CALLERROR
     */
    public static String rejected(@Nullable String action, String code, String description) {
        return new JsonBuilder()
                .field("action", action)
                .field("code", code)
                .field("description", description)
                .toString();
    }
}
