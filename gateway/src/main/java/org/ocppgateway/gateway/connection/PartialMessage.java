package org.ocppgateway.gateway.connection;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A text message whose last frame has not arrived. The transport thread appends fragments one at a time. The package-private fields are
 * guarded by the lock of {@link PartialMessages}.
 */
final class PartialMessage {
    private static final char REPLACEMENT = '\uFFFD';

    /** A longer message is decoded from a buffer of its own. */
    private static final int MAX_KEPT = 16 * 1024;

    /** Bytes of one message while a selector decodes it. */
    private static final ThreadLocal<byte[]> BUFFER = ThreadLocal.withInitial(() -> new byte[MAX_KEPT]);

    /** Whether the connection of a message is read from. Guarded by the lock of {@link PartialMessages}. */
    enum ReadState {
        /** Is read while memory is sufficient. */
        FREE,
        /** Has a turn: is read although memory is scarce. */
        IN_TURN,
        /** Is not read until it gets a turn. */
        WAITING,
        /** The message is complete or was evicted. */
        ENDED
    }

    private final MessageAssembler assembler;
    private volatile long startedAt;
    private byte[] bytes = {};
    private int length;

    int countedBytes;
    long lastFragmentAt;
    long turnStartedAt;
    volatile ReadState readState = ReadState.FREE;

    PartialMessage(MessageAssembler assembler, long now) {
        this.assembler = assembler;
        this.startedAt = now;
    }

    MessageAssembler assembler() {
        return assembler;
    }

    /** Whether the connection is not read until it gets a turn. */
    boolean isWaiting() {
        return readState == ReadState.WAITING;
    }

    /** Bytes received. */
    int length() {
        return length;
    }

    /** Nanoseconds since the first fragment or the last {@link #restartAge}. */
    long age(long now) {
        return now - startedAt;
    }

    /** Restarts the age, because reading is paused. */
    void restartAge(long now) {
        startedAt = now;
    }

    /** Copies a fragment. */
    void append(ByteBuffer fragment) {
        int added = fragment.remaining();
        if (length + added > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + added, length + length / 2));
        }
        fragment.get(bytes, length, added);
        length += added;
    }

    /** Text of all fragments; null if they are not UTF-8. */
    @Nullable
    String text() {
        return decode(bytes, length);
    }

    /** Text of a message that arrived in one frame; null if it is not UTF-8. */
    static @Nullable String text(ByteBuffer message) {
        int length = message.remaining();
        byte[] bytes = buffer(length);
        message.get(bytes, 0, length);
        try {
            return decode(bytes, length);
        } finally {
            Arrays.fill(bytes, 0, length, (byte) 0); // it may have contained a password
        }
    }

    /** Virtual threads keep no buffer, because there may be one per connection. */
    private static byte[] buffer(int length) {
        return length > MAX_KEPT || Thread.currentThread().isVirtual() ? new byte[length] : BUFFER.get();
    }

    /** Decodes leniently, which is fast. Only a text with the replacement character is decoded strictly as well. */
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
