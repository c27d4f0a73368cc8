package org.ocppgateway.gateway.endpoint;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.ocppgateway.gateway.admission.RefusalListener;
import org.ocppgateway.gateway.endpoint.listener.FrameConnector;
import org.ocppgateway.gateway.endpoint.listener.HandshakeDeadline;
import org.ocppgateway.gateway.endpoint.listener.Handshakes;
import org.ocppgateway.gateway.endpoint.listener.LingeringSockets;
import org.ocppgateway.gateway.endpoint.listener.OpenListener;
import org.ocppgateway.gateway.endpoint.listener.ProxyProtocolConnectionFactory;
import org.ocppgateway.gateway.endpoint.listener.TlsConnectionFactory;
import org.ocppgateway.gateway.endpoint.listener.TlsConnectionMetrics;
import org.ocppgateway.gateway.tls.ReloadableTls;

/** The Jetty connectors of all listeners. Each reads, in this order: PROXY protocol header, TLS, HTTP; the first two if configured. */
final class Connectors {
    private final EndpointSettings settings;
    private final Handshakes handshakes;
    private final TlsConnectionMetrics tlsMetrics;
    private final ProxyProtocolConnectionFactory.Metrics proxyMetrics;
    private final RefusedConnectionLog refusals;
    private final List<FrameConnector> all;

    /**
     * Creates the connectors and adds them to {@code server}.
     *
     * @param maxSockets maximum number of TCP connections over all connectors
     * @param refusals receives connections that fail before their first request
     */
    Connectors(
            EndpointSettings settings,
            List<OpenListener> listeners,
            Server server,
            int maxSockets,
            LingeringSockets lingering,
            HandshakeDeadline deadline,
            RefusalListener refusals,
            PrometheusRegistry registry) {
        this.settings = settings;
        this.refusals = new RefusedConnectionLog(refusals, System::nanoTime);
        this.handshakes = new Handshakes(settings.tlsHandshakes(), registry);
        this.tlsMetrics = new TlsConnectionMetrics(registry);
        this.proxyMetrics = new ProxyProtocolConnectionFactory.Metrics(registry);
        this.all = listeners.stream()
                .map(listener -> new FrameConnector(
                        server, settings.threads().selectors(), protocols(listener), lingering, listener))
                .toList();
        for (FrameConnector connector : all) {
            connector.setAcceptedSendBufferSize(settings.sockets().bufferSize());
            connector.setAcceptedReceiveBufferSize(settings.sockets().bufferSize());
            // HandshakeDeadline cuts connections without upgrade. A timer per connection would cost too much in a
            // reconnect storm.
            connector.setIdleTimeout(0);
            connector.addEventListener(deadline);
            server.addConnector(connector);
        }
        server.addBean(new NetworkConnectionLimit(maxSockets, all.toArray(ServerConnector[]::new)));
    }

    private ConnectionFactory protocols(OpenListener listener) {
        ConnectionFactory first = new HttpConnectionFactory(http(settings));
        ReloadableTls tls = listener.tls();
        if (tls != null) {
            first = new TlsConnectionFactory(tls, first, handshakes, refusals::onTlsFailure, tlsMetrics);
        }
        return listener.settings().proxyProtocol()
                ? new ProxyProtocolConnectionFactory(
                        settings.proxies().trusted(), first, refusals::onProxyFailure, proxyMetrics)
                : first;
    }

    private static HttpConfiguration http(EndpointSettings settings) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(settings.headers().maxSize());
        // Some charge points send an absolute URI as request target. ChargePointPath checks its path.
        http.setHttpCompliance(HttpCompliance.RFC9110.with("OCPP", HttpCompliance.Violation.MISMATCHED_AUTHORITY));
        http.setUriCompliance(UriCompliance.UNSAFE);
        return http;
    }

    /** Takes over the sockets of the listeners; the start of the server starts to accept. */
    void open() throws Exception {
        for (FrameConnector connector : all) {
            connector.open(connector.listener().channel());
        }
    }

    void stopAccepting() {
        all.forEach(ServerConnector::close);
    }

    /** Called after the server has stopped. */
    void stop() {
        handshakes.close();
    }
}
