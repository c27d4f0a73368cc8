package org.ocppgateway.ops.checks.chaos;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.ocppgateway.ops.checks.ledger.Ledger;
import org.ocppgateway.ops.stack.backend.Feed;
import org.ocppgateway.ops.stack.cluster.Cluster;

/** Tells a ledger all that is on the topics of events and results, with a thread and a plain consumer for each. */
final class Recorder {
    private final CountDownLatch threads = new CountDownLatch(2);
    private volatile boolean finishing;

    private Recorder() {}

    /** Begins with the oldest records. */
    static Recorder start(Cluster cluster, Ledger ledger) {
        Recorder recorder = new Recorder();
        String kafka = cluster.broker().address();
        recorder.start("events", Feed.events(kafka, true), ledger::onTopic);
        recorder.start("results", Feed.results(kafka, true), ledger::resultOnTopic);
        return recorder;
    }

    /** Reads on to the ends of both topics, to be called when nothing more is written. @return whether it came to an end in time */
    boolean finish(Duration patience) throws InterruptedException {
        finishing = true;
        return threads.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    private <T> void start(String name, Feed<T> feed, Consumer<T> taker) {
        Thread.ofPlatform().name("record-" + name).daemon().start(() -> {
            try (feed) {
                record(feed, taker);
            } finally {
                threads.countDown();
            }
        });
    }

    private <T> void record(Feed<T> feed, Consumer<T> taker) {
        boolean over = false;
        while (!over) {
            boolean last = finishing;
            List<T> records = feed.next();
            records.forEach(taker);
            over = last && records.isEmpty() && feed.isAtEnd();
        }
    }
}
