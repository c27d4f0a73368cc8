package org.ocppgateway.gateway;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has been started so far, and how to stop it: the last one first, all within one deadline, whatever fails on the way. */
final class Started {
    private static final Logger LOG = LoggerFactory.getLogger(Started.class);

    private final Deque<Part> parts = new ArrayDeque<>();
    private final LongSupplier nanoTime;

    /** Stops one part. */
    interface Stopping {
        void stop(Duration remaining) throws Exception;
    }

    private record Part(String name, Stopping stopping) {}

    Started(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void add(String name, Stopping stopping) {
        parts.push(new Part(name, stopping));
    }

    /** Stops everything; returns whether all of it went well and in time. */
    boolean stopAll(Duration limit) {
        long begun = nanoTime.getAsLong();
        boolean graceful = true;
        while (!parts.isEmpty()) {
            Part part = parts.pop();
            Duration remaining = limit.minusNanos(nanoTime.getAsLong() - begun);
            try {
                part.stopping().stop(remaining.isNegative() ? Duration.ZERO : remaining);
            } catch (InterruptedException e) {
                graceful = false;
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                graceful = false;
                LOG.warn("{} did not stop cleanly", part.name(), e);
            }
        }
        return graceful && nanoTime.getAsLong() - begun <= limit.toNanos();
    }
}
