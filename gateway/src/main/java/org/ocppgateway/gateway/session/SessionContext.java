package org.ocppgateway.gateway.session;

import java.time.InstantSource;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.ocppgateway.protocol.MessageId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.handler.VersionHandler;
import org.ocppgateway.routing.route.Routes;

/** What all sessions share. */
record SessionContext(
        SessionSettings settings,
        Map<OcppVersion, VersionHandler> handlers,
        Routes routes,
        Publishing publishing,
        InstantSource clock,
        LongSupplier nanoTime,
        Supplier<MessageId> messageIds,
        SessionMetrics metrics) {

    VersionHandler handler(OcppVersion version) {
        VersionHandler handler = handlers.get(version);
        if (handler == null) {
            throw new IllegalArgumentException("no handler for OCPP " + version.label());
        }
        return handler;
    }
}
