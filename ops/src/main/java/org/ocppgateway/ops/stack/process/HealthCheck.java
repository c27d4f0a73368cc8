package org.ocppgateway.ops.stack.process;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Polls the readiness of a server on its own virtual thread, and stores the last result. */
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

    /** Starts to poll at this interval. */
    public static HealthCheck start(Readiness readiness, Duration interval) {
        HealthCheck check = new HealthCheck(readiness, interval);
        check.thread.start();
        return check;
    }

    /** Returns the last result; false before the first. */
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
