package org.ocppgateway.gateway;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts that have been started, and how to stop them: the last one first, all within one deadline, whatever fails on the way. */
final class ShutdownSequence {
    private static final Logger LOG = LoggerFactory.getLogger(ShutdownSequence.class);

    /** How much longer than its share a part may take. */
    private static final Duration GRACE = Duration.ofMillis(500);

    private final Deque<Part> parts = new ArrayDeque<>();
    private final LongSupplier nanoTime;

    /** Stops one part, on a thread of its own. */
    interface Stopping {
        /**
         * Stops it.
         *
         * @param share how long that may take
         */
        void stop(Duration share) throws Exception;
    }

    private record Part(String name, Stopping stopping) {}

    ShutdownSequence(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void add(String name, Stopping stopping) {
        parts.push(new Part(name, stopping));
    }

    /**
     * Stops everything; returns whether all of it went well and in time. Each part is given half of the time that is left, so that one
     * that takes all it can get leaves enough to those that come after it: results and lease are among the last. A part that takes
     * longer than that is interrupted and left alone.
     */
    boolean stopAll(Duration limit) {
        long begun = nanoTime.getAsLong();
        boolean graceful = true;
        boolean interrupted = false;
        while (!parts.isEmpty()) {
            Part part = parts.pop();
            Duration remaining = limit.minusNanos(nanoTime.getAsLong() - begun);
            try {
                graceful &= stop(part, remaining.isNegative() ? Duration.ZERO : remaining.dividedBy(2));
            } catch (InterruptedException e) {
                graceful = false;
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return graceful && nanoTime.getAsLong() - begun <= limit.toNanos();
    }

    private static boolean stop(Part part, Duration share) throws InterruptedException {
        FutureTask<Void> stopping = new FutureTask<>(() -> {
            part.stopping().stop(share);
            return null;
        });
        Thread thread = Thread.ofPlatform().name("stop " + part.name()).daemon().start(stopping);
        try {
            stopping.get(share.plus(GRACE).toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (ExecutionException e) {
            LOG.warn("{} did not stop cleanly", part.name(), e.getCause());
        } catch (TimeoutException e) {
            LOG.warn(
                    "{} did not stop within {} ms and is left alone",
                    part.name(),
                    share.plus(GRACE).toMillis());
            thread.interrupt();
        } catch (InterruptedException e) {
            thread.interrupt();
            throw e;
        }
        return false;
    }
}
