package org.ocppgateway.gateway.proxyprotocol;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** The type-length-value fields behind the addresses of a version 2 header. Unknown ones are passed over. */
final class Tlvs {
    private static final int CRC32C_TYPE = 0x03;
    private static final int SSL_TYPE = 0x20;
    private static final int SSL_VERSION = 0x21;
    private static final int SSL_COMMON_NAME = 0x22;
    private static final int SSL_CIPHER = 0x23;
    private static final int CHECKSUM_BYTES = 4;

    /** Bits of the client field of SSL_TYPE. */
    private static final int CLIENT_TLS = 1;

    private static final int CLIENT_CERTIFICATE = 2 | 4;

    /** Longest text taken from a field; a longer one is refused. */
    private static final int MAX_TEXT = 256;

    private Tlvs() {}

    /**
     * Reads all fields up to the end of {@code rest}.
     *
     * @param whole the header from its first byte, which a checksum covers
     */
    static Optional<ProxyTls> read(ByteBuffer rest, ByteBuffer whole) throws InvalidProxyHeaderException {
        ProxyTls tls = null;
        while (rest.hasRemaining()) {
            int type = rest.get() & 0xFF;
            ByteBuffer value = value(rest);
            switch (type) {
                case CRC32C_TYPE -> check(value, rest.position() - value.remaining(), whole);
                case SSL_TYPE -> {
                    if (tls != null) {
                        throw new InvalidProxyHeaderException("two SSL fields");
                    }
                    tls = ssl(value);
                }
                default -> {
                    // ALPN, authority, NOOP, unique id, namespace, fields of cloud providers.
                }
            }
        }
        return Optional.ofNullable(tls);
    }

    private static ByteBuffer value(ByteBuffer rest) throws InvalidProxyHeaderException {
        if (rest.remaining() < 2) {
            throw new InvalidProxyHeaderException("a field that is cut");
        }
        int length = rest.getShort() & 0xFFFF;
        if (length > rest.remaining()) {
            throw new InvalidProxyHeaderException("a field longer than the header");
        }
        ByteBuffer value = rest.slice(rest.position(), length);
        rest.position(rest.position() + length);
        return value;
    }

    /** The checksum covers the header with the checksum itself as zeros. */
    private static void check(ByteBuffer value, int at, ByteBuffer whole) throws InvalidProxyHeaderException {
        if (value.remaining() != CHECKSUM_BYTES) {
            throw new InvalidProxyHeaderException("a checksum that is not 4 bytes long");
        }
        CRC32C crc = new CRC32C();
        crc.update(whole.slice(0, at));
        crc.update(new byte[CHECKSUM_BYTES]);
        int after = at + CHECKSUM_BYTES;
        crc.update(whole.slice(after, whole.capacity() - after));
        if ((int) crc.getValue() != value.getInt()) {
            throw new InvalidProxyHeaderException("a wrong checksum");
        }
    }

    private static @Nullable ProxyTls ssl(ByteBuffer value) throws InvalidProxyHeaderException {
        if (value.remaining() < 5) {
            throw new InvalidProxyHeaderException("an SSL field that is cut");
        }
        int client = value.get() & 0xFF;
        int verify = value.getInt();
        String version = null;
        String commonName = null;
        String cipher = null;
        while (value.hasRemaining()) {
            int type = value.get() & 0xFF;
            ByteBuffer field = value(value);
            switch (type) {
                case SSL_VERSION -> version = text(field);
                case SSL_COMMON_NAME -> {
                    if (commonName != null) {
                        throw new InvalidProxyHeaderException("two common names");
                    }
                    commonName = text(field);
                }
                case SSL_CIPHER -> cipher = text(field);
                default -> {
                    // Signature and key algorithm, the certificate itself.
                }
            }
        }
        if ((client & CLIENT_TLS) == 0) {
            return null;
        }
        return new ProxyTls(
                Optional.ofNullable(version), Optional.ofNullable(cipher), certificate(client, verify, commonName));
    }

    private static ProxyTls.ClientCertificate certificate(int client, int verify, @Nullable String commonName) {
        if ((client & CLIENT_CERTIFICATE) == 0) {
            return new ProxyTls.ClientCertificate.None();
        }
        return verify == 0
                ? new ProxyTls.ClientCertificate.Verified(Optional.ofNullable(commonName))
                : new ProxyTls.ClientCertificate.Unverified();
    }

    private static String text(ByteBuffer field) throws InvalidProxyHeaderException {
        if (field.remaining() > MAX_TEXT) {
            throw new InvalidProxyHeaderException("a text of more than " + MAX_TEXT + " bytes");
        }
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(field);
            return text.toString();
        } catch (CharacterCodingException e) {
            throw new InvalidProxyHeaderException("a text that is not UTF-8");
        }
    }
}
