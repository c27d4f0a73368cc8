package org.ocppgateway.routing.kafka;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.routing.FailureLog;
import org.ocppgateway.routing.log.EventLog;
import org.ocppgateway.routing.log.RoutingLogEvent;

/**
 * Repeats rounds of reading on its own platform thread until it is stopped, then closes the consumer. An exception of a
 * round does not end the thread; the first of a series is logged.
 */
final class ConsumerThread {
    private static final EventLog LOG = EventLog.of(ConsumerThread.class);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;
    private final Round round;
    private final FailureLog failures;
    private final Thread thread;
    private volatile boolean stopping;

    /** Polls once and handles the records. */
    @FunctionalInterface
    interface Round {
        void run() throws InterruptedException;
    }

    private ConsumerThread(String name, Consumer<byte[], byte[]> consumer, Round round) {
        this.consumer = consumer;
        this.round = round;
        this.failures = new FailureLog(LOG, name);
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::read);
    }

    /** Starts a thread of that name. */
    static ConsumerThread start(String name, Consumer<byte[], byte[]> consumer, Round round) {
        ConsumerThread started = new ConsumerThread(name, consumer, round);
        started.thread.start();
        return started;
    }

    boolean running() {
        return thread.isAlive();
    }

    /** Stops the thread after its current record, at most within the timeout; then interrupts it. */
    static void stop(@Nullable ConsumerThread started, Duration timeout) throws InterruptedException {
        if (started != null) {
            started.stop(timeout);
        }
    }

    private void stop(Duration timeout) throws InterruptedException {
        stopping = true;
        consumer.wakeup();
        if (!thread.join(timeout)) {
            thread.interrupt();
            thread.join();
        }
    }

    private void read() {
        try (consumer) {
            while (!stopping) {
                takeRound();
            }
        } catch (WakeupException | InterruptedException e) {
            LOG.log(RoutingLogEvent.KAFKA_READING_ENDED);
        }
    }

    private void takeRound() throws InterruptedException {
        try {
            round.run();
            failures.succeeded();
        } catch (WakeupException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            failures.failed(e);
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        }
    }
}
