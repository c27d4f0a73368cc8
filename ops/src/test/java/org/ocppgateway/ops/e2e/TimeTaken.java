package org.ocppgateway.ops.e2e;

import java.time.Duration;

/** How long steps take. What a bound says holds beyond the time that the like of it takes on this machine now. */
public final class TimeTaken {
    private TimeTaken() {}

    /** Something that takes its time. */
    @FunctionalInterface
    public interface Step {
        void run() throws InterruptedException;
    }

    public static Duration by(Step step) throws InterruptedException {
        long begun = System.nanoTime();
        step.run();
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
