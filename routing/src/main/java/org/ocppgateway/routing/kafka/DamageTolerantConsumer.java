package org.ocppgateway.routing.kafka;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * A consumer that passes over records that cannot be read: damaged on the broker's disk, or too large for this heap once inflated.
 * Kafka's own throws at every poll from then on, and so reads none of its partitions any more. For one thread.
 *
 * <p>When a poll fails, the partition that the failure names, or else every partition with unread records, is read on by a second
 * consumer, one record at a time. So nothing is passed over but what cannot be read; a batch that was written with one checksum is passed
 * over as a whole.
 */
class DamageTolerantConsumer extends KafkaConsumer<byte[], byte[]> {
    private static final Duration END_LIMIT = Duration.ofSeconds(3);

    private final Map<String, Object> properties;

    /** @param properties of an ungrouped consumer, or of a member of a group */
    DamageTolerantConsumer(Map<String, Object> properties) {
        super(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.properties = Map.copyOf(properties);
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        try {
            return super.poll(timeout);
        } catch (RuntimeException | OutOfMemoryError e) {
            if (SingleRecordReader.mayBeOfRecord(e)) {
                return around(e);
            }
            throw e;
        }
    }

    /** Reads around what may have been the cause; if no record was, the failure stands. */
    private ConsumerRecords<byte[], byte[]> around(Throwable failure) {
        TopicPartition named = named(failure);
        for (TopicPartition partition : named == null ? unread() : List.of(named)) {
            SingleRecordReader steps =
                    new SingleRecordReader(partition, position(partition), Long.MAX_VALUE, offset -> {});
            ConsumerRecords<byte[], byte[]> found = read(steps, partition);
            if (steps.passedOver() > 0) {
                seek(partition, steps.next());
                return found;
            }
        }
        throw failure instanceof KafkaException itself ? itself : new KafkaException(failure);
    }

    /** What a second consumer of the same kind finds. */
    final ConsumerRecords<byte[], byte[]> read(SingleRecordReader steps, TopicPartition partition) {
        List<ConsumerRecord<byte[], byte[]>> found = steps.read(properties);
        return new ConsumerRecords<>(found.isEmpty() ? Map.of() : Map.of(partition, found), Map.of());
    }

    private List<TopicPartition> unread() {
        Set<TopicPartition> read = new HashSet<>(assignment());
        read.removeAll(paused());
        Map<TopicPartition, Long> ends = endOffsets(read, END_LIMIT);
        return read.stream()
                .filter(partition -> position(partition, END_LIMIT) < ends.getOrDefault(partition, 0L))
                .toList();
    }

    /** Which of the assigned partitions the failure or one of its causes is about; null if none. */
    private @Nullable TopicPartition named(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            for (TopicPartition partition : assignment()) {
                Pattern name = Pattern.compile("(?<![\\w.-])" + Pattern.quote(partition.toString()) + "(?!\\d)");
                if (name.matcher(String.valueOf(cause.getMessage())).find()) {
                    return partition;
                }
            }
        }
        return null;
    }
}
