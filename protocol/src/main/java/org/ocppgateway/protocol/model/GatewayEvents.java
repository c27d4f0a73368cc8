package org.ocppgateway.protocol.model;

import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.json.JsonBuilder;

/** Writes the fields of the events that the gateway itself raises. */
public final class GatewayEvents {
    private GatewayEvents() {}

    /** Returns the fields of {@link EventType#DEVICE_CONNECTED}. */
    public static String connected(String remoteAddress, String subprotocol) {
        return new JsonBuilder()
                .field("remoteAddress", remoteAddress)
                .field("subprotocol", subprotocol)
                .toString();
    }

    /**
     * Returns the fields of {@link EventType#DEVICE_OFFLINE}.
     *
     * @param reason lower case with hyphens, for example {@code connection-lost}
     * @param endedBy {@code charge-point}, {@code gateway} or {@code network}
     * @param closeCode WebSocket close code (RFC 6455, section 7.1.5)
     * @param closeReason reason in the close frame, may be empty
     * @param facts further fields: members of a JSON object without its braces
     */
    public static String offline(String reason, String endedBy, int closeCode, String closeReason, String facts) {
        return new JsonBuilder()
                .field("reason", reason)
                .field("endedBy", endedBy)
                .field("closeCode", closeCode)
                .field("closeReason", closeReason.isEmpty() ? null : closeReason)
                .members(facts)
                .toString();
    }

    /**
     * Returns the fields of {@link EventType#DEVICE_OFFLINE} that another pod publishes after it lost the pod of the session.
     */
    public static String podLost() {
        return new JsonBuilder()
                .field("reason", "pod-lost")
                .field("endedBy", "gateway")
                .toString();
    }

    /**
     * Returns the fields of {@link EventType#SECURITY_EVENT}.
     *
     * @param name name of the event as OCPP defines it, for example {@code InvalidTLSVersion}
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
     * Returns the fields of {@link EventType#MESSAGE_REJECTED}.
     *
     * @param action action of the message, or null if it is not readable
     * @param code error code of the CALLERROR in the spelling of the version
     * @param description description of the CALLERROR
     */
    public static String rejected(@Nullable String action, String code, String description) {
        return new JsonBuilder()
                .field("action", action)
                .field("code", code)
                .field("description", description)
                .toString();
    }
}
