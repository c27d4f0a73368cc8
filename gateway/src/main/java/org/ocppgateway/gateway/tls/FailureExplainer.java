package org.ocppgateway.gateway.tls;

import java.net.SocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ocppgateway.routing.tls.Causes;

/**
 * Finds the reason of a failed handshake. The offer of the client takes precedence over the exception: the texts of JSSE change between
 * releases.
 */
public final class FailureExplainer {
    private static final Set<String> DISTRUST = Set.of(
            "bad_certificate",
            "unsupported_certificate",
            "certificate_revoked",
            "certificate_expired",
            "certificate_unknown",
            "unknown_ca",
            // OpenSSL: a trusted root has the name of ours, and another key.
            "decrypt_error",
            "access_denied");

    /**
     * Says JSSE before Java 24 if an alert of TLS 1.3 arrives unencrypted, as OpenSSL sends it before its keys change (JDK-8331682). An alert
     * has two bytes.
     */
    private static final String UNREADABLE_ALERT = "Insufficient buffer remaining for AEAD cipher fragment (2)";

    private final ServerOffer server;
    private final FirstBytes offered;
    private final HandshakeEnd end;

    private FailureExplainer(ServerOffer server, FirstBytes offered, HandshakeEnd end) {
        this.server = server;
        this.offered = offered;
        this.end = end;
    }

    private record Finding(FailureReason reason, String explanation) {}

    /**
     * Explains a failure.
     *
     * @param firstBytes what the client sent first, possibly cut
     */
    public static TlsFailure explain(SocketAddress client, ServerOffer server, byte[] firstBytes, HandshakeEnd end) {
        FirstBytes offered = FirstBytes.of(firstBytes);
        FailureExplainer explainer = new FailureExplainer(server, offered, end);
        Finding finding = explainer.find();
        return new TlsFailure(
                client,
                finding.reason(),
                finding.explanation(),
                explainer.suggestion(finding.reason()),
                explainer.alert(),
                offered,
                explainer.refusal());
    }

    private Finding find() {
        return switch (offered) {
            case FirstBytes.PlainHttp http ->
                new Finding(
                        FailureReason.PLAIN_HTTP,
                        "The charge point sent HTTP without TLS to a TLS port. Its URL must begin with wss://.");
            case FirstBytes.ProxyHeader header ->
                new Finding(
                        FailureReason.PROXY_HEADER,
                        "A proxy sent a PROXY protocol header, which this listener does not expect. Enable it for this listener, "
                                + "or switch it off in the proxy.");
            case FirstBytes.Unknown bytes ->
                new Finding(FailureReason.NOT_TLS, "The first bytes are not TLS: " + bytes.hex() + ".");
            case FirstBytes.Nothing nothing -> ending(Optional.empty());
            case FirstBytes.Tls tls -> handshake(tls.hello());
        };
    }

    private Finding handshake(ClientHello hello) {
        return refusal()
                .map(refused -> new Finding(FailureReason.CLIENT_CERTIFICATE_REFUSED, refused.explanation()))
                .or(() -> alert().map(FailureExplainer::received))
                .orElseGet(() -> ending(Optional.of(hello)));
    }

    private static Finding received(TlsAlert alert) {
        String name = alert.name();
        if (DISTRUST.contains(name)) {
            return new Finding(
                    FailureReason.SERVER_CERTIFICATE_DISTRUSTED,
                    "The charge point does not trust our certificate (alert " + name + "). Check on the charge point: "
                            + "our root certificate, the host name in its URL, and its clock.");
        }
        return new Finding(
                FailureReason.ALERT_RECEIVED, "The charge point ended the handshake with the alert " + name + ".");
    }

    private String suggestion(FailureReason reason) {
        return switch (reason) {
            case CLIENT_CERTIFICATE_REFUSED ->
                refusal().map(refused -> refused.problem().suggestion()).orElse(reason.suggestion());
            case SERVER_CERTIFICATE_DISTRUSTED ->
                distrusted(alert().map(TlsAlert::name).orElse(""));
            default -> reason.suggestion();
        };
    }

    private String distrusted(String alert) {
        return switch (alert) {
            case "unknown_ca" -> "Install the root certificate of the gateway on the charge point.";
            case "decrypt_error" ->
                "Install the present root certificate of the gateway on the charge point. The one there has the same name and"
                        + " another key.";
            case "certificate_expired" ->
                "Set the clock of the charge point. If it is right, renew the certificate of the gateway.";
            default ->
                server.wildcard()
                        ? "Use a server certificate with the exact host name, or set AllowCentralSystemTLSWildcards (1.6) or"
                                + " AllowCSMSTLSWildcards (2.x) on the charge point. Check its clock as well."
                        : FailureReason.SERVER_CERTIFICATE_DISTRUSTED.suggestion();
        };
    }

