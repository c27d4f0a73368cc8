package org.ocppgateway.gateway.connection;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A text message of which only the first parts have arrived. Parts come one at a time. */
final class PartialMessage {
    private static final char REPLACEMENT = '\uFFFD';

    private byte[] bytes = {};
    private int length;

    /** Bytes that have arrived. */
    int length() {
        return length;
    }

    /** Takes a copy of a part. */
    void append(ByteBuffer part) {
        int added = part.remaining();
        if (length + added > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + added, 2 * length));
        }
        part.get(bytes, length, added);
        length += added;
    }

    /** The text of all parts; null if they are no UTF-8. */
    @Nullable
    String text() {
        return decode(bytes, length);
    }

    /** The text of a message that arrived in one piece; null if it is no UTF-8. */
    static @Nullable String text(ByteBuffer message) {
        byte[] bytes = new byte[message.remaining()];
        message.get(bytes);
        return decode(bytes, bytes.length);
    }

    /** Decodes fast, and looks closely only at a text with the character that stands for broken input as well. */
    private static @Nullable String decode(byte[] bytes, int length) {
        String text = new String(bytes, 0, length, UTF_8);
        return text.indexOf(REPLACEMENT) < 0 || isValid(bytes, length) ? text : null;
    }

    private static boolean isValid(byte[] bytes, int length) {
        try {
            CharBuffer unused = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
