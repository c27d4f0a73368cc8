package org.ocppgateway.routing;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.ocppgateway.routing.log.EventLog;

/**
 * Repeats its steps in order on its own virtual thread until it is stopped. An exception of one step does not skip the
 * other steps; the first of a series is logged. One step must be a pause: it limits the rate whether the other steps
 * fail or not.
 */
public final class Loop {
    private static final EventLog LOG = EventLog.of(Loop.class);

    private final List<Step> steps;
    private final FailureLog failures;
    private final Thread thread;

    /** One step. It may block and must end when it is interrupted. */
    @FunctionalInterface
    public interface Step {
        void run() throws InterruptedException;
    }

    private Loop(String name, List<Step> steps) {
        this.steps = steps;
        this.failures = new FailureLog(LOG, name);
        this.thread = Thread.ofVirtual().name(name).start(this::runForever);
    }

    /** Starts the thread with the first step. */
    public static Loop start(String name, Step... steps) {
        return new Loop(name, List.of(steps));
    }

    /** Returns a step that sleeps. */
    public static Step pause(Duration length) {
        return () -> TimeUnit.NANOSECONDS.sleep(length.toNanos());
    }

    /** Returns whether the thread runs. Health reads it, because a loop that ended by itself never starts again. */
    public boolean running() {
        return thread.isAlive();
    }

    /** Interrupts the current step and waits until the thread has ended. */
    public void stop() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }

    private void runForever() {
        try {
            while (true) {
                runSteps();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // stopped
        }
    }

    private void runSteps() throws InterruptedException {
        boolean well = true;
        for (Step step : steps) {
            try {
                step.run();
            } catch (RuntimeException | Error e) { // an Error of one step must not end the loop either
                well = false;
                failures.failed(e);
            }
        }
        if (well) {
            failures.succeeded();
        }
    }
}
