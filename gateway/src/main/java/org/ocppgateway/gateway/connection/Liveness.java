package org.ocppgateway.gateway.connection;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Records when the peer of one connection was last active, and whether its socket accepts frames. */
final class Liveness {
    /** The round-trip time before the first measurement. */
    static final int UNKNOWN = -1;

    private volatile long lastActivity;
    private volatile @Nullable CompletableFuture<Void> probe;
    private volatile boolean answersPings;

    /** Time of the oldest unanswered ping. This field and all below are used by the ping service only. */
    private long unansweredPing;

    private boolean pingUnanswered;
    private int frameInFlight;
    private boolean stalled;

    /** Pings sent since the last pong. This field and the two below are guarded by the monitor. */
    private int pingsSincePong;

    private long lastPing;
    private int roundTripMicros = UNKNOWN;

    Liveness(long now) {
        this.lastActivity = now;
    }

    /** Called for each received frame, on any thread. */
    void recordActivity(long now) {
        lastActivity = now;
        completeProbe();
    }

    /**
     * Called for each received pong, on any thread. A pong after exactly one ping measures the round-trip time. After several pings it
     * could belong to any of them, because pings have no payload.
     *
     * @return whether it measured the round-trip time
     */
    boolean recordPong(long now) {
        answersPings = true;
        recordActivity(now);
        synchronized (this) {
            boolean measured = pingsSincePong == 1;
            pingsSincePong = 0;
            if (measured) {
                roundTripMicros = (int) Math.clamp((now - lastPing) / 1_000, 0, Integer.MAX_VALUE);
            }
            return measured;
        }
    }

    /** Called immediately before a ping is queued, on any thread. */
    synchronized void recordPingQueued(long now) {
        pingsSincePong++;
        lastPing = now;
    }

    /** Last measured round-trip time in microseconds, or {@link #UNKNOWN}. */
    synchronized int roundTripMicros() {
        return roundTripMicros;
    }

    /** When the peer was last active. */
    long lastActivity() {
        return lastActivity;
    }

    /** Ends the wait for activity. Thread-safe. */
    void completeProbe() {
        CompletableFuture<Void> current = probe;
        if (current != null) {
            current.complete(null);
        }
    }

    /** Returns a future that is completed by the next activity. */
    synchronized CompletableFuture<Void> startProbe() {
        CompletableFuture<Void> current = probe;
        if (current == null || current.isDone()) {
            current = new CompletableFuture<>();
            probe = current;
        }
        return current;
    }

    /** Blocks until a probe is completed; false on timeout. */
    static boolean await(CompletableFuture<Void> probe, Duration timeout) throws InterruptedException {
        try {
            probe.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a probe is never completed exceptionally", e);
        }
    }

    /** Ping service: whether the peer exceeded its pong deadline or its silence limit. */
    boolean isSilent(LivenessLimits limits, long now) {
        long activity = lastActivity;
        pingUnanswered = pingUnanswered && activity - unansweredPing < 0;
        boolean pongOverdue = pingUnanswered
                && answersPings
                && now - unansweredPing >= limits.pongDeadline().toNanos();
        return pongOverdue || now - activity >= limits.silenceLimit().toNanos();
    }

    /** Ping service: records that a ping was sent. */
    void recordPing(long now) {
        if (!pingUnanswered) {
            pingUnanswered = true;
            unansweredPing = now;
        }
    }

    /** Whether the socket accepts frames. */
    enum SendProgress {
        /** No frame is in flight, or another one than at the last check. */
        MOVING,
        /** The same frame is in flight as at the last check. */
        STALLED,
        /** The same frame is in flight as at the last two checks. */
        STALLED_TWICE
    }

    /**
     * Ping service, once per check: compares the frame in flight with that of the last check.
     *
     * @param inFlight number of the frame that the socket has not accepted yet; 0 if none
     */
    SendProgress checkProgress(int inFlight) {
        boolean stalledBefore = stalled;
        stalled = inFlight != 0 && inFlight == frameInFlight;
        frameInFlight = inFlight;
        if (!stalled) {
            return SendProgress.MOVING;
        }
        return stalledBefore ? SendProgress.STALLED_TWICE : SendProgress.STALLED;
    }
}
