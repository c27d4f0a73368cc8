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
 * Reads a whole topic for a backend: as a member of a group, which shares the partitions and remembers how far it got, or alone,
 * every record, remembering nothing. What it holds at a time is bounded: 8 MiB of each broker, and 500 records. For one
 * thread.
 */
public final class TopicReader implements AutoCloseable {
    private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(30);

    private final Consumer<byte[], byte[]> consumer;
    private final Duration timeout;

    private TopicReader(Consumer<byte[], byte[]> consumer, Duration timeout) {
        this.consumer = consumer;
        this.timeout = timeout;
    }

    /** Where one begins that reads alone. */
    public enum From {
        /** With the oldest record there is. */
        BEGINNING,
        /** With the first that is written after the reader was opened. */
        END
    }

    /**
     * A record.
     *
     * @param contractVersion what its header {@code contract-version} says; 1 if it says nothing
     */
    public record Message(String value, int contractVersion) {}

    /** As a member of a group; the first one of a new group begins with the oldest record. */
    public static TopicReader inGroup(KafkaSettings settings, KafkaSettings.Topic topic, String group) {
        Consumer<byte[], byte[]> consumer = KafkaClients.groupMember(settings, group, SESSION_TIMEOUT);
        consumer.subscribe(List.of(topic.name()));
        return new TopicReader(consumer, settings.startTimeout());
    }

    /**
     * Alone. Where it begins is settled when this returns. Partitions that are added later are not seen.
     *
     * @throws TopicsException if Kafka does not answer, or there is no such topic
     */
    public static TopicReader alone(KafkaSettings settings, KafkaSettings.Topic topic, From from)
            throws TopicsException {
        Consumer<byte[], byte[]> consumer = KafkaClients.consumer(settings);
        try {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name(), settings.startTimeout()).stream()
                    .map(partition -> new TopicPartition(topic.name(), partition.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                throw new UnknownTopicOrPartitionException("there is no such topic");
            }
            consumer.assign(partitions);
            switch (from) {
                case BEGINNING -> consumer.seekToBeginning(partitions);
                case END -> consumer.seekToEnd(partitions);
            }
            // Seeking is lazy; asking for the position makes it happen.
            partitions.forEach(partition -> consumer.position(partition, settings.startTimeout()));
            return new TopicReader(consumer, settings.startTimeout());
        } catch (KafkaException e) {
            consumer.close();
            throw TopicsException.outage("topic " + topic.name() + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Waits for records, at most that long; during an outage there are none.
     *
     * @throws RuntimeException of Kafka's client, if the brokers refuse this one for good
     */
    public List<Message> poll(Duration patience) {
        return StreamSupport.stream(consumer.poll(patience).spliterator(), false)
                .map(TopicReader::message)
                .toList();
    }

    /**
     * Remembers for the group that all records polled so far are done with.
     *
     * @return false if that was not possible: another member may have them now, or get them later
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
        return new Message(value == null ? "" : new String(value, UTF_8), Headers.contractVersion(found.headers()));
    }
}
