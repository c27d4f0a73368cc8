package org.ocppgateway.ops.e2e;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Measures how long steps take. A bound applies beyond the time that a comparable step takes on this machine now. */
public final class TimeTaken {
    /** Number of attempts. */
    public static final int ATTEMPTS = 5;

    private TimeTaken() {}

    /** A step to measure. */
    @FunctionalInterface
    public interface Step {
        void run() throws InterruptedException;
    }

    /** One of several attempts to take a step. */
    @FunctionalInterface
    public interface Attempt {
        /** @return the time of the step, less that of a comparable step */
        Duration run(int number) throws InterruptedException;
    }

    /** Fails unless one of {@value #ATTEMPTS} attempts takes less than a bound. A stall of a process delays one, but not each. */
    public static void assertOneBelow(Duration bound, Attempt attempt) throws InterruptedException {
        List<Duration> taken = new ArrayList<>();
        for (int number = 0; number < ATTEMPTS; number++) {
            taken.add(attempt.run(number));
            if (taken.getLast().compareTo(bound) < 0) {
                return;
            }
        }
        throw new AssertionError("each attempt takes longer than " + bound + ": " + taken);
    }

    public static Duration by(Step step) throws InterruptedException {
        long begun = System.nanoTime();
        step.run();
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
