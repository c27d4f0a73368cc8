package org.ocppgateway.gateway.tls;

import java.util.ArrayList;
import java.util.List;

/**
 * Signature schemes that a listener accepts, most preferred first. Listed for every listener, so that {@link LegacyAlgorithms} changes only those
 * that request it.
 */
final class SignatureSchemes {
    private static final List<String> CURRENT = List.of(
            "ecdsa_secp256r1_sha256",
            "ecdsa_secp384r1_sha384",
            "ecdsa_secp521r1_sha512",
            "ed25519",
            "ed448",
            "rsa_pss_rsae_sha256",
            "rsa_pss_rsae_sha384",
            "rsa_pss_rsae_sha512",
            "rsa_pss_pss_sha256",
            "rsa_pss_pss_sha384",
            "rsa_pss_pss_sha512",
            "rsa_pkcs1_sha256",
            "rsa_pkcs1_sha384",
            "rsa_pkcs1_sha512");

    private static final List<String> SHA_1 = List.of("ecdsa_sha1", "rsa_pkcs1_sha1");

    private SignatureSchemes() {}

    static List<String> of(ProtocolOptions options) {
        List<String> schemes = new ArrayList<>(CURRENT);
        if (options.sha1Signatures()) {
            schemes.addAll(SHA_1);
        }
        return schemes;
    }
}
