package org.ocppgateway.routing.kafka;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.model.Reduction;
import org.ocppgateway.routing.event.PublishException;
import org.ocppgateway.routing.event.PublishException.Reason;
import org.ocppgateway.routing.log.EventLog;
import org.ocppgateway.routing.log.RoutingLogEvent;

/**
 * Sends records of one topic. A record that the producer or the broker refuses as too large is sent again with less
 * content. Called by any number of virtual threads.
 */
final class ReducingSender {
    private static final EventLog LOG = EventLog.of(ReducingSender.class);
    private static final long LOG_NANOS = Duration.ofMinutes(1).toNanos();

    private final DurableProducer producer;
    private final ProducerMetrics.OfTopic metrics;
    private final CounterDataPoint reduced;
    private final AtomicLong loggedAt = new AtomicLong(System.nanoTime() - LOG_NANOS);

    ReducingSender(DurableProducer producer, KafkaSettings.Topic topic) {
        this.producer = producer;
        this.metrics = producer.metricsOf(topic);
        this.reduced = producer.reducedOf(topic);
    }

    /**
     * Blocks until the record or its reduced form is acknowledged, at most the delivery timeout for each attempt.
     *
     * @param smaller returns the record's value after a reduction; called only if needed
     */
    void send(ProducerRecord<byte[], byte[]> whole, Function<Reduction, byte[]> smaller)
            throws PublishException, InterruptedException {
        PublishException refusal = trySend(whole);
        for (Reduction step : Reduction.values()) {
            if (refusal == null) {
                return;
            }
            refusal = trySend(with(value(smaller, step, refusal), whole));
            if (refusal == null) {
                reduced.inc();
                log(whole, step);
            }
        }
        if (refusal != null) {
            throw refusal;
        }
    }

    /** Sends a record. Returns the refusal if it is too large; null after the acknowledgement. */
    private @Nullable PublishException trySend(ProducerRecord<byte[], byte[]> message)
            throws PublishException, InterruptedException {
        try {
            producer.send(message, metrics);
            return null;
        } catch (PublishException e) {
            if (e.reason() == Reason.REFUSED) {
                return e;
            }
            throw e;
        }
    }

    private static byte[] value(Function<Reduction, byte[]> smaller, Reduction step, PublishException refusal)
            throws PublishException {
        try {
            return smaller.apply(step);
        } catch (RuntimeException e) {
            refusal.addSuppressed(e); // nothing to reduce
            throw refusal;
        }
    }

    private static ProducerRecord<byte[], byte[]> with(byte[] value, ProducerRecord<byte[], byte[]> whole) {
        return new ProducerRecord<>(whole.topic(), whole.partition(), whole.key(), value, whole.headers());
    }

    /** At most once a minute. */
    private void log(ProducerRecord<byte[], byte[]> whole, Reduction step) {
        long before = loggedAt.get();
        long now = System.nanoTime();
        if (now - before >= LOG_NANOS && loggedAt.compareAndSet(before, now)) {
            LOG.log(RoutingLogEvent.KAFKA_RECORD_REDUCED, whole.value().length, whole.topic(), step);
        }
    }
}
