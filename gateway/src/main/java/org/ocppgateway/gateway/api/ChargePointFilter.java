package org.ocppgateway.gateway.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.session.SessionFacts;

/**
 * Selects charge points by their facts. Null selects all.
 *
 * @param idPrefix what the identity begins with
 * @param address client address without port
 */
record ChargePointFilter(
        @Nullable String idPrefix,
        @Nullable String protocol,
        @Nullable String vendor,
        @Nullable String model,
        @Nullable String firmware,
        @Nullable String serial,
        @Nullable String address) {
    static ChargePointFilter of(Map<String, String> parameters) {
        return new ChargePointFilter(
                parameters.get("id"),
                parameters.get("protocol"),
                parameters.get("vendor"),
                parameters.get("model"),
                parameters.get("firmware"),
                parameters.get("serial"),
                parameters.get("address"));
    }

    boolean fits(SessionFacts facts) {
        return (idPrefix == null || facts.route().chargePointId().value().startsWith(idPrefix))
                && equal(protocol, facts.route().protocol().subprotocol())
                && equal(vendor, facts.make().vendor())
                && equal(model, facts.make().model())
                && equal(firmware, facts.make().firmware())
                && equal(serial, facts.serialNumber())
                && equal(address, addressOf(facts));
    }

    /** The client address of a session without its port. */
    static String addressOf(SessionFacts facts) {
        String remote = facts.remoteAddress();
        int colon = remote.lastIndexOf(':');
        String host = colon < 0 ? remote : remote.substring(0, colon);
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    private static boolean equal(@Nullable String wanted, @Nullable String value) {
        return wanted == null || wanted.equalsIgnoreCase(value);
    }
}
