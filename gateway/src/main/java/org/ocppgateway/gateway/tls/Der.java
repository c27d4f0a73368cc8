package org.ocppgateway.gateway.tls;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The little of DER (X.690) that the JDK does not offer: keys of other forms as PKCS#8, and the parts of an element. */
final class Der {
    /** Tag of the first context-specific element, primitive; the constructed form adds {@link #CONSTRUCTED}. */
    static final int CONTEXT = 0x80;

    static final int CONSTRUCTED = 0x20;

    private static final int INTEGER = 0x02;
    private static final int OCTET_STRING = 0x04;
    private static final int SEQUENCE = 0x30;
    private static final int LONG_LENGTH = 0x80;

    private static final byte[] VERSION_0 = {INTEGER, 1, 0};

    /** AlgorithmIdentifier of rsaEncryption, 1.2.840.113549.1.1.1, with NULL parameters. */
    private static final byte[] RSA = {
        SEQUENCE, 13, 6, 9, 0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 1, 1, 1, 5, 0
    };

    /** Object identifier id-ecPublicKey, 1.2.840.10045.2.1. */
    private static final byte[] EC_PUBLIC_KEY = {6, 7, 0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 2, 1};

    private Der() {}

    /** One element. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Element(int tag, byte[] content) {}

    /** PrivateKeyInfo (RFC 5958) of an RSAPrivateKey (RFC 8017). */
    static byte[] pkcs8OfRsa(byte[] key) {
        return pkcs8(RSA, key);
    }

    /**
     * PrivateKeyInfo (RFC 5958) of an ECPrivateKey (RFC 5915).
     *
     * @param curve object identifier of a named curve, as DER
     */
    static byte[] pkcs8OfEc(byte[] curve, byte[] key) {
        return pkcs8(element(SEQUENCE, join(EC_PUBLIC_KEY, curve)), key);
    }

    private static byte[] pkcs8(byte[] algorithm, byte[] key) {
        return element(SEQUENCE, join(VERSION_0, algorithm, element(OCTET_STRING, key)));
    }

    /** The elements that {@code content} consists of; empty if it is damaged. */
    static Optional<List<Element>> elements(byte[] content) {
        try {
            ByteBuffer input = ByteBuffer.wrap(content);
            List<Element> elements = new ArrayList<>();
            while (input.hasRemaining()) {
                elements.add(next(input));
            }
            return Optional.of(elements);
        } catch (BufferUnderflowException e) {
            return Optional.empty();
        }
    }

    /** The elements inside of the one element that {@code element} is; empty if it is damaged. */
    static Optional<List<Element>> inside(byte[] element) {
        return elements(element)
                .filter(outer -> outer.size() == 1)
                .flatMap(outer -> elements(outer.getFirst().content()));
    }

    private static Element next(ByteBuffer input) {
        int tag = input.get() & 0xFF;
        int length = input.get() & 0xFF;
        if (length > LONG_LENGTH) {
            int bytes = length - LONG_LENGTH;
            length = 0;
            for (int i = 0; i < bytes; i++) {
                length = (length << 8) | (input.get() & 0xFF);
            }
        }
        if (length < 0 || length > input.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] content = new byte[length];
        input.get(content);
        return new Element(tag, content);
    }

    private static byte[] element(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(content.length + 6);
        out.write(tag);
        if (content.length < LONG_LENGTH) {
            out.write(content.length);
        } else {
            int bytes = (Integer.SIZE - Integer.numberOfLeadingZeros(content.length) + 7) / 8;
            out.write(LONG_LENGTH + bytes);
            for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8) {
                out.write(content.length >> shift);
            }
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