    private Optional<Finding> mismatch(ClientHello hello) {
        if (disjoint(hello.versions(), server.versions())) {
            return Optional.of(new Finding(
                    FailureReason.PROTOCOL_VERSION,
                    "The charge point offers " + hello.versions() + ", this listener " + server.versions()
                            + ". Update its firmware."));
        }
        List<String> usable = server.cipherSuites().stream()
                .filter(suite -> fitsCertificates(suite) && fitsVersions(suite, hello))
                .toList();
        if (disjoint(hello.cipherSuites(), usable)) {
            return Optional.of(new Finding(FailureReason.CIPHER_SUITE, suites(hello, usable)));
        }
        if (!hello.signatureSchemes().isEmpty() && disjoint(hello.signatureSchemes(), server.signatureSchemes())) {
            return Optional.of(
                    new Finding(
                            FailureReason.SIGNATURE_SCHEME,
                            "The charge point offers no signature scheme that this listener accepts: "
                                    + hello.signatureSchemes()
                                    + ". If only SHA-1 is there, update its firmware or enable old signatures for a listener of its own."));
        }
        return Optional.empty();
    }

    private String suites(ClientHello hello, List<String> usable) {
        boolean oldSuites = hello.cipherSuites().stream().anyMatch(CipherSuites.RSA_KEY_EXCHANGE::contains);
        boolean otherKey = !disjoint(hello.cipherSuites(), server.cipherSuites());
        String remedy;
        if (otherKey) {
            remedy = "Add a server certificate with the other key type (RSA or ECDSA).";
        } else if (oldSuites) {
            remedy = "Update its firmware, or enable RSA key exchange for a listener of its own.";
        } else {
            remedy = "Update its firmware.";
        }
        return "The charge point offers the cipher suites " + hello.cipherSuites() + ", this listener " + usable + ". "
                + remedy;
    }

    private boolean fitsCertificates(String suite) {
        if (suite.contains("_ECDSA_")) {
            return server.keyTypes().contains("EC") || server.keyTypes().contains("EdDSA");
        }
        return !suite.contains("_RSA_") || server.keyTypes().stream().anyMatch(type -> type.startsWith("RSA"));
    }

    private boolean fitsVersions(String suite, ClientHello hello) {
        boolean common13 =
                hello.versions().contains("TLSv1.3") && server.versions().contains("TLSv1.3");
        boolean is13 = CipherSuites.TLS_1_3.contains(suite);
        return is13 ? common13 : !common13 || hello.versions().contains("TLSv1.2");
    }

    private Finding ending(Optional<ClientHello> hello) {
        return switch (end) {
            case HandshakeEnd.Failed failed ->
                hello.filter(ClientHello::complete).flatMap(this::mismatch).orElseGet(() -> other(failed.cause()));
            case HandshakeEnd.ClosedByPeer closed ->
                new Finding(
                        FailureReason.CLOSED_BY_PEER,
                        "The charge point closed the connection during the handshake. It may not trust our certificate, have lost "
                                + "its network, or not cope with the size of the handshake.");
            case HandshakeEnd.TimedOut timedOut ->
                new Finding(
                        FailureReason.TIMED_OUT,
                        hello.isEmpty()
                                ? "The client connected and sent nothing."
                                : "The handshake was not done in time. The network may be slow or lose large packets.");
            case HandshakeEnd.Overloaded overloaded ->
                new Finding(
                        FailureReason.OVERLOADED,
                        "Too many handshakes were in progress. The charge point will try again.");
            case HandshakeEnd.ClosedWithoutRequest closed -> withoutRequest(closed.version());
            case HandshakeEnd.EmptyRecords empty ->
                new Finding(
                        FailureReason.EMPTY_RECORDS, "The client sent TLS records without content, again and again.");
        };
    }

    private static Finding other(Throwable cause) {
        boolean noCertificate = Causes.of(cause).stream()
                .anyMatch(one -> String.valueOf(one.getMessage()).contains("Empty client certificate chain"));
        if (noCertificate) {
            return new Finding(
                    FailureReason.CLIENT_CERTIFICATE_MISSING,
                    "The charge point sent no certificate, and this listener needs one. Install one on it, or let it use security "
                            + "profile 2 on another listener.");
        }
        String message = DeepestCause.message(cause);
        if (message.startsWith(UNREADABLE_ALERT)) {
            return new Finding(
                    FailureReason.SERVER_CERTIFICATE_DISTRUSTED,
                    "The charge point very likely does not trust our certificate: it ended the handshake with an alert that Java "
                            + Runtime.version().feature()
                            + " cannot read, and Java 24 can. Install the root certificate of the gateway on it, and check the host name in its"
                            + " URL and its clock.");
        }
        return new Finding(FailureReason.OTHER, "The handshake failed: " + message + ".");
    }

    private static Finding withoutRequest(String version) {
        return new Finding(
                FailureReason.CLOSED_WITHOUT_REQUEST,
                "The charge point closed the connection right after the " + version + " handshake."
                        + (version.equals("TLSv1.3")
                                ? " Some TLS libraries break on the session ticket of TLS 1.3: try a listener without tickets or with TLS "
                                        + "1.2 only."
                                : ""));
    }

    private Optional<TlsAlert> alert() {
        return end instanceof HandshakeEnd.Failed failed ? TlsAlert.received(failed.cause()) : Optional.empty();
    }

    private Optional<CertificateRefusal> refusal() {
        if (!(end instanceof HandshakeEnd.Failed failed)) {
            return Optional.empty();
        }
        for (Throwable cause : Causes.of(failed.cause())) {
            if (cause instanceof ClientCertificateException refused) {
                return Optional.of(refused.refusal());
            }
        }
        return Optional.empty();
    }

    private static boolean disjoint(List<String> some, List<String> others) {
        return some.stream().noneMatch(others::contains);
    }
}
