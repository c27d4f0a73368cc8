package org.ocppgateway.gateway.journal;

import java.nio.ByteBuffer;

/**
 * The last bytes of a sequence, at most a fixed number of them. Memory is allocated in segments when they are needed first, and used again
 * and again afterwards, so that stored bytes cost the garbage collector nothing. A place is counted from the first byte of the sequence.
 * Not thread-safe.
 */
final class ByteRing {
    /** Less than half of the smallest region of G1, so that a segment is an ordinary object. */
    private static final int SEGMENT = 64 * 1024;

    private final long capacity;
    private final byte[][] segments;
    private long start;
    private long end;

    /** @param capacity maximum number of bytes */
    ByteRing(long capacity) {
        this.capacity = capacity;
        this.segments = new byte[Math.toIntExact((capacity + SEGMENT - 1) / SEGMENT)][];
    }

    long capacity() {
        return capacity;
    }

    /** Place of the oldest byte. */
    long start() {
        return start;
    }

    /** Place of the next byte. */
    long end() {
        return end;
    }

    /** Returns whether that many bytes can be added without removing others. */
    boolean hasSpace(int length) {
        return end - start + length <= capacity;
    }

    /** Adds the remaining bytes of a buffer. The caller has made space for them. */
    void add(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            int index = segment(end);
            if (segments[index] == null) {
                segments[index] = new byte[SEGMENT];
            }
            int length = contiguous(end, bytes.remaining());
            bytes.get(segments[index], offset(end), length);
            end += length;
        }
    }

    /** Replaces one byte. */
    void set(long place, byte value) {
        segments[segment(place)][offset(place)] = value;
    }

    /** Copies bytes from a place on. */
    ByteBuffer read(long place, int length) {
        return read(place, ByteBuffer.allocate(length));
    }

    /** Fills a buffer with the bytes from a place on. */
    ByteBuffer read(long place, ByteBuffer bytes) {
        long next = place;
        while (bytes.hasRemaining()) {
            int part = contiguous(next, bytes.remaining());
            bytes.put(segments[segment(next)], offset(next), part);
            next += part;
        }
        return bytes.flip();
    }

    /** Removes the oldest bytes. */
    void remove(int length) {
        start += length;
    }

    private int segment(long place) {
        return Math.toIntExact(place % capacity / SEGMENT);
    }

    private int offset(long place) {
        return Math.toIntExact(place % capacity % SEGMENT);
    }

    /** Number of bytes that follow each other in one segment, at most the wanted ones. */
    private int contiguous(long place, int wanted) {
        long inRing = place % capacity;
        long inSegment = SEGMENT - inRing % SEGMENT;
        return Math.toIntExact(Math.min(wanted, Math.min(inSegment, capacity - inRing)));
    }
}
