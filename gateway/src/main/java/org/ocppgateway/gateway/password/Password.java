package org.ocppgateway.gateway.password;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A password as bytes, wiped by {@link #close}. Belongs to one thread. Two of them are never equal, and none is printed.
 */
public final class Password implements AutoCloseable {
    private final byte[] bytes;

    private Password(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Takes the array over: the caller forgets it. */
    public static Password of(byte[] bytes) {
        return new Password(bytes);
    }

    /** Encodes the characters as UTF-8; wiping them is left to the caller. */
    public static Password of(char[] characters) {
        ByteBuffer encoded = ByteBuffer.allocate(4 * characters.length);
        CharsetEncoder encoder = StandardCharsets.UTF_8
                .newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        var unused = encoder.encode(CharBuffer.wrap(characters), encoded, true);
        byte[] bytes = Arrays.copyOf(encoded.array(), encoded.position());
        Arrays.fill(encoded.array(), (byte) 0);
        return new Password(bytes);
    }

    public boolean isEmpty() {
        return bytes.length == 0;
    }

    /** The bytes themselves, not a copy; all zero after {@link #close}. */
    public byte[] bytes() {
        return bytes;
    }

    /** Wipes the bytes. */
    @Override
    public void close() {
        Arrays.fill(bytes, (byte) 0);
    }

    @Override
    public String toString() {
        return "Password[...]";
    }
}
