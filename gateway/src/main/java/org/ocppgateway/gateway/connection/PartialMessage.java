package org.ocppgateway.gateway.connection;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A text message of which only the first parts have arrived. Parts are appended one at a time; what {@link PartialMessages} keeps here
 * is guarded by its lock.
 */
final class PartialMessage {
    private static final char REPLACEMENT = '\uFFFD';

    /** What the connection of a message may do next; guarded by the lock of {@link PartialMessages}. */
    enum Reading {
        /** Reads as long as there is enough room for everybody. */
        FREE,
        /** Reads although there is not. */
        IN_TURN,
        /** Is not read from until its turn comes. */
        WAITING,
        /** Is complete, or never will be. */
        OVER
    }

    private final MessageAssembler incoming;
    private volatile long startedAt;
    private byte[] bytes = {};
    private int length;

    int counted;
    long lastPartAt;
    long turnStartedAt;
    volatile Reading reading = Reading.FREE;

    PartialMessage(MessageAssembler incoming, long now) {
        this.incoming = incoming;
        this.startedAt = now;
    }

    MessageAssembler incoming() {
        return incoming;
    }

    /** Whether its connection is not read from until its turn comes. */
    boolean waits() {
        return reading == Reading.WAITING;
    }

    /** Bytes that have arrived. */
    int length() {
        return length;
    }

    /** How many nanoseconds ago the first part arrived. */
    long age(long now) {
        return now - startedAt;
    }

    /** Starts the age anew: time in which its connection was not read from does not count. */
    void restartAge(long now) {
        startedAt = now;
    }

    /** Takes a copy of a part. */
    void append(ByteBuffer part) {
        int added = part.remaining();
        if (length + added > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + added, length + length / 2));
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

    /** Decodes fast; only a text that contains the character which stands for broken input is decoded strictly as well. */
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
