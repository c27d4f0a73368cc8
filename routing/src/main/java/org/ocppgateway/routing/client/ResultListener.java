package org.ocppgateway.routing.client;

import com.google.gson.JsonParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.ocppgateway.protocol.model.UnifiedModel;
import org.ocppgateway.routing.FailureLog;
import org.ocppgateway.routing.kafka.TopicReader;
import org.ocppgateway.routing.log.EventLog;
import org.ocppgateway.routing.log.RoutingLogEvent;

/**
 * Reads {@code command-results} on one platform thread and completes pending commands; also fails those whose deadline
 * has passed.
 */
final class ResultListener {
    private static final EventLog LOG = EventLog.of(ResultListener.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long PAUSE_MILLIS = 500;

    private final TopicReader reader;
    private final PendingCommands pending;
    private final ClientMetrics metrics;
    private final Clock clock;
    private final FailureLog failures = new FailureLog(LOG, "result-listener");
    private final Thread thread;
    private volatile boolean stopping;

    ResultListener(TopicReader reader, PendingCommands pending, ClientMetrics metrics, Clock clock) {
        this.reader = reader;
        this.pending = pending;
        this.metrics = metrics;
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("command-results").daemon().start(this::listen);
    }

    /** Stops within one poll. */
    void stop() throws InterruptedException {
        stopping = true;
        thread.join();
    }

    private void listen() {
        try (reader) {
            while (!stopping) {
                round();
            }
        } catch (InterruptedException e) {
            LOG.log(RoutingLogEvent.CLIENT_READING_ENDED);
        }
    }

    private void round() throws InterruptedException {
        try {
            pending.expire(clock.instant());
            reader.poll(POLL).forEach(this::take);
            failures.succeeded();
        } catch (RuntimeException e) {
            failures.failed(e);
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }

    private void take(TopicReader.Message message) {
        try {
            if (message.contractVersion() > UnifiedModel.CONTRACT_VERSION) {
                throw new JsonParseException("it follows version " + message.contractVersion() + " of the contract");
            }
            pending.end(Result.parse(message.value(), message.traceParent()));
        } catch (RuntimeException e) {
            metrics.unreadable.inc();
            LOG.log(RoutingLogEvent.CLIENT_RESULT_SKIPPED, e.toString());
        }
    }
}
