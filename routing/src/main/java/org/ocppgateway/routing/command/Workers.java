package org.ocppgateway.routing.command;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.ocppgateway.routing.FailureLog;
import org.ocppgateway.routing.log.EventLog;

/** Runs blocking work: on virtual threads, or step by step in an order that a test can repeat. */
public interface Workers {
    EventLog LOG = EventLog.of(Workers.class);

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

    /** Starts a worker for this work. */
    Worker start(String name, Work work);

    /**
     * Starts a worker that runs a step after each pause until it is stopped. An exception of a step does not end the
     * worker; the first of a series is logged.
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

    /** Blocks the calling worker for that time. */
    void pause(Duration duration) throws InterruptedException;

    /** The work of a worker; it may block. */
    interface Work {
        void run() throws InterruptedException;
    }

    /** A started worker. */
    interface Worker {
        /** Interrupts the worker and waits until it has ended. */
        void stop() throws InterruptedException;
    }
}
