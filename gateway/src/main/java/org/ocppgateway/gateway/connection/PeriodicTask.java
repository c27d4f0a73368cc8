package org.ocppgateway.gateway.connection;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A task that the timer runs again and again. A run that fails, for whatever reason, costs only itself; a plain task of a
 * {@link ScheduledExecutorService} would never run again. The task must not block.
 */
public final class PeriodicTask {
    private static final Logger LOG = LoggerFactory.getLogger(PeriodicTask.class);

    private final String name;
    private final Runnable task;
    private final ScheduledFuture<?> running;
    private boolean failing;

    private PeriodicTask(ScheduledExecutorService timer, String name, Duration period, Runnable task) {
        this.name = name;
        this.task = task;
        long nanos = Math.max(1, period.toNanos());
        this.running = timer.scheduleAtFixedRate(this::run, nanos, nanos, TimeUnit.NANOSECONDS);
    }

    /**
     * Runs a task once per period from now on.
     *
     * @param name in the log, should it fail
     */
    public static PeriodicTask every(ScheduledExecutorService timer, String name, Duration period, Runnable task) {
        return new PeriodicTask(timer, name, period, task);
    }

    /** Ends it; a run under way is completed. */
    public void stop() {
        running.cancel(false);
    }

    private void run() {
        try {
            task.run();
            if (failing) {
                failing = false;
                LOG.info("{} recovered", name);
            }
        } catch (RuntimeException | Error e) {
            failed(e);
        }
    }

    /** Logs the first of many failures in a row; that may fail as well, when there is no memory. */
    private void failed(Throwable failure) {
        if (failing) {
            return;
        }
        failing = true;
        try {
            LOG.error("{} failed; it is tried again", name, failure);
        } catch (RuntimeException | Error e) {
            failing = false;
        }
    }
}
