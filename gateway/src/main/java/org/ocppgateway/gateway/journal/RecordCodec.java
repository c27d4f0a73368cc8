package org.ocppgateway.gateway.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.trace.TraceDirection;
import org.ocppgateway.protocol.trace.TraceMessage;

/** Encodes the records of the ring as bytes. The encoding never leaves the process. Not thread-safe. */
final class RecordCodec {
    /** Bytes from which {@link #decodeId} reads, at most. */
    static final int MAX_ID_BYTES = 1 + ChargePointId.MAX_LENGTH;

    private static final int MAX_NUMBER_BYTES = 10;

    /** Bytes from which {@link #decodePosition} reads, at most. */
    static final int MAX_POSITION_BYTES = MAX_ID_BYTES + 3 * MAX_NUMBER_BYTES;

    /** Bytes of a frame before its message id, at most: the charge point and nine numbers. */
    static final int MAX_BYTES_BEFORE_MESSAGE_ID = MAX_ID_BYTES + 9 * MAX_NUMBER_BYTES;

    /** A longer buffer is not kept for the next record. */
    private static final int MAX_KEPT = 64 * 1024;

    private ByteBuffer buffer = ByteBuffer.allocate(1024);

    /** First byte of the content of a record. */
    private enum Kind {
        CALL,
        CALL_RESULT,
        CALL_ERROR,
        UNREADABLE,
        SESSION_STARTED,
        SESSION_ENDED
    }

    private static final Kind[] KINDS = Kind.values();
    private static final OcppVersion[] PROTOCOLS = OcppVersion.values();
    private static final TraceDirection[] DIRECTIONS = TraceDirection.values();

    /** Returns the encoded record. The buffer is used again for the next one. */
    ByteBuffer encode(JournalRecord record) {
        buffer = buffer.capacity() > MAX_KEPT ? ByteBuffer.allocate(1024) : buffer.clear();
        text(record.chargePointId().value());
        number(record.protocol().ordinal());
        number(record.position().epoch());
        number(record.position().number());
        number(record.time().getEpochSecond());
        number(record.time().getNano());
        content(record.content());
        return buffer.flip();
    }

    private void content(JournalRecord.Content content) {
        switch (content) {
            case JournalRecord.Message message -> message(message);
            case JournalRecord.Unreadable unreadable -> {
                kind(Kind.UNREADABLE);
                number(unreadable.direction().ordinal());
                number(unreadable.length());
                text(unreadable.reason());
                text(unreadable.text());
            }
            case JournalRecord.SessionStarted started -> kind(Kind.SESSION_STARTED);
            case JournalRecord.SessionEnded ended -> {
                kind(Kind.SESSION_ENDED);
                text(ended.endedBy());
                number(ended.closeCode());
                text(ended.closeReason());
            }
        }
    }

    private void message(JournalRecord.Message message) {
        TraceMessage traced = message.message();
        kind(
                switch (traced) {
                    case TraceMessage.Call call -> Kind.CALL;
                    case TraceMessage.CallResult result -> Kind.CALL_RESULT;
                    case TraceMessage.CallError error -> Kind.CALL_ERROR;
                });
        number(message.direction().ordinal());
        number(message.latency() == null ? 0 : Math.max(0, message.latency().toNanos()) + 1);
        text(traced.messageId());
        text(traced.action());
        switch (traced) {
            case TraceMessage.Call call -> text(call.payload());
            case TraceMessage.CallResult result -> text(result.payload());
            case TraceMessage.CallError error -> {
                text(error.code());
                text(error.description());
                text(error.details());
            }
        }
    }

    private void kind(Kind kind) {
        number(kind.ordinal());
    }

