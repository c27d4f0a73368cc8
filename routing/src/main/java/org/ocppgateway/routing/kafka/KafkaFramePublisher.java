package org.ocppgateway.routing.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.ocppgateway.protocol.ChargePointId;

/**
 * Writes journal records to their topic, keyed by charge point. A record is sent once and may be lost. Records in flight use at most an
 * eighth of the producer's records and of its buffer, so that the rest always remains for traffic. Thread-safe.
 */
public final class KafkaFramePublisher {
    /** Divisor of the capacity of the producer that journal records may use. */
    private static final int SHARE = 8;

    private final DurableProducer producer;
    private final String topic;
    private final ProducerMetrics.OfTopic metrics;
    private final Semaphore permits;
    private final long maxBytes;
    private final AtomicLong bytes = new AtomicLong();

    /** @param topic exists and is one of the topics of the settings */
    public KafkaFramePublisher(KafkaSettings settings, KafkaSettings.Topic topic, DurableProducer producer) {
        this.producer = producer;
        this.topic = topic.name();
        this.metrics = producer.metricsOf(topic);
        this.permits = new Semaphore(Math.max(1, producer.maxInFlight() / SHARE));
        this.maxBytes = KafkaClients.bufferBytes(settings) / SHARE;
    }

    /**
     * Sends a record without waiting for its acknowledgement. While Kafka is out of reach, a call takes at most a quarter of a second.
     *
     * @return false if the record was dropped
     */
    public boolean offer(ChargePointId key, String record) throws InterruptedException {
        byte[] value = record.getBytes(UTF_8);
        if (!permits.tryAcquire()) {
            return false;
        }
        if (bytes.addAndGet(value.length) > maxBytes) {
            release(value.length);
            return false;
        }
        ProducerRecord<byte[], byte[]> message =
                new ProducerRecord<>(topic, key.value().getBytes(UTF_8), value);
        return producer.offer(message, metrics, () -> release(value.length));
    }

    private void release(int size) {
        bytes.addAndGet(-size);
        permits.release();
    }
}
