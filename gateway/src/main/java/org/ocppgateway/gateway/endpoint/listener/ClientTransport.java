package org.ocppgateway.gateway.endpoint.listener;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.ocppgateway.gateway.proxyprotocol.ProxyHeader;
import org.ocppgateway.gateway.proxyprotocol.ProxyTls;

/**
 * How a request reached its listener, as far as known from the socket, TLS and the PROXY protocol header.
 *
 * @param sender address that sent the request; that of the proxy if there is no PROXY protocol header with an address
 */
public record ClientTransport(InetSocketAddress sender, Security security) {
    /** Protection of the way from the sender. */
    public sealed interface Security {}

    /** Neither this listener nor the proxy saw TLS. */
    public record Plain() implements Security {}

    /**
     * TLS ends here.
     *
     * @param peerChain certificates of the client, its own first; empty without one. They were trusted at the full handshake and may have
     *     expired or been revoked since
     */
    public record Tls(List<X509Certificate> peerChain) implements Security {}

    /** TLS ends at the proxy that sent the PROXY protocol header. */
    public record TlsAtProxy(ProxyTls tls) implements Security {}

    /** Looks through the layers of a connection, from the one that HTTP reads from down to the socket. */
    public static ClientTransport of(EndPoint top) {
        Optional<Security> tls = Optional.empty();
        Optional<ProxyTls> tlsAtProxy = Optional.empty();
        EndPoint endPoint = top;
        while (endPoint instanceof EndPoint.Wrapper wrapper) {
            if (endPoint instanceof SslConnection.SslEndPoint decrypted) {
                tls = Optional.of(new Tls(
                        chain(decrypted.getSslConnection().getSSLEngine().getSession())));
            } else if (endPoint instanceof ProxiedEndPoint proxied) {
                tlsAtProxy = tls(proxied.header());
            }
            endPoint = wrapper.unwrap();
        }
        Optional<Security> outside = tlsAtProxy.map(TlsAtProxy::new);
        return new ClientTransport(
                address(top.getRemoteSocketAddress()), tls.or(() -> outside).orElseGet(Plain::new));
    }

    private static InetSocketAddress address(SocketAddress address) {
        return address instanceof InetSocketAddress internet ? internet : new InetSocketAddress(0);
    }

    private static Optional<ProxyTls> tls(ProxyHeader header) {
        return switch (header) {
            case ProxyHeader.Local local -> Optional.empty();
            case ProxyHeader.Unaddressed unaddressed -> unaddressed.tls();
            case ProxyHeader.Forwarded forwarded -> forwarded.tls();
        };
    }

    private static List<X509Certificate> chain(SSLSession session) {
        List<X509Certificate> chain = new ArrayList<>();
        try {
            for (Certificate certificate : session.getPeerCertificates()) {
                chain.add((X509Certificate) certificate);
            }
        } catch (SSLPeerUnverifiedException e) {
            // The client sent none.
            chain.clear();
        }
        return chain;
    }
}
