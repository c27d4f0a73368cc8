package org.ocppgateway.ops.stack.process;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Asks a server again and again whether it is ready, on a virtual thread of its own, and knows the last answer. */
public final class HealthCheck implements AutoCloseable {
    private final Readiness readiness;
    private final Duration interval;
    private final Thread thread;
    private volatile boolean ready;

    private HealthCheck(Readiness readiness, Duration interval) {
        this.readiness = readiness;
        this.interval = interval;
        this.thread = Thread.ofVirtual().name("health-check").unstarted(this::ask);
    }

    /** Begins to ask, once per interval. */
    public static HealthCheck start(Readiness readiness, Duration interval) {
        HealthCheck check = new HealthCheck(readiness, interval);
        check.thread.start();
        return check;
    }

    /** The last answer; no before the first. */
    public boolean isReady() {
        return ready;
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void ask() {
        try {
            while (true) {
                ready = readiness.isReady();
                TimeUnit.NANOSECONDS.sleep(interval.toNanos());
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }
}
