package org.ocppgateway.gateway.tls;

import java.util.ArrayList;
import java.util.List;

/**
 * The suites that a listener offers, in its order of preference. An explicit list: emptying an exclude list would also enable suites that
 * no standard requires. The suites of OCPP security profiles 2 and 3 first where they apply to a version.
 */
final class CipherSuites {
    static final List<String> TLS_1_3 =
            List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256");

    static final List<String> TLS_1_2 = List.of(
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384");

    /** Demanded by the standard, disabled by newer JDKs: see {@link LegacyAlgorithms}. */
    static final List<String> RSA_KEY_EXCHANGE =
            List.of("TLS_RSA_WITH_AES_128_GCM_SHA256", "TLS_RSA_WITH_AES_256_GCM_SHA384");

    private CipherSuites() {}

    static List<String> of(ProtocolOptions options) {
        List<String> suites = new ArrayList<>();
        if (!options.tls12Only()) {
            suites.addAll(TLS_1_3);
        }
        suites.addAll(TLS_1_2);
        if (options.rsaKeyExchange()) {
            suites.addAll(RSA_KEY_EXCHANGE);
        }
        options.additionalCipherSuites().stream()
                .filter(suite -> !suites.contains(suite))
                .forEach(suites::add);
        return suites;
    }
}
