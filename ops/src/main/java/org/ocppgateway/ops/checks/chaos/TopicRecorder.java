package org.ocppgateway.ops.checks.chaos;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.ocppgateway.ops.checks.ledger.Ledger;
import org.ocppgateway.ops.stack.backend.Feed;
import org.ocppgateway.ops.stack.cluster.Cluster;

/** Reads the event and result topics into a ledger, with one thread and consumer per topic. */
public final class TopicRecorder {
    private final CountDownLatch runningThreads = new CountDownLatch(2);
    private volatile boolean finishing;

    private TopicRecorder() {}

    /** Starts reading at the oldest record. */
    public static TopicRecorder start(Cluster cluster, Ledger ledger) {
        TopicRecorder recorder = new TopicRecorder();
        String kafka = cluster.broker().address();
        recorder.start("events", Feed.events(kafka, true), ledger::onEvent);
        recorder.start("results", Feed.results(kafka, true), ledger::onResult);
        return recorder;
    }

    /**
     * Reads both topics to their ends. Call it when no more records are written.
     *
     * @return whether both ends were reached in time
     */
    public boolean finish(Duration timeout) throws InterruptedException {
        finishing = true;
        return runningThreads.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    private <T> void start(String name, Feed<T> feed, Consumer<T> receiver) {
        Thread.ofPlatform().name("record-" + name).daemon().start(() -> {
            try (feed) {
                record(feed, receiver);
            } finally {
                runningThreads.countDown();
            }
        });
    }

    private <T> void record(Feed<T> feed, Consumer<T> receiver) {
        boolean finished = false;
        while (!finished) {
            boolean last = finishing;
            List<T> records = feed.next();
            records.forEach(receiver);
            finished = last && records.isEmpty() && feed.isAtEnd();
        }
    }
}
