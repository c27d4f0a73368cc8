package org.ocppgateway.ops.e2e;

import java.time.Duration;

/** Measures how long steps take. A bound applies beyond the time that a comparable step takes on this machine now. */
public final class TimeTaken {
    private TimeTaken() {}

    /** A step to measure. */
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
