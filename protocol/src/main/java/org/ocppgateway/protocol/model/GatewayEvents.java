package org.ocppgateway.protocol.model;

import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.json.JsonText;

/** The fields of the events that the gateway itself raises. */
public final class GatewayEvents {
    private GatewayEvents() {}

    /** Of {@link EventType#DEVICE_CONNECTED}. */
    public static String connected(String remoteAddress, String subprotocol) {
        return new JsonText()
                .field("remoteAddress", remoteAddress)
                .field("subprotocol", subprotocol)
                .toString();
    }

    /**
     * Of {@link EventType#DEVICE_OFFLINE}.
     *
     * @param reason a word in lower case with hyphens, for example {@code pod-lost}
     */
    public static String offline(String reason) {
        return new JsonText().field("reason", reason).toString();
    }

    /**
     * Of {@link EventType#SECURITY_EVENT}.
     *
     * @param name as OCPP names such events, for example {@code InvalidTLSVersion}
     */
    public static String security(String name, @Nullable String info, @Nullable String remoteAddress) {
        return new JsonText()
                .field("name", name)
                .field("info", info)
                .field("raisedBy", "gateway")
                .field("remoteAddress", remoteAddress)
                .toString();
    }
}
