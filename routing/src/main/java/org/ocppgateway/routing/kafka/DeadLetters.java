package org.ocppgateway.routing.kafka;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.ocppgateway.routing.command.UndecodableException;
import org.ocppgateway.routing.event.PublishException;
import org.ocppgateway.routing.log.EventLog;
import org.ocppgateway.routing.log.RoutingLogEvent;

/**
 * Writes records of {@code commands-down} for which no result can be published to the dead-letter topic: bytes and
 * headers unchanged, plus the reason and the origin.
 */
public final class DeadLetters {
    private static final EventLog LOG = EventLog.of(DeadLetters.class);
    private static final int ATTEMPTS = 3;

    private final DurableProducer producer;
    private final String topic;
    private final ProducerMetrics.OfTopic metrics;

    public DeadLetters(KafkaSettings settings, DurableProducer producer) {
        this.producer = producer;
        this.topic = settings.topics().deadLetters().name();
        this.metrics = producer.metricsOf(settings.topics().deadLetters());
    }

    /** The handling of a record. */
    @FunctionalInterface
    interface Handling {
        void run() throws UndecodableException, InterruptedException;
    }

    /**
     * Handles a record. If it cannot be read or handled, writes it to the dead letters. A record neither ends the
     * reading thread nor blocks the records after it: the next reader of the partition would meet it again.
     *
     * @return whether the record did not become a dead letter
     */
    boolean handle(ConsumerRecord<byte[], byte[]> found, Handling handling) throws InterruptedException {
        try {
            return handled(found, handling);
        } catch (RuntimeException e) {
            LOG.log(RoutingLogEvent.KAFKA_RECORD_SKIPPED, found.offset(), found.topic(), found.partition(), e);
            return false;
        }
    }

    private boolean handled(ConsumerRecord<byte[], byte[]> found, Handling handling) throws InterruptedException {
        try {
            handling.run();
            return true;
        } catch (UndecodableException e) {
            write(found, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.log(RoutingLogEvent.KAFKA_RECORD_FAILED, found.offset(), found.topic(), found.partition(), e);
            write(found, "internal error: " + e);
        }
        return false;
    }

    /**
     * Blocks until the record is written. After several failures it is logged and dropped, so that the partition
     * advances.
     */
    private void write(ConsumerRecord<byte[], byte[]> found, String reason) throws InterruptedException {
        LOG.log(RoutingLogEvent.KAFKA_RECORD_BURIED, found.offset(), found.topic(), found.partition(), reason);
        List<Header> headers = new ArrayList<>(List.of(found.headers().toArray()));
        headers.add(Headers.header("dead-letter-reason", reason));
        headers.add(Headers.header("dead-letter-topic", found.topic()));
        headers.add(Headers.header("dead-letter-partition", Integer.toString(found.partition())));
        headers.add(Headers.header("dead-letter-offset", Long.toString(found.offset())));
        headers.add(Headers.CONTRACT_VERSION);
        for (int attempt = 1; ; attempt++) {
            try {
                producer.send(new ProducerRecord<>(topic, null, found.key(), found.value(), headers), metrics);
                return;
            } catch (PublishException e) {
                if (attempt == ATTEMPTS) {
                    LOG.log(
                            RoutingLogEvent.KAFKA_RECORD_LOST,
                            found.offset(),
                            found.topic(),
                            found.partition(),
                            reason,
                            e.getMessage());
                    return;
                }
            }
        }
    }
}
