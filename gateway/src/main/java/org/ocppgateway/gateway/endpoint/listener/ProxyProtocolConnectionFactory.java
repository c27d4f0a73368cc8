package org.ocppgateway.gateway.endpoint.listener;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.InetSocketAddress;
import java.util.List;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.AbstractConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.ocppgateway.gateway.address.AddressRange;
import org.ocppgateway.gateway.metrics.TlsMetric;
import org.ocppgateway.routing.metrics.EnumCounter;
import org.ocppgateway.routing.metrics.Meters;

/**
 * Reads the PROXY protocol header in front of everything else. Only for listeners behind a proxy that sends it: without a header, or from an
 * address that is not trusted, a connection is closed.
 */
public final class ProxyProtocolConnectionFactory extends AbstractConnectionFactory {
    /** Name in the list of protocols of a connector. */
    public static final String PROTOCOL = "proxy-protocol";

    private final List<AddressRange> trusted;
    private final ConnectionFactory next;
    private final ProxyFailureListener failures;
    private final Metrics metrics;

    /**
     * Wires a factory.
     *
     * @param trusted addresses of the proxies
     * @param next makes the connection behind the header: TLS or HTTP
     */
    public ProxyProtocolConnectionFactory(
            List<AddressRange> trusted, ConnectionFactory next, ProxyFailureListener failures, Metrics metrics) {
        super(PROTOCOL);
        this.trusted = List.copyOf(trusted);
        this.next = next;
        this.failures = failures;
        this.metrics = metrics;
        installBean(next);
    }

    /** Counts for all listeners; make one per process. */
    public static final class Metrics {
        private final EnumCounter<ProxyFailure.Reason> refused;

        public Metrics(PrometheusRegistry registry) {
            refused = new Meters(registry).counter(TlsMetric.PROXY_HEADER_REFUSALS, ProxyFailure.Reason.class);
        }
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
        boolean isTrusted = endPoint.getRemoteSocketAddress() instanceof InetSocketAddress address
                && trusted.stream().anyMatch(range -> range.contains(address.getAddress()));
        return configure(
                new ProxyProtocolConnection(connector, endPoint, next, isTrusted, this::failed), connector, endPoint);
    }

    private void failed(ProxyFailure failure) {
        metrics.refused.count(failure.reason());
        failures.onProxyFailure(failure);
    }
}
