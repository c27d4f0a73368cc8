package org.ocppgateway.routing;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Logs repeated failures once: the first failure of a kind as an error, the first success after failures as
 * information. For one thread.
 */
public final class FailureLog {
    private final Logger log;
    private final String what;
    private @Nullable Class<?> failing;

    /**
     * Creates a log without failures.
     *
     * @param log the logger of the caller
     * @param what the name of the activity in log lines
     */
    public FailureLog(Logger log, String what) {
        this.log = log;
        this.what = what;
    }

    public void failed(Throwable failure) {
        if (failure.getClass() != failing) {
            failing = failure.getClass();
            log.error("{} failed, and goes on", what, failure);
        }
    }

    public void succeeded() {
        if (failing != null) {
            failing = null;
            log.info("{} goes well again", what);
        }
    }
}
