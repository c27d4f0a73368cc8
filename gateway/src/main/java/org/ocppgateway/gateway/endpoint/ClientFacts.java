package org.ocppgateway.gateway.endpoint;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.address.AddressLiteral;
import org.ocppgateway.gateway.authentication.CertificateName;
import org.ocppgateway.gateway.authentication.ClientCertificate;
import org.ocppgateway.gateway.authentication.TransportSecurity;
import org.ocppgateway.gateway.authentication.TransportSecurity.Encryption;
import org.ocppgateway.gateway.endpoint.listener.ClientTransport;
import org.ocppgateway.gateway.endpoint.listener.FrameConnector;
import org.ocppgateway.gateway.endpoint.listener.OpenListener;
import org.ocppgateway.gateway.proxyprotocol.ProxyTls;
import org.ocppgateway.gateway.tls.CertificateVerdict;
import org.ocppgateway.gateway.tls.ReloadableTls;

/**
 * Finds out who sent a request and what protects its connection. Headers of a proxy count only if the sender is a trusted proxy; from any
 * other address they are ignored. Thread-safe.
 */
final class ClientFacts {
    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final String FORWARDED_PROTO = "X-Forwarded-Proto";

    private final ProxySettings proxies;

    ClientFacts(ProxySettings proxies) {
        this.proxies = proxies;
    }

    /**
     * The result.
     *
     * @param address of the client; that of the proxy if the proxy does not report it
     */
    record Facts(InetSocketAddress address, TransportSecurity security) {}

    Facts of(Request request) {
        OpenListener listener =
                ((FrameConnector) request.getConnectionMetaData().getConnector()).listener();
        ClientTransport transport = ClientTransport.of(
                request.getConnectionMetaData().getConnection().getEndPoint());
        HttpFields headers = request.getHeaders();
        InetSocketAddress sender = transport.sender();
        boolean trusted = proxies.trusts(sender.getAddress());
        return new Facts(
                trusted ? forwardedFor(headers).orElse(sender) : sender,
                trusted && headers.contains(FORWARDED_PROTO)
                        ? marked(headers)
                        : seen(listener, transport.security(), headers.contains(FORWARDED_PROTO)));
    }

    /** The statement of a trusted proxy about the connection of its client. */
    private TransportSecurity marked(HttpFields headers) {
        String protocol = last(headers, FORWARDED_PROTO);
        return protocol.equalsIgnoreCase("https") || protocol.equalsIgnoreCase("wss")
                ? new TransportSecurity(Encryption.TRUSTED_PROXY, certificateOfHeaders(headers), false)
                : TransportSecurity.plain();
    }

    /** A name without a successful verification counts for nothing. */
    private ClientCertificate certificateOfHeaders(HttpFields headers) {
        if (proxies.certificateSubjectHeader().isEmpty()) {
            return new ClientCertificate.None();
        }
        String subject = single(headers, proxies.certificateSubjectHeader());
        String verify = single(headers, proxies.certificateVerifyHeader());
        boolean verified = verify.equals("0") || verify.equals("SUCCESS");
        return verified ? nameOf(subject) : new ClientCertificate.None();
    }

    private static ClientCertificate nameOf(String subject) {
        if (subject.isEmpty()) {
            return new ClientCertificate.None();
        }
        if (subject.indexOf('=') < 0) {
            return new ClientCertificate.Verified(CertificateName.ofCommonName(subject));
        }
        try {
            return new ClientCertificate.Verified(CertificateName.of(new X500Principal(subject)));
        } catch (IllegalArgumentException e) {
            return new ClientCertificate.None();
        }
    }

    /** The security that this gateway or a PROXY protocol header shows. */
    private static TransportSecurity seen(
            OpenListener listener, ClientTransport.Security security, boolean unheededMark) {
        return switch (security) {
            case ClientTransport.Tls tls ->
                new TransportSecurity(Encryption.GATEWAY, certificate(listener.tls(), tls.peerChain()), unheededMark);
            case ClientTransport.TlsAtProxy atProxy ->
                new TransportSecurity(Encryption.TRUSTED_PROXY, certificate(atProxy.tls()), unheededMark);
            case ClientTransport.Plain plain ->
                new TransportSecurity(
                        listener.settings().tlsTerminatedInFront() ? Encryption.IN_FRONT : Encryption.NONE,
                        new ClientCertificate.None(),
                        unheededMark);
        };
    }

    private static ClientCertificate certificate(@Nullable ReloadableTls tls, List<X509Certificate> chain) {
        if (chain.isEmpty()) {
            return new ClientCertificate.None();
        }
        return switch (Objects.requireNonNull(tls).check(chain)) {
            case CertificateVerdict.Accepted accepted -> new ClientCertificate.Verified(accepted.name());
            case CertificateVerdict.Refused refused ->
                new ClientCertificate.Rejected(
                        refused.refusal().name(), refused.refusal().explanation());
        };
    }

    private static ClientCertificate certificate(ProxyTls tls) {
        return switch (tls.certificate()) {
            case ProxyTls.ClientCertificate.Verified verified ->
                verified.commonName()
                        .<ClientCertificate>map(
                                name -> new ClientCertificate.Verified(CertificateName.ofCommonName(name)))
                        .orElseGet(ClientCertificate.None::new);
            case ProxyTls.ClientCertificate.Unverified unverified -> new ClientCertificate.None();
            case ProxyTls.ClientCertificate.None none -> new ClientCertificate.None();
        };
    }

    /** The last address that is not a trusted proxy's: the client can have written everything before it. */
    private Optional<InetSocketAddress> forwardedFor(HttpFields headers) {
        List<String> values = headers.getValuesList(FORWARDED_FOR).stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(String::strip)
                .toList();
        InetSocketAddress client = null;
        for (String value : values.reversed()) {
            Optional<InetSocketAddress> address = address(value);
            if (address.isEmpty()) {
                break;
            }
            client = address.get();
            if (!proxies.trusts(client.getAddress())) {
                break;
            }
        }
        return Optional.ofNullable(client);
    }

    /** Reads an address, with or without port; an IPv6 address with port is in brackets. Port 0 if it has none. */
    private static Optional<InetSocketAddress> address(String text) {
        int bracket = text.indexOf(']');
        int colon = text.indexOf(':');
        boolean isIpv4WithPort = colon >= 0 && colon == text.lastIndexOf(':');
        String host = text;
        String port = "";
        if (text.startsWith("[") && bracket > 0) {
            host = text.substring(1, bracket);
            port = text.substring(bracket + 1);
        } else if (isIpv4WithPort) {
            host = text.substring(0, colon);
            port = text.substring(colon);
        }
        int number = port.matches(":\\d{1,5}") ? Integer.parseInt(port.substring(1)) : 0;
        Optional<InetAddress> address = AddressLiteral.parse(host);
        return address.map(found -> new InetSocketAddress(found, number > 65_535 ? 0 : number));
    }

    private static String last(HttpFields headers, String name) {
        String value = headers.getValuesList(name).getLast();
        return value.substring(value.lastIndexOf(',') + 1).strip();
    }

    /** Empty unless the header occurs exactly once: a second one may have been sent by the client. */
    private static String single(HttpFields headers, String name) {
        List<String> values = headers.getValuesList(name);
        return values.size() == 1 ? values.getFirst().strip() : "";
    }
}