    /** Seven bits per byte, the lowest first, so that most numbers need one or two bytes. */
    private void number(long value) {
        reserve(MAX_NUMBER_BYTES);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            buffer.put((byte) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        buffer.put((byte) rest);
    }

    /** Its length plus one, and its bytes; zero for null. */
    private void text(@Nullable String text) {
        if (text == null) {
            number(0);
            return;
        }
        byte[] bytes = text.getBytes(UTF_8);
        number(bytes.length + 1);
        reserve(bytes.length);
        buffer.put(bytes);
    }

    private void reserve(int length) {
        if (buffer.remaining() < length) {
            int needed = buffer.position() + length;
            buffer =
                    ByteBuffer.allocate(Math.max(needed, 2 * buffer.capacity())).put(buffer.flip());
        }
    }

    /** Reads an encoded record. */
    static JournalRecord decode(ByteBuffer encoded) {
        ChargePointId id = decodeId(encoded);
        OcppVersion protocol = PROTOCOLS[smallNumber(encoded)];
        JournalPosition position = new JournalPosition(decodeNumber(encoded), decodeNumber(encoded));
        Instant time = Instant.ofEpochSecond(decodeNumber(encoded), decodeNumber(encoded));
        Kind kind = KINDS[smallNumber(encoded)];
        JournalRecord.Content content = switch (kind) {
            case CALL, CALL_RESULT, CALL_ERROR -> decodeMessage(kind, encoded);
            case UNREADABLE ->
                new JournalRecord.Unreadable(
                        DIRECTIONS[smallNumber(encoded)], smallNumber(encoded), required(encoded), required(encoded));
            case SESSION_STARTED -> new JournalRecord.SessionStarted();
            case SESSION_ENDED ->
                new JournalRecord.SessionEnded(required(encoded), smallNumber(encoded), required(encoded));
        };
        return new JournalRecord(id, protocol, position, time, content);
    }

    /** Reads the beginning of an encoded record. */
    static ChargePointId decodeId(ByteBuffer encoded) {
        return new ChargePointId(required(encoded));
    }

    /** Reads the position from the beginning of an encoded record. */
    static JournalPosition decodePosition(ByteBuffer encoded) {
        skipText(encoded);
        skipNumbers(encoded, 1);
        return new JournalPosition(decodeNumber(encoded), decodeNumber(encoded));
    }

    /**
     * Returns whether the beginning of an encoded record is that of a frame with a message id.
     *
     * @param encoded with an array, with at least the bytes up to and with the message id
     * @param messageId in UTF-8
     */
    static boolean hasMessageId(ByteBuffer encoded, byte[] messageId) {
        skipText(encoded);
        skipNumbers(encoded, 5);
        return switch (KINDS[smallNumber(encoded)]) {
            case CALL, CALL_RESULT, CALL_ERROR -> {
                skipNumbers(encoded, 2);
                int length = smallNumber(encoded) - 1;
                int from = encoded.arrayOffset() + encoded.position();
                yield length == messageId.length
                        && Arrays.equals(encoded.array(), from, from + length, messageId, 0, length);
            }
            case UNREADABLE, SESSION_STARTED, SESSION_ENDED -> false;
        };
    }

    private static void skipText(ByteBuffer encoded) {
        int length = smallNumber(encoded) - 1;
        encoded.position(encoded.position() + Math.max(0, length));
    }

    private static void skipNumbers(ByteBuffer encoded, int count) {
        for (int i = 0; i < count; i++) {
            long unused = decodeNumber(encoded);
        }
    }

    private static JournalRecord.Message decodeMessage(Kind kind, ByteBuffer encoded) {
        TraceDirection direction = DIRECTIONS[smallNumber(encoded)];
        long latency = decodeNumber(encoded);
        String id = optional(encoded);
        String action = optional(encoded);
        TraceMessage message = switch (kind) {
            case CALL -> new TraceMessage.Call(id, Objects.requireNonNull(action), optional(encoded));
            case CALL_RESULT -> new TraceMessage.CallResult(id, action, optional(encoded));
            case CALL_ERROR ->
                new TraceMessage.CallError(id, action, required(encoded), required(encoded), optional(encoded));
            case UNREADABLE, SESSION_STARTED, SESSION_ENDED ->
                throw new IllegalArgumentException(kind + " is no message");
        };
        return new JournalRecord.Message(direction, message, latency == 0 ? null : Duration.ofNanos(latency - 1));
    }

    private static long decodeNumber(ByteBuffer encoded) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = encoded.get();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    private static int smallNumber(ByteBuffer encoded) {
        return Math.toIntExact(decodeNumber(encoded));
    }

    private static String required(ByteBuffer encoded) {
        return Objects.requireNonNull(optional(encoded));
    }

    private static @Nullable String optional(ByteBuffer encoded) {
        int length = smallNumber(encoded) - 1;
        if (length < 0) {
            return null;
        }
        byte[] bytes = new byte[length];
        encoded.get(bytes);
        return new String(bytes, UTF_8);
    }
}
