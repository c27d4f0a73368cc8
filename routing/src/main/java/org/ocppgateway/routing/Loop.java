package org.ocppgateway.routing;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes its steps one after the other, over and over, on a virtual thread of its own, until it is stopped. A step that fails costs
 * only itself: that is logged, once as long as it lasts, and the next step follows. One of them has to be a pause, which paces the
 * others whether they fail or not.
 */
public final class Loop {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

    private final List<Step> steps;
    private final FailureLog failures;
    private final Thread thread;

    /** What is done in turn with the others; it may block, and ends when it is interrupted. */
    @FunctionalInterface
    public interface Step {
        void take() throws InterruptedException;
    }

    private Loop(String name, List<Step> steps) {
        this.steps = steps;
        this.failures = new FailureLog(LOG, name);
        this.thread = Thread.ofVirtual().name(name).start(this::takeForever);
    }

    /** Begins with the first step. */
    public static Loop start(String name, Step... steps) {
        return new Loop(name, List.of(steps));
    }

    /** A step that waits. */
    public static Step pause(Duration length) {
        return () -> TimeUnit.NANOSECONDS.sleep(length.toNanos());
    }

    /** Whether it was not stopped. Health asks: a loop that has ended by itself does nothing any more. */
    public boolean running() {
        return thread.isAlive();
    }

    /** Interrupts the step at hand and waits for its end. */
    public void stop() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }

    private void takeForever() {
        try {
            while (true) {
                takeAll();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // stopped
        }
    }

    private void takeAll() throws InterruptedException {
        boolean well = true;
        for (Step step : steps) {
            try {
                step.take();
            } catch (RuntimeException | Error e) { // an Error of one step, too, costs only that
                well = false;
                failures.failed(e);
            }
        }
        if (well) {
            failures.succeeded();
        }
    }
}
