package org.ocppgateway.gateway.connection;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** When the peer of one connection was last heard of, and whether it still takes what it is sent. */
final class Liveness {
    private volatile long lastHeard;
    private volatile @Nullable CompletableFuture<Void> signOfLife;
    private volatile boolean answersPings;

    /** Used by the ping service only, like all below. */
    private long unansweredPing;

    private boolean pingUnanswered;
    private int frameInFlight;
    private boolean stuck;

    Liveness(long now) {
        this.lastHeard = now;
    }

    /** Any thread: a frame has arrived. */
    void heard(long now) {
        lastHeard = now;
        wake();
    }

    /** Any thread: a pong has arrived. */
    void heardPong(long now) {
        answersPings = true;
        heard(now);
    }

    /** Any thread: ends the wait for a sign of life. */
    void wake() {
        CompletableFuture<Void> awaited = signOfLife;
        if (awaited != null) {
            awaited.complete(null);
        }
    }

    /** Begins the wait for the next sign of life. */
    synchronized CompletableFuture<Void> expect() {
        CompletableFuture<Void> awaited = signOfLife;
        if (awaited == null || awaited.isDone()) {
            awaited = new CompletableFuture<>();
            signOfLife = awaited;
        }
        return awaited;
    }

    /** Waits for a sign of life; false if none comes in time. */
    static boolean await(CompletableFuture<Void> awaited, Duration limit) throws InterruptedException {
        try {
            awaited.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a sign of life never fails", e);
        }
    }

    /** Ping service: whether the peer has been silent for longer than it may. */
    boolean isSilent(LivenessLimits limits, long now) {
        long heard = lastHeard;
        pingUnanswered = pingUnanswered && heard - unansweredPing < 0;
        boolean pongOverdue = pingUnanswered
                && answersPings
                && now - unansweredPing >= limits.pongDeadline().toNanos();
        return pongOverdue || now - heard >= limits.silenceLimit().toNanos();
    }

    /** Ping service: a ping has been sent. */
    void pinged(long now) {
        if (!pingUnanswered) {
            pingUnanswered = true;
            unansweredPing = now;
        }
    }

    /** What the socket has done with the frames given to it. */
    enum Taking {
        FRAMES,
        NONE_SINCE_LAST_VISIT,
        NONE_SINCE_THE_VISIT_BEFORE
    }

    /**
     * Ping service, once per visit: whether the socket takes frames.
     *
     * @param inFlight number of the frame that it has not taken yet, or 0
     */
    Taking taking(int inFlight) {
        boolean stuckBefore = stuck;
        stuck = inFlight != 0 && inFlight == frameInFlight;
        frameInFlight = inFlight;
        if (!stuck) {
            return Taking.FRAMES;
        }
        return stuckBefore ? Taking.NONE_SINCE_THE_VISIT_BEFORE : Taking.NONE_SINCE_LAST_VISIT;
    }
}
