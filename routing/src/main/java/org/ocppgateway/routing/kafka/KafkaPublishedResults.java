package org.ocppgateway.routing.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.json.JsonBuilder;
import org.ocppgateway.routing.command.PublishedResults;
import org.ocppgateway.routing.command.StatesUnavailableException;

/** Reads published results from their topic, one search at a time: searches are rare and short. */
public final class KafkaPublishedResults implements PublishedResults, AutoCloseable {
    /**
     * Maximum difference between the timestamp of a result, by the publishing pod's clock, and the time of its command,
     * by the backend's clock.
     */
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(30);

    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaSettings settings;
    private final Lock turn = new ReentrantLock();
    private @Nullable Consumer<byte[], byte[]> consumer;

    public KafkaPublishedResults(KafkaSettings settings) {
        this.settings = settings;
    }

    @Override
    public Optional<String> find(ChargePointId chargePointId, String commandId, Instant since)
            throws StatesUnavailableException, InterruptedException {
        turn.lockInterruptibly();
        try {
            return find(opened(), partition(chargePointId), beginning(commandId), since);
        } catch (KafkaException e) {
            close();
            throw new StatesUnavailableException(e);
        } finally {
            turn.unlock();
        }
    }

    private Consumer<byte[], byte[]> opened() {
        Consumer<byte[], byte[]> open = consumer;
        if (open == null) {
            open = KafkaClients.consumer(settings);
            consumer = open;
        }
        return open;
    }

    private Optional<String> find(
            Consumer<byte[], byte[]> reader, TopicPartition partition, String beginning, Instant since)
            throws StatesUnavailableException {
        Duration timeout = settings.timeouts().start();
        long from = since.minus(CLOCKS_DIFFER).toEpochMilli();
        OffsetAndTimestamp first =
                reader.offsetsForTimes(Map.of(partition, from), timeout).get(partition);
        if (first == null) {
            return Optional.empty();
        }
        Long end = reader.endOffsets(List.of(partition), timeout).get(partition);
        reader.assign(List.of(partition));
        reader.seek(partition, first.offset());
        long deadline = System.nanoTime() + timeout.toNanos();
        while (end != null && reader.position(partition, timeout) < end) {
            for (ConsumerRecord<byte[], byte[]> found : reader.poll(POLL)) {
                String value = found.value() == null ? "" : new String(found.value(), UTF_8);
                if (value.startsWith(beginning)) {
                    return Optional.of(value);
                }
            }
            if (System.nanoTime() - deadline > 0) {
                throw new StatesUnavailableException(new IllegalStateException(partition + " was not read in time"));
            }
        }
        return Optional.empty();
    }

    /** The partition that Kafka's default partitioner chooses for the results of a charge point. */
    private TopicPartition partition(ChargePointId chargePointId) {
        KafkaSettings.Topic topic = settings.topics().results();
        int partitions = opened().partitionsFor(
                        topic.name(), settings.timeouts().start())
                .size();
        if (partitions == 0) {
            throw new KafkaException("missing topic " + topic.name());
        }
        return new TopicPartition(topic.name(), DefaultPartitioner.partition(chargePointId.value(), partitions));
    }

    private static String beginning(String commandId) {
        return new JsonBuilder().beginObject().field("commandId", commandId) + ",";
    }

    @Override
    public void close() {
        turn.lock();
        try {
            if (consumer != null) {
                consumer.close();
                consumer = null;
            }
        } finally {
            turn.unlock();
        }
    }
}
