package org.ocppgateway.gateway.endpoint.listener;

import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.AbstractConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.ocppgateway.gateway.tls.FailureExplainer;
import org.ocppgateway.gateway.tls.HandshakeEnd;
import org.ocppgateway.gateway.tls.ReloadableTls;
import org.ocppgateway.gateway.tls.TlsFailure;
import org.ocppgateway.gateway.tls.TlsFailureListener;

/**
 * Makes the TLS layer of new connections. Without Jetty's {@code SslContextFactory}: its key manager keeps TLS 1.2 sessions from being
 * resumed, and its request customizer refuses requests whose Host the certificate lacks.
 */
public final class TlsConnectionFactory extends AbstractConnectionFactory {
    /** Name in the list of protocols of a connector. */
    public static final String PROTOCOL = "tls";

    private final ReloadableTls tls;
    private final ConnectionFactory next;
    private final Handshakes handshakes;
    private final TlsFailureListener failures;
    private final TlsConnectionMetrics metrics;

    /**
     * Wires a factory.
     *
     * @param next makes the connection inside of TLS
     * @param failures gets each connection that fails before its first request
     */
    public TlsConnectionFactory(
            ReloadableTls tls,
            ConnectionFactory next,
            Handshakes handshakes,
            TlsFailureListener failures,
            TlsConnectionMetrics metrics) {
        super(PROTOCOL);
        this.tls = tls;
        this.next = next;
        this.handshakes = handshakes;
        this.failures = failures;
        this.metrics = metrics;
        installBean(next);
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
        TlsConnection connection =
                new TlsConnection(this, connector.getByteBufferPool(), connector.getExecutor(), endPoint);
        configure(connection, connector, endPoint);
        EndPoint decrypted = connection.getSslEndPoint();
        decrypted.setConnection(next.newConnection(connector, decrypted));
        return connection;
    }

    ReloadableTls tls() {
        return tls;
    }

    Handshakes handshakes() {
        return handshakes;
    }

    TlsConnectionMetrics metrics() {
        return metrics;
    }

    /** Explains and reports; an exception of the listener has no effect. */
    void failed(TlsConnection connection, byte[] firstBytes, HandshakeEnd end) {
        TlsFailure failure = FailureExplainer.explain(
                connection.getEndPoint().getRemoteSocketAddress(), tls.offer(), firstBytes, end);
        metrics.failure(failure.reason());
        failures.onTlsFailure(failure);
    }
}
