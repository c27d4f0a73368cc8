package org.ocppgateway.routing.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.routing.event.EventPublisher;
import org.ocppgateway.routing.event.PublishException;
import org.ocppgateway.routing.event.PublishException.Reason;

/**
 * Writes events to their topic, keyed by charge point, which preserves their order. Events of a partition that is
 * unavailable fail immediately, except for occasional trials. Events of one partition never use the whole in-flight
 * capacity. An event that is too large for Kafka is reduced.
 */
public final class KafkaEventPublisher implements EventPublisher {
    private static final List<Header> HEADERS = List.of(Headers.CLOUD_EVENT, Headers.CONTRACT_VERSION);

    /** Divisor of the in-flight capacity that one partition may use. */
    private static final int SHARE = 4;

    private final DurableProducer producer;
    private final ReducingSender records;
    private final EventPartitions partitions;
    private final AtomicIntegerArray inFlight;
    private final int bound;
    private final String topic;
    private final ProducerMetrics.OfTopic metrics;

    public KafkaEventPublisher(KafkaSettings settings, DurableProducer producer, EventPartitions partitions) {
        this.producer = producer;
        this.records = new ReducingSender(producer, settings.topics().events());
        this.partitions = partitions;
        this.inFlight = new AtomicIntegerArray(partitions.count());
        this.bound = Math.max(1, producer.maxInFlight() / SHARE);
        this.topic = settings.topics().events().name();
        this.metrics = producer.metricsOf(settings.topics().events());
    }

    @Override
    public int partitionOf(ChargePointId key) {
        return partitions.of(key);
    }

    @Override
    public void publish(ChargePointId key, byte[] event) throws PublishException, InterruptedException {
        int partition = partitions.of(key);
        if (!partitions.admits(partition)) {
            throw refused(Reason.OUTAGE, "partition " + partition + " of " + topic + " is unavailable");
        }
        try {
            if (inFlight.incrementAndGet(partition) > bound) {
                throw refused(Reason.OVERLOADED, "too many records in flight to partition " + partition);
            }
            records.send(record(key, event), step -> step.event(event));
            partitions.acknowledged(partition);
        } catch (PublishException e) {
            if (e.reason().isOutage()) {
                partitions.failed(partition, String.valueOf(e.getMessage()));
            }
            throw e;
        } finally {
            inFlight.decrementAndGet(partition);
        }
    }

    @Override
    public boolean offer(ChargePointId key, byte[] event) throws InterruptedException {
        int partition = partitions.of(key);
        if (partitions.isOut(partition)) {
            metrics.failed(Reason.OUTAGE);
            return false;
        }
        if (inFlight.incrementAndGet(partition) > bound) {
            inFlight.decrementAndGet(partition);
            metrics.failed(Reason.OVERLOADED);
            return false;
        }
        return producer.offer(record(key, event), metrics, () -> inFlight.decrementAndGet(partition));
    }

    private ProducerRecord<byte[], byte[]> record(ChargePointId key, byte[] event) {
        return new ProducerRecord<>(topic, null, key.value().getBytes(UTF_8), event, HEADERS);
    }

    private PublishException refused(Reason reason, String why) {
        metrics.failed(reason);
        return new PublishException(reason, why);
    }
}
