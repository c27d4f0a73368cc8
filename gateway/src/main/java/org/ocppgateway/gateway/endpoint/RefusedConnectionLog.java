package org.ocppgateway.gateway.endpoint;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.admission.ClientConnection;
import org.ocppgateway.gateway.admission.Refusal;
import org.ocppgateway.gateway.admission.RefusalListener;
import org.ocppgateway.gateway.authentication.TransportSecurity;
import org.ocppgateway.gateway.endpoint.listener.ProxyFailure;
import org.ocppgateway.gateway.limit.IntervalGate;
import org.ocppgateway.gateway.log.GatewayLogEvent;
import org.ocppgateway.gateway.tls.TlsFailure;
import org.ocppgateway.routing.log.EventLog;
import org.ocppgateway.routing.refusal.RefusalStage;

/**
 * Reports connections that failed before their first request to the refusal listener, and logs them, at most one per interval: anybody can cause them. The metrics count all of them.
 * Thread-safe.
 */
final class RefusedConnectionLog {
    private static final EventLog LOG = EventLog.of(RefusedConnectionLog.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private static final int NO_STATUS = 0;

    private final RefusalListener refusals;
    private final LongSupplier nanoTime;
    private final IntervalGate gate = new IntervalGate(INTERVAL);
    private int suppressed;

    /** @param nanoTime monotonic clock in nanoseconds */
    RefusedConnectionLog(RefusalListener refusals, LongSupplier nanoTime) {
        this.refusals = refusals;
        this.nanoTime = nanoTime;
    }

    void onTlsFailure(TlsFailure failure) {
        String identity = failure.certificate()
                .flatMap(refused -> refused.name().commonName())
                .orElse(null);
        Refusal refusal = Refusal.permanent(NO_STATUS, label(failure.reason()), RefusalStage.TLS)
                .explained(failure.explanation(), failure.suggestion());
        report(failure.client(), identity, refusal);
        log("TLS", failure.client(), failure.reason(), failure.explanation());
    }

    void onProxyFailure(ProxyFailure failure) {
        Refusal refusal = Refusal.permanent(NO_STATUS, label(failure.reason()), RefusalStage.TCP)
                .explained(failure.explanation(), failure.reason().suggestion());
        report(failure.sender(), null, refusal);
        log("PROXY protocol", failure.sender(), failure.reason(), failure.explanation());
    }

    private static String label(Enum<?> reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @param identity common name of a refused certificate; null without one */
    private void report(SocketAddress client, @Nullable String identity, Refusal refusal) {
        if (client instanceof InetSocketAddress address && address.getAddress() != null) {
            refusals.onRefused(ClientConnection.of(address, TransportSecurity.plain()), identity, refusal);
        }
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
