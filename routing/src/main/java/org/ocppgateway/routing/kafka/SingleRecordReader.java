package org.ocppgateway.routing.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.ocppgateway.routing.log.EventLog;
import org.ocppgateway.routing.log.RoutingLogEvent;

/** Reads a partition one record at a time and skips unreadable records. For one thread, used once. */
final class SingleRecordReader {
    private static final EventLog LOG = EventLog.of(SingleRecordReader.class);

    /** Maximum number of records read. */
    private static final int MOST = 500;

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final TopicPartition partition;
    private final long end;
    private final LongConsumer beforeEach;
    private final List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
    private long next;
    private int skipped;

    /**
     * Creates a reader.
     *
     * @param from first offset to read
     * @param end offset after the last one to read
     * @param beforeEach called with an offset before a record from that offset on is read
     */
    SingleRecordReader(TopicPartition partition, long from, long end, LongConsumer beforeEach) {
        this.partition = partition;
        this.next = from;
        this.end = end;
        this.beforeEach = beforeEach;
    }

    /** Next offset to read. */
    long next() {
        return next;
    }

    /** Number of unreadable records. */
    int skipped() {
        return skipped;
    }

    /** Reads until there are no more records or the maximum is reached. */
    List<ConsumerRecord<byte[], byte[]>> read(Map<String, Object> properties) {
        Map<String, Object> single = new HashMap<>(properties);
        single.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        single.remove(ConsumerConfig.GROUP_ID_CONFIG);
        long deadline = System.nanoTime() + LIMIT.toNanos();
        try (var reader = new KafkaConsumer<>(single, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            reader.assign(List.of(partition));
            reader.seek(partition, next);
            boolean more = true;
            while (more && next < end && found.size() < MOST && System.nanoTime() - deadline < 0) {
                more = step(reader);
            }
        }
        return found;
    }

    /** Reads or skips one record. Returns whether there may be more. */
    private boolean step(KafkaConsumer<byte[], byte[]> reader) {
        beforeEach.accept(next);
        try {
            ConsumerRecords<byte[], byte[]> one = reader.poll(POLL);
            found.addAll(one.records(partition));
            next = reader.position(partition);
            return !one.isEmpty();
        } catch (RuntimeException | OutOfMemoryError e) {
            if (!mayBeOfRecord(e)) {
                throw e;
            }
            skip(reader, e);
            return true;
        }
    }

    /**
     * Returns whether a record may be the cause of a failed poll: any failure except an error answer of the broker or a
     * timeout.
     */
    static boolean mayBeOfRecord(Throwable failure) {
        return failure instanceof CorruptRecordException
                || !(failure instanceof WakeupException
                        || failure instanceof InterruptException
                        || failure instanceof ApiException);
    }

    private void skip(KafkaConsumer<byte[], byte[]> reader, Throwable why) {
        long damaged = reader.position(partition);
        if (skipped++ == 0) {
            LOG.log(RoutingLogEvent.KAFKA_DAMAGED_RECORD_SKIPPED, damaged, partition, why);
        }
        DamagedRecords.skipped();
        next = damaged + 1;
        reader.seek(partition, next);
    }
}
