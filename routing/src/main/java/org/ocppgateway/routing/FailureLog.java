package org.ocppgateway.routing;

import org.jspecify.annotations.Nullable;
import org.ocppgateway.routing.log.EventLog;
import org.ocppgateway.routing.log.RoutingLogEvent;

/**
 * Logs repeated failures once: the first failure of a kind as an error, the first success after failures as
 * information. For one thread.
 */
public final class FailureLog {
    private final EventLog log;
    private final String task;
    private @Nullable Class<?> failing;

    /**
     * Creates a log without failures.
     *
     * @param log the logger of the caller
     * @param task the name of the task in log lines
     */
    public FailureLog(EventLog log, String task) {
        this.log = log;
        this.task = task;
    }

    public void failed(Throwable failure) {
        if (failure.getClass() != failing) {
            failing = failure.getClass();
            log.log(RoutingLogEvent.TASK_FAILED, task, failure);
        }
    }

    public void succeeded() {
        if (failing != null) {
            failing = null;
            log.log(RoutingLogEvent.TASK_RECOVERED, task);
        }
    }
}
