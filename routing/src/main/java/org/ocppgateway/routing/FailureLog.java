package org.ocppgateway.routing;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Logs the failures of something that is tried again and again: when failures of a kind begin, and when all goes well again, however
 * many there are between. Used by one thread.
 */
public final class FailureLog {
    private final Logger log;
    private final String what;
    private @Nullable Class<?> failing;

    /**
     * A log of no failure so far.
     *
     * @param log whose log it is written to
     * @param what fails, as the log names it
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
