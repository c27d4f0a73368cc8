package org.ocppgateway.gateway.connection;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.ocppgateway.routing.log.EventLog;
import org.ocppgateway.routing.log.RoutingLogEvent;

/**
 * A task that runs repeatedly on a timer. A run that throws anything does not prevent the next run, unlike a plain task of a
 * {@link ScheduledExecutorService}. The task runs on the timer thread and must not block.
 */
public final class PeriodicTask {
    private static final EventLog LOG = EventLog.of(PeriodicTask.class);

    private final String name;
    private final Runnable task;
    private final ScheduledFuture<?> schedule;
    private boolean failing;

    private PeriodicTask(ScheduledExecutorService timer, String name, Duration period, Runnable task) {
        this.name = name;
        this.task = task;
        long nanos = Math.max(1, period.toNanos());
        this.schedule = timer.scheduleAtFixedRate(this::run, nanos, nanos, TimeUnit.NANOSECONDS);
    }

    /**
     * Starts to run a task once per period.
     *
     * @param name name in the log if a run fails
     */
    public static PeriodicTask start(ScheduledExecutorService timer, String name, Duration period, Runnable task) {
        return new PeriodicTask(timer, name, period, task);
    }

    /** Stops further runs. A run in progress is completed. */
    public void stop() {
        schedule.cancel(false);
    }

    private void run() {
        try {
            task.run();
            if (failing) {
                failing = false;
                LOG.log(RoutingLogEvent.TASK_RECOVERED, name);
            }
        } catch (RuntimeException | Error e) {
            logFirst(e);
        }
    }

    /** Logs only the first of consecutive failures. Logging may fail too, for example without memory. */
    private void logFirst(Throwable failure) {
        if (failing) {
            return;
        }
        failing = true;
        try {
            LOG.log(RoutingLogEvent.TASK_FAILED, name, failure);
        } catch (RuntimeException | Error e) {
            failing = false;
        }
    }
}
