package org.ocppgateway.gateway.endpoint;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.ocppgateway.gateway.endpoint.listener.ProxyFailure;
import org.ocppgateway.gateway.limit.IntervalGate;
import org.ocppgateway.gateway.log.GatewayLogEvent;
import org.ocppgateway.gateway.tls.TlsFailure;
import org.ocppgateway.routing.log.EventLog;

/**
 * Logs connections that failed before their first request, at most one per interval: anybody can cause them. The metrics count all of them.
 * Thread-safe.
 */
final class RefusedConnectionLog {
    private static final EventLog LOG = EventLog.of(RefusedConnectionLog.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final LongSupplier nanoTime;
    private final IntervalGate gate = new IntervalGate(INTERVAL);
    private int suppressed;

    /** @param nanoTime monotonic clock in nanoseconds */
    RefusedConnectionLog(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void onTlsFailure(TlsFailure failure) {
        log("TLS", failure.client(), failure.reason(), failure.explanation());
    }

    void onProxyFailure(ProxyFailure failure) {
        log("PROXY protocol", failure.sender(), failure.reason(), failure.explanation());
    }

    private synchronized void log(String protocol, SocketAddress client, Enum<?> reason, String explanation) {
        long now = nanoTime.getAsLong();
        if (!gate.isOpen(now)) {
            suppressed++;
            return;
        }
        gate.close(now);
        String host = client instanceof InetSocketAddress address ? address.getHostString() : client.toString();
        LOG.log(GatewayLogEvent.ENDPOINT_CONNECTION_REFUSED, protocol, host, reason, explanation, suppressed);
        suppressed = 0;
    }
}
