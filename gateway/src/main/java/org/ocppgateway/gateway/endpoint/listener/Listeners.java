package org.ocppgateway.gateway.endpoint.listener;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.ocppgateway.gateway.log.GatewayLogEvent;
import org.ocppgateway.gateway.tls.LegacyAlgorithms;
import org.ocppgateway.gateway.tls.ReloadableTls;
import org.ocppgateway.gateway.tls.TlsMetrics;
import org.ocppgateway.gateway.tls.TlsSettings;
import org.ocppgateway.routing.log.EventLog;

/**
 * All open listeners. They are opened before any other component starts, so that a port in use or an unusable certificate fails the start
 * early.
 */
public final class Listeners {
    private static final EventLog LOG = EventLog.of(Listeners.class);

    private final List<OpenListener> all;

    private final TlsMetrics tlsMetrics;

    private Listeners(List<OpenListener> all, TlsMetrics tlsMetrics) {
        this.all = List.copyOf(all);
        this.tlsMetrics = tlsMetrics;
    }

    /**
     * Opens all listeners, or none.
     *
     * @param settings with different names
     * @param acceptQueue maximum number of connections in the kernel's accept queue of each
     * @param clock for the validity of certificates and revocation lists
     */
    public static Listeners open(
            List<ListenerSettings> settings, int acceptQueue, InstantSource clock, PrometheusRegistry registry)
            throws ListenerException {
        enableLegacyAlgorithms(settings);
        TlsMetrics metrics = new TlsMetrics(registry);
        List<OpenListener> opened = new ArrayList<>();
        try {
            for (ListenerSettings listener : settings) {
                opened.add(OpenListener.open(listener, acceptQueue, clock, metrics));
            }
            return new Listeners(opened, metrics);
        } catch (ListenerException | RuntimeException e) {
            new Listeners(opened, metrics).close();
            throw e;
        }
    }

    /** Comes before any use of TLS: the JDK reads the list of disabled algorithms once. */
    private static void enableLegacyAlgorithms(List<ListenerSettings> listeners) {
        for (ListenerSettings listener : listeners) {
            TlsSettings tls = listener.tls();
            if (tls != null && tls.options().rsaKeyExchange()) {
                LegacyAlgorithms.enableRsaKeyExchange();
            }
            if (tls != null && tls.options().sha1Signatures()) {
                LegacyAlgorithms.enableSha1Signatures();
            }
        }
    }

    public List<OpenListener> all() {
        return all;
    }

    /** Metrics of the TLS files, which the admin port shares. */
    public TlsMetrics tlsMetrics() {
        return tlsMetrics;
    }

    /** The bound ports, for logs. */
    public String ports() {
        return all.stream().map(listener -> Integer.toString(listener.port())).collect(Collectors.joining(", "));
    }

    /** The bound port of the listener with this name. */
    public int port(String name) {
        return all.stream()
                .filter(listener -> listener.settings().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no listener " + name))
                .port();
    }

    /** Loads changed TLS files. Reads files, so it must not run on a thread that others wait for. */
    public void reloadTls() {
        for (OpenListener listener : all) {
            ReloadableTls tls = listener.tls();
            if (tls != null) {
                tls.refresh();
            }
        }
    }

    /** Closes all sockets. Open connections stay open. */
    public void close() {
        for (OpenListener listener : all) {
            try {
                listener.close();
            } catch (IOException e) {
                LOG.log(
                        GatewayLogEvent.ENDPOINT_LISTENER_CLOSE_FAILED,
                        listener.settings().name(),
                        e);
            }
        }
    }
}
