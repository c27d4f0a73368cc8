package org.ocppgateway.routing.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a whole topic for a backend: as a group member, which shares the partitions and commits its progress, or alone,
 * without commits. Buffered data is bounded: 8 MiB per broker and 500 records. For one thread.
 */
public final class TopicReader implements AutoCloseable {
    private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(30);

    private final Consumer<byte[], byte[]> consumer;
    private final Duration timeout;

    private TopicReader(Consumer<byte[], byte[]> consumer, Duration timeout) {
        this.consumer = consumer;
        this.timeout = timeout;
    }

    /** Start position of a reader without a group. */
    public enum From {
        /** The oldest record. */
        BEGINNING,
        /** The first record that is written after the reader was opened. */
        END
    }

    /**
     * A record.
     *
     * @param contractVersion value of its header {@code contract-version}; 1 without one
     * @param traceParent value of its header {@code traceparent}; null without one, or if it is malformed
     */
    public record Message(
            String value, int contractVersion, @Nullable String traceParent) {}

    /** Opens a group member; a new group starts with the oldest record. */
    public static TopicReader inGroup(KafkaSettings settings, KafkaSettings.Topic topic, String group) {
        Consumer<byte[], byte[]> consumer = KafkaClients.groupMember(settings, group, SESSION_TIMEOUT);
        consumer.subscribe(List.of(topic.name()));
        return new TopicReader(consumer, settings.timeouts().start());
    }

    /**
     * Opens a reader without a group. Its start position is fixed when this method returns. Partitions that are added
     * later are not read.
     *
     * @throws TopicsException if Kafka does not answer or the topic does not exist
     */
    public static TopicReader alone(KafkaSettings settings, KafkaSettings.Topic topic, From from)
            throws TopicsException {
        Consumer<byte[], byte[]> consumer = KafkaClients.consumer(settings);
        try {
            List<TopicPartition> partitions = consumer
                    .partitionsFor(topic.name(), settings.timeouts().start())
                    .stream()
                    .map(partition -> new TopicPartition(topic.name(), partition.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                throw new UnknownTopicOrPartitionException("the topic does not exist");
            }
            consumer.assign(partitions);
            switch (from) {
                case BEGINNING -> consumer.seekToBeginning(partitions);
                case END -> consumer.seekToEnd(partitions);
            }
            // Seeking is lazy; querying the position executes it.
            partitions.forEach(partition ->
                    consumer.position(partition, settings.timeouts().start()));
            return new TopicReader(consumer, settings.timeouts().start());
        } catch (KafkaException e) {
            consumer.close();
            throw TopicsException.outage("topic " + topic.name() + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Waits for records, at most that long; returns none during an outage.
     *
     * @throws RuntimeException an exception of Kafka's client if the brokers refuse this client permanently
     */
    public List<Message> poll(Duration patience) {
        return StreamSupport.stream(consumer.poll(patience).spliterator(), false)
                .map(TopicReader::message)
                .toList();
    }

    /**
     * Commits for the group that all polled records are processed.
     *
     * @return false if the commit failed: another member may get the records again
     */
    public boolean commit() {
        try {
            consumer.commitSync(timeout);
            return true;
        } catch (KafkaException e) {
            return false;
        }
    }

    @Override
    public void close() {
        consumer.close();
    }

    private static Message message(ConsumerRecord<byte[], byte[]> found) {
        byte @Nullable [] value = found.value();
        return new Message(
                value == null ? "" : new String(value, UTF_8),
                Headers.contractVersion(found.headers()),
                Headers.traceParent(found.headers()));
    }
}
