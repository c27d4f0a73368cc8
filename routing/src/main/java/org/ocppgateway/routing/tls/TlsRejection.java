package org.ocppgateway.routing.tls;

import java.security.InvalidAlgorithmParameterException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/**
 * Why this process as a client got no TLS connection. None of these causes ends without an operator.
 *
 * @param detail text of the JDK that names the cause
 */
public record TlsRejection(Kind kind, String detail) {
    private static final Pattern ALERT =
            Pattern.compile("Received fatal alert: (\\w+)|\\((\\w+)\\) Received fatal alert.*");

    /** Causes, by what has to change. */
    public enum Kind {
        /** No trusted authority signed the certificate of the server. */
        UNTRUSTED,
        /** The certificate of the server is not valid now. */
        EXPIRED,
        /** The certificate of the server does not contain its host name. */
        WRONG_NAME,
        /** The server speaks another protocol on this port. */
        NO_TLS,
        /** The server refuses the certificate of this client, or misses one. */
        CLIENT_CERTIFICATE,
        /** Client and server have no TLS version or cipher suite in common, or another alert. */
        OTHER
    }

    /** Returns the cause that the exception or one of its causes names; empty if it is none of TLS. */
    public static Optional<TlsRejection> of(Throwable failure) {
        List<Throwable> causes = Causes.of(failure);
        Throwable deepest = causes.getLast();
        for (Throwable cause : causes) {
            if (isOutdated(cause)) {
                return found(Kind.EXPIRED, cause);
            }
            if (isUntrusted(cause)) {
                return found(
                        causes.stream().anyMatch(TlsRejection::isOutdated) ? Kind.EXPIRED : Kind.UNTRUSTED, deepest);
            }
            if (cause instanceof CertificateException && isAboutName(String.valueOf(cause.getMessage()))) {
                return found(Kind.WRONG_NAME, cause);
            }
        }
        return causes.stream()
                .filter(SSLException.class::isInstance)
                .map(TlsRejection::ofAlert)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<TlsRejection> ofAlert(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        if (message.contains("Unsupported or unrecognized SSL message")) {
            return found(Kind.NO_TLS, failure);
        }
        Matcher alert = ALERT.matcher(message);
        if (!alert.matches()) {
            return Optional.empty();
        }
        String name = alert.group(1) == null ? alert.group(2) : alert.group(1);
        return found(
                switch (name) {
                    case "bad_certificate",
                            "certificate_required",
                            "certificate_unknown",
                            "certificate_expired",
                            "certificate_revoked",
                            "unsupported_certificate",
                            "unknown_ca",
                            "access_denied",
                            // TLS 1.2 has no own alert for a missing certificate.
                            "handshake_failure" -> Kind.CLIENT_CERTIFICATE;
                    default -> Kind.OTHER;
                },
                failure);
    }

    private static Optional<TlsRejection> found(Kind kind, Throwable cause) {
        return Optional.of(new TlsRejection(kind, String.valueOf(cause.getMessage())));
    }

    /** An empty trust store is reported as a wrong parameter. */
    private static boolean isUntrusted(Throwable cause) {
        return cause instanceof CertPathBuilderException
                || cause instanceof CertPathValidatorException
                || (cause instanceof InvalidAlgorithmParameterException
                        && String.valueOf(cause.getMessage()).contains("trustAnchors"));
    }

    private static boolean isOutdated(Throwable cause) {
        return cause instanceof CertificateExpiredException || cause instanceof CertificateNotYetValidException;
    }

    private static boolean isAboutName(String message) {
        return message.contains("subject alternative") || message.startsWith("No name matching");
    }
}
