package org.ocppgateway.simulator.net;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Header of a WebSocket frame from a server (RFC 6455, 5.2).
 *
 * @param headerBytes length of the header
 * @param payloadBytes length of the payload
 * @param violation description of a protocol violation, or null
 */
record FrameHeader(
        boolean last,
        int opcode,
        int headerBytes,
        long payloadBytes,
        @Nullable String violation) {
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final int MAX_CONTROL_PAYLOAD = 125;
    private static final int MAX_CLIENT_HEADER_BYTES = 14;

    /** Reads a header. Returns null if it is incomplete. */
    static @Nullable FrameHeader read(byte[] bytes, int from, int to) {
        if (to - from < 2) {
            return null;
        }
        int first = bytes[from] & 0xff;
        int second = bytes[from + 1] & 0xff;
        int lengthBytes = switch (second & 0x7f) {
            case 126 -> 2;
            case 127 -> 8;
            default -> 0;
        };
        if (to - from < 2 + lengthBytes) {
            return null;
        }
        long length = second & 0x7f;
        if (lengthBytes > 0) {
            length = 0;
            for (int i = 0; i < lengthBytes; i++) {
                length = length << 8 | (bytes[from + 2 + i] & 0xff);
            }
        }
        boolean last = (first & 0x80) != 0;
        int opcode = first & 0x0f;
        return new FrameHeader(last, opcode, 2 + lengthBytes, length, violation(first, second, opcode, last, length));
    }

    private static @Nullable String violation(int first, int second, int opcode, boolean last, long length) {
        if ((first & 0x70) != 0) {
            return "reserved bits are set";
        }
        if ((second & 0x80) != 0) {
            return "a frame of the server is masked";
        }
        if (opcode > PONG || (opcode > BINARY && opcode < CLOSE)) {
            return "unknown opcode";
        }
        if (length < 0) {
            return "negative length";
        }
        if (opcode >= CLOSE && (!last || length > MAX_CONTROL_PAYLOAD)) {
            return "a control frame is fragmented or too long";
        }
        return null;
    }

    /**
     * Writes a complete masked frame. Uses the buffer if it has capacity, otherwise a new buffer. The result is ready
     * for reading.
     */
    static ByteBuffer masked(int opcode, byte[] payload, int mask, ByteBuffer buffer) {
        int needed = payload.length + MAX_CLIENT_HEADER_BYTES;
        ByteBuffer out = buffer.remaining() >= needed ? buffer : ByteBuffer.allocate(needed);
        out.put((byte) (0x80 | opcode));
        if (payload.length <= MAX_CONTROL_PAYLOAD) {
            out.put((byte) (0x80 | payload.length));
        } else if (payload.length <= 0xffff) {
            out.put((byte) (0x80 | 126)).putShort((short) payload.length);
        } else {
            out.put((byte) (0x80 | 127)).putLong(payload.length);
        }
        out.putInt(mask);
        for (int i = 0; i < payload.length; i++) {
            out.put((byte) (payload[i] ^ (mask >>> (24 - 8 * (i & 3)))));
        }
        return out.flip();
    }
}
