package org.ocppgateway.routing.command;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.ocppgateway.routing.FailureLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How work that waits is run: on virtual threads, or one step at a time in an order that a test can repeat. */
public interface Workers {
    Logger LOG = LoggerFactory.getLogger(Workers.class);

    /** Virtual threads and real time. */
    Workers VIRTUAL = new Workers() {
        @Override
        public Worker start(String name, Work work) {
            Thread thread = Thread.ofVirtual().name(name).start(() -> {
                try {
                    work.run();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt(); // stopped
                }
            });
            return () -> {
                thread.interrupt();
                thread.join();
            };
        }

        @Override
        public void pause(Duration duration) throws InterruptedException {
            TimeUnit.NANOSECONDS.sleep(duration.toNanos());
        }
    };

    /** Starts a worker of its own for this work. */
    Worker start(String name, Work work);

    /**
     * Starts a worker that takes a step after each pause, for ever. A step that fails costs only itself: that is logged, once as
     * long as it lasts.
     */
    default Worker repeat(String name, Duration pause, Work step) {
        return start(name, () -> {
            FailureLog failures = new FailureLog(LOG, name);
            while (true) {
                pause(pause);
                try {
                    step.run();
                    failures.succeeded();
                } catch (RuntimeException | Error e) {
                    failures.failed(e);
                }
            }
        });
    }

    /** Called by a worker: goes on after that time. */
    void pause(Duration duration) throws InterruptedException;

    /** What a worker does; it may block. */
    interface Work {
        void run() throws InterruptedException;
    }

    /** A worker that was started. */
    interface Worker {
        /** Interrupts it and waits for its end. */
        void stop() throws InterruptedException;
    }
}
