package org.ocppgateway.gateway.tls;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a ClientHello (RFC 8446 4.1.2), which may be spread over several records and may be cut anywhere. Takes what is there and never
 * trusts a length. For explanations only: JSSE reads the real one. Used once, by one thread.
 */
final class ClientHelloReader {
    private static final int CLIENT_HELLO = 1;
    private static final int RANDOM_BYTES = 32;
    private static final int SERVER_NAME = 0;
    private static final int SIGNATURE_ALGORITHMS = 13;
    private static final int SUPPORTED_VERSIONS = 43;
    private static final int HOST_NAME = 0;

    private final List<String> versions = new ArrayList<>();
    private final List<String> cipherSuites = new ArrayList<>();
    private final List<String> signatureSchemes = new ArrayList<>();
    private @Nullable String serverName;

    ClientHello read(byte[] records) {
        boolean complete = false;
        try {
            ByteBuffer message = message(ByteBuffer.wrap(records));
            if (message.get() == CLIENT_HELLO) {
                int length = unsigned(message, 3);
                complete = length <= message.remaining();
                readBody(message.slice(message.position(), Math.min(length, message.remaining())));
            }
        } catch (BufferUnderflowException e) {
            // Cut; what was read before stays.
            complete = false;
        }
        return new ClientHello(
                complete,
                List.copyOf(versions),
                List.copyOf(cipherSuites),
                Optional.ofNullable(serverName),
                List.copyOf(signatureSchemes));
    }

    /** The handshake bytes of all records. */
    private static ByteBuffer message(ByteBuffer records) {
        ByteArrayOutputStream message = new ByteArrayOutputStream(records.remaining());
        while (records.remaining() >= 5 && records.get() == FirstBytes.HANDSHAKE_RECORD) {
            records.getShort();
            int length = Math.min(unsigned(records, 2), records.remaining());
            byte[] fragment = new byte[length];
            records.get(fragment);
            message.writeBytes(fragment);
        }
        return ByteBuffer.wrap(message.toByteArray());
    }

    private void readBody(ByteBuffer body) {
        String version = TlsNames.version(unsigned(body, 2));
        versions.add(version);
        skip(body, RANDOM_BYTES);
        skip(body, unsigned(body, 1));
        ByteBuffer suites = vector(body, 2);
        while (suites.remaining() >= 2) {
            TlsNames.cipherSuite(unsigned(suites, 2)).ifPresent(cipherSuites::add);
        }
        skip(body, unsigned(body, 1));
        ByteBuffer extensions = vector(body, 2);
        while (extensions.hasRemaining()) {
            int type = unsigned(extensions, 2);
            readExtension(type, vector(extensions, 2));
        }
    }

    private void readExtension(int type, ByteBuffer content) {
        switch (type) {
            case SERVER_NAME -> {
                ByteBuffer names = vector(content, 2);
                if (unsigned(names, 1) == HOST_NAME) {
                    ByteBuffer name = vector(names, 2);
                    serverName = FirstBytes.printable(
                            StandardCharsets.ISO_8859_1.decode(name).toString());
                }
            }
            case SIGNATURE_ALGORITHMS -> {
                ByteBuffer schemes = vector(content, 2);
                while (schemes.remaining() >= 2) {
                    TlsNames.signatureScheme(unsigned(schemes, 2)).ifPresent(signatureSchemes::add);
                }
            }
            case SUPPORTED_VERSIONS -> {
                versions.clear();
                ByteBuffer offered = vector(content, 1);
                while (offered.remaining() >= 2) {
                    int version = unsigned(offered, 2);
                    if (!TlsNames.isReserved(version)) {
                        versions.add(TlsNames.version(version));
                    }
                }
            }
            default -> {
                // Of no use in an explanation.
            }
        }
    }

    /** A vector that is preceded by its length in {@code lengthBytes}; truncated where the input ends. */
    private static ByteBuffer vector(ByteBuffer input, int lengthBytes) {
        int length = Math.min(unsigned(input, lengthBytes), input.remaining());
        ByteBuffer vector = input.slice(input.position(), length);
        input.position(input.position() + length);
        return vector;
    }

    private static int unsigned(ByteBuffer input, int bytes) {
        int value = 0;
        for (int i = 0; i < bytes; i++) {
            value = (value << 8) | (input.get() & 0xFF);
        }
        return value;
    }

    private static void skip(ByteBuffer input, int bytes) {
        if (bytes > input.remaining()) {
            throw new BufferUnderflowException();
        }
        input.position(input.position() + bytes);
    }
}
