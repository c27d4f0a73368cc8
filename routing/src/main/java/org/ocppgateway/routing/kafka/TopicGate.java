package org.ocppgateway.routing.kafka;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The records of one topic in front of the producer. Bounds their bytes in flight, so that the records of no topic fill
 * the producer's buffer: while the broker is slow, large events leave space for results. While the producer has no
 * metadata of the topic, the gate is closed and senders take turns. Thread-safe.
 */
final class TopicGate {
    private final Semaphore permits;
    private final long maxBytes;
    private final AtomicLong bytes = new AtomicLong();
    private final Semaphore turn = new Semaphore(1, true);
    private volatile boolean closed;

    /**
     * @param permits for records in flight, shared by all topics
     * @param maxBytes maximum number of bytes in flight; a single larger record passes alone
     */
    TopicGate(Semaphore permits, long maxBytes) {
        this.permits = permits;
        this.maxBytes = maxBytes;
    }

    /** Returns the share of one topic in a producer's buffer: three quarters. */
    static long maxBytes(long bufferBytes) {
        return bufferBytes / 4 * 3;
    }

    /** Accounts for a record of {@code size} bytes, and returns whether it fits. */
    boolean tryAcquire(int size) {
        if (!permits.tryAcquire()) {
            return false;
        }
        long inFlight = bytes.addAndGet(size);
        if (inFlight > maxBytes && inFlight != size) {
            release(size);
            return false;
        }
        return true;
    }

    void release(int size) {
        bytes.addAndGet(-size);
        permits.release();
    }

    boolean isClosed() {
        return closed;
    }

    /** Writes the field only on a change, because every send comes by here. */
    void close(boolean close) {
        if (closed != close) {
            closed = close;
        }
    }

    /** Waits for the turn of this sender; false if the time is over. */
    boolean awaitTurn(long nanos) throws InterruptedException {
        return turn.tryAcquire(nanos, TimeUnit.NANOSECONDS);
    }

    void endTurn() {
        turn.release();
    }
}
