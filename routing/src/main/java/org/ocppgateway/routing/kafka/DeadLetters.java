package org.ocppgateway.routing.kafka;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.ocppgateway.routing.event.PublishException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where records of {@code commands-down} go that nobody can be told about: bytes and headers as found, and beside them why, and
 * from where.
 */
public final class DeadLetters {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
    private static final int ATTEMPTS = 3;

    private final DurableProducer producer;
    private final String topic;
    private final ProducerMetrics.OfTopic metrics;

    public DeadLetters(KafkaSettings settings, DurableProducer producer) {
        this.producer = producer;
        this.topic = settings.topics().deadLetters().name();
        this.metrics = producer.metricsOf(settings.topics().deadLetters());
    }

    /** Blocks until the record is written; after a few failures it is logged and let go, so that the partition moves on. */
    void bury(ConsumerRecord<byte[], byte[]> found, String reason) throws InterruptedException {
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
                    LOG.error(
                            "{}-{} offset {} could not be written to the dead letters ({}): {}",
                            found.topic(),
                            found.partition(),
                            found.offset(),
                            reason,
                            e.getMessage());
                    return;
                }
            }
        }
    }
}
