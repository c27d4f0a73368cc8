package org.ocppgateway.gateway.tls;

import java.security.Security;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Enables algorithms again that newer JDKs disable, for the whole process. Must run before anything uses TLS: the JDK reads the list once.
 *
 * <p>The price: each connection of this process that does not list its suites may then agree on them, as a client too (Kafka, Redis, HTTP).
 * Listeners of this gateway always list theirs, so only those with the option offer them.
 */
public final class LegacyAlgorithms {
    private static final String PROPERTY = "jdk.tls.disabledAlgorithms";

    private LegacyAlgorithms() {}

    /** Enables {@code TLS_RSA_*}: key exchange by the RSA key of the server. */
    public static void enableRsaKeyExchange() {
        enable(entry -> entry.equals("TLS_RSA_*") || entry.startsWith("TLS_RSA_WITH_AES_"));
    }

    /** Enables SHA-1 in the signatures of handshakes, RSA and ECDSA. */
    public static void enableSha1Signatures() {
        List<String> schemes = List.of("rsa_pkcs1_sha1", "ecdsa_sha1");
        enable(entry -> schemes.contains(entry.split("\\s", 2)[0]));
    }

    private static void enable(Predicate<String> wanted) {
        String disabled = Security.getProperty(PROPERTY);
        if (disabled == null) {
            return;
        }
        Security.setProperty(
                PROPERTY,
                Arrays.stream(disabled.split(","))
                        .map(String::strip)
                        .filter(wanted.negate())
                        .collect(Collectors.joining(", ")));
    }
}
