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
 * A consumer that skips unreadable records: damaged on the broker's disk, or too large for this heap when inflated.
 * Kafka's consumer throws at every poll from such a record on and reads none of its partitions any more. For one
 * thread.
 *
 * <p>After a failed poll a second consumer reads one record at a time from the partition that the failure names, or
 * else from every partition with unread records. Only unreadable records are skipped; a batch with one checksum is
 * skipped as a whole.
 */
class DamageTolerantConsumer extends KafkaConsumer<byte[], byte[]> {
    private static final Duration END_LIMIT = Duration.ofSeconds(3);

    private final Map<String, Object> properties;

    /** @param properties properties of an ungrouped consumer or of a group member */
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
                return readAround(e);
            }
            throw e;
        }
    }

    /** Reads around the possible cause. If no record was the cause, throws the failure. */
    private ConsumerRecords<byte[], byte[]> readAround(Throwable failure) {
        TopicPartition partitionNamedBy = partitionNamedBy(failure);
        for (TopicPartition partition : partitionNamedBy == null ? unread() : List.of(partitionNamedBy)) {
            SingleRecordReader steps =
                    new SingleRecordReader(partition, position(partition), Long.MAX_VALUE, offset -> {});
            ConsumerRecords<byte[], byte[]> found = read(steps, partition);
            if (steps.skipped() > 0) {
                seek(partition, steps.next());
                return found;
            }
        }
        throw failure instanceof KafkaException itself ? itself : new KafkaException(failure);
    }

    /** Reads with a second consumer of the same kind. */
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

    /** Returns the assigned partition that the failure or one of its causes names; null if none. */
    private @Nullable TopicPartition partitionNamedBy(Throwable failure) {
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
