package org.ocppgateway.gateway.tls;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Names of the codes in a ClientHello, as the IANA registries and JSSE have them. Suites that embedded TLS libraries offer are listed. */
final class TlsNames {
    private static final Map<Integer, String> CIPHER_SUITES = parse("""
            0005 TLS_RSA_WITH_RC4_128_SHA
            000A TLS_RSA_WITH_3DES_EDE_CBC_SHA
            002F TLS_RSA_WITH_AES_128_CBC_SHA
            0033 TLS_DHE_RSA_WITH_AES_128_CBC_SHA
            0035 TLS_RSA_WITH_AES_256_CBC_SHA
            0039 TLS_DHE_RSA_WITH_AES_256_CBC_SHA
            003C TLS_RSA_WITH_AES_128_CBC_SHA256
            003D TLS_RSA_WITH_AES_256_CBC_SHA256
            0067 TLS_DHE_RSA_WITH_AES_128_CBC_SHA256
            006B TLS_DHE_RSA_WITH_AES_256_CBC_SHA256
            008C TLS_PSK_WITH_AES_128_CBC_SHA
            009C TLS_RSA_WITH_AES_128_GCM_SHA256
            009D TLS_RSA_WITH_AES_256_GCM_SHA384
            009E TLS_DHE_RSA_WITH_AES_128_GCM_SHA256
            009F TLS_DHE_RSA_WITH_AES_256_GCM_SHA384
            00A8 TLS_PSK_WITH_AES_128_GCM_SHA256
            00AE TLS_PSK_WITH_AES_128_CBC_SHA256
            1301 TLS_AES_128_GCM_SHA256
            1302 TLS_AES_256_GCM_SHA384
            1303 TLS_CHACHA20_POLY1305_SHA256
            1304 TLS_AES_128_CCM_SHA256
            1305 TLS_AES_128_CCM_8_SHA256
            C009 TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA
            C00A TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA
            C013 TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA
            C014 TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA
            C023 TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256
            C024 TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384
            C027 TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256
            C028 TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384
            C02B TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256
            C02C TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384
            C02F TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256
            C030 TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384
            C09C TLS_RSA_WITH_AES_128_CCM
            C09D TLS_RSA_WITH_AES_256_CCM
            C0A0 TLS_RSA_WITH_AES_128_CCM_8
            C0A8 TLS_PSK_WITH_AES_128_CCM_8
            C0AC TLS_ECDHE_ECDSA_WITH_AES_128_CCM
            C0AD TLS_ECDHE_ECDSA_WITH_AES_256_CCM
            C0AE TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8
            C0AF TLS_ECDHE_ECDSA_WITH_AES_256_CCM_8
            CCA8 TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256
            CCA9 TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256
            CCAA TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256
            """);

    private static final Map<Integer, String> SIGNATURE_SCHEMES = parse("""
            0101 rsa_pkcs1_md5
            0201 rsa_pkcs1_sha1
            0202 dsa_sha1
            0203 ecdsa_sha1
            0301 rsa_pkcs1_sha224
            0303 ecdsa_sha224
            0401 rsa_pkcs1_sha256
            0403 ecdsa_secp256r1_sha256
            0501 rsa_pkcs1_sha384
            0503 ecdsa_secp384r1_sha384
            0601 rsa_pkcs1_sha512
            0603 ecdsa_secp521r1_sha512
            0804 rsa_pss_rsae_sha256
            0805 rsa_pss_rsae_sha384
            0806 rsa_pss_rsae_sha512
            0807 ed25519
            0808 ed448
            0809 rsa_pss_pss_sha256
            080A rsa_pss_pss_sha384
            080B rsa_pss_pss_sha512
            """);

    /** TLS_EMPTY_RENEGOTIATION_INFO_SCSV and TLS_FALLBACK_SCSV are signals, not suites. */
    private static final int RENEGOTIATION_SIGNAL = 0x00FF;

    private static final int FALLBACK_SIGNAL = 0x5600;

    private TlsNames() {}

    static String version(int code) {
        return switch (code) {
            case 0x0300 -> "SSLv3";
            case 0x0301 -> "TLSv1";
            case 0x0302 -> "TLSv1.1";
            case 0x0303 -> "TLSv1.2";
            case 0x0304 -> "TLSv1.3";
            default -> hex(code);
        };
    }

    /** The name; empty if the code is not a suite. */
    static Optional<String> cipherSuite(int code) {
        if (code == RENEGOTIATION_SIGNAL || code == FALLBACK_SIGNAL || isReserved(code)) {
            return Optional.empty();
        }
        return Optional.of(CIPHER_SUITES.getOrDefault(code, hex(code)));
    }

    static Optional<String> signatureScheme(int code) {
        return isReserved(code) ? Optional.empty() : Optional.of(SIGNATURE_SCHEMES.getOrDefault(code, hex(code)));
    }

    /** Values that clients send at random so that servers tolerate unknown ones (RFC 8701). */
    static boolean isReserved(int code) {
        return (code & 0x0F0F) == 0x0A0A && code >> 8 == (code & 0xFF);
    }

    private static String hex(int code) {
        return String.format(Locale.ROOT, "0x%04X", code);
    }

    private static Map<Integer, String> parse(String table) {
        Map<Integer, String> names = new HashMap<>();
        table.lines().forEach(line -> names.put(Integer.parseInt(line.substring(0, 4), 16), line.substring(5)));
        return Map.copyOf(names);
    }
}
