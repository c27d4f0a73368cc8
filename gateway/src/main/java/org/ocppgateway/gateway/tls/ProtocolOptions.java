package org.ocppgateway.gateway.tls;

import java.util.List;

/**
 * Deviations of one listener from the safe default, for old firmware.
 *
 * @param tls12Only TLS 1.3 is not offered. For stations whose TLS library breaks on it
 * @param withoutTls13Tickets no session ticket is sent in TLS 1.3. For Mbed TLS 3.3 to 3.6.0, which hands a ticket to the application as
 *     an error. The price: TLS 1.3 clients of this listener never resume
 * @param rsaKeyExchange offers the two {@code TLS_RSA_*_GCM_*} suites that the OCPP security profiles list. The price: no forward secrecy,
 *     recorded traffic can be read with the RSA key later. Needs {@link LegacyAlgorithms} at process start
 * @param sha1Signatures accepts clients that offer SHA-1 signatures only. The price: SHA-1 is broken, and a handshake signed with it can
 *     be forged with effort. Needs {@link LegacyAlgorithms} at process start
 * @param additionalCipherSuites names of further suites, least preferred; each must exist in this JDK. The price depends on the suite: CBC
 *     with SHA-1 is open to padding attacks
 */
public record ProtocolOptions(
        boolean tls12Only,
        boolean withoutTls13Tickets,
        boolean rsaKeyExchange,
        boolean sha1Signatures,
        List<String> additionalCipherSuites) {
    /** TLS 1.2 and 1.3, tickets, no old algorithms. */
    public static final ProtocolOptions DEFAULT = new ProtocolOptions(false, false, false, false, List.of());

    public ProtocolOptions {
        additionalCipherSuites = List.copyOf(additionalCipherSuites);
    }
}
