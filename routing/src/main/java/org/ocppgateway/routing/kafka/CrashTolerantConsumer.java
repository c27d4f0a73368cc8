package org.ocppgateway.routing.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.routing.log.EventLog;
import org.ocppgateway.routing.log.RoutingLogEvent;

/**
 * A group member that tolerates a record which kills the process that reads it, for example one that inflates beyond
 * the heap. With an ordinary consumer every member would read it in turn and die. For one thread.
 *
 * <p>Before it reads an assigned partition with unread records, it commits {@link CommitMetadata} beside the offset. It
 * clears the metadata after it has read all those records or released the partition. After two dead readers the
 * partition is read one record at a time, and each offset is committed before it is read. An offset at which two
 * readers died is skipped.
 */
final class CrashTolerantConsumer extends DamageTolerantConsumer {
    private static final EventLog LOG = EventLog.of(CrashTolerantConsumer.class);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** Assigned partitions whose metadata is not committed yet; they are not read. */
    private final Set<TopicPartition> unprepared = new HashSet<>();

    /** Committed metadata of partitions that are not read to {@link #ends} yet. */
    private final Map<TopicPartition, CommitMetadata> metadata = new HashMap<>();

    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    private boolean carefulTurn;

    CrashTolerantConsumer(Map<String, Object> properties) {
        super(properties);
    }

    @Override
    public void subscribe(Collection<String> topics, ConsumerRebalanceListener listener) {
        super.subscribe(topics, new Assignment(listener));
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        prepareAssigned();
        carefulTurn = !carefulTurn;
        TopicPartition suspect = carefulTurn ? suspect() : null;
        ConsumerRecords<byte[], byte[]> found = suspect == null ? pollOthers(timeout) : readOneByOne(suspect);
        clearMetadata();
        return found;
    }

    private ConsumerRecords<byte[], byte[]> pollOthers(Duration timeout) {
        Set<TopicPartition> waiting = new HashSet<>(unprepared);
        metadata.forEach((partition, commitMetadata) -> {
            if (commitMetadata.isSuspect()) {
                waiting.add(partition);
            }
        });
        waiting.removeAll(paused());
        pause(waiting);
        try {
            return super.poll(timeout);
        } finally {
            waiting.retainAll(assignment());
            resume(waiting);
        }
    }

    private void prepareAssigned() {
        if (unprepared.isEmpty()) {
            return;
        }
        try {
            Map<TopicPartition, OffsetAndMetadata> known = committed(unprepared, PATIENCE);
            Map<TopicPartition, Long> beginnings = beginningOffsets(unprepared, PATIENCE);
            Map<TopicPartition, Long> written = endOffsets(unprepared, PATIENCE);
            Map<TopicPartition, OffsetAndMetadata> marked = new HashMap<>();
            for (TopicPartition partition : unprepared) {
                OffsetAndMetadata before = known.get(partition);
                long offset = before == null ? beginnings.getOrDefault(partition, 0L) : before.offset();
                long end = written.getOrDefault(partition, offset);
                if (offset < end) {
                    CommitMetadata commitMetadata = CommitMetadata.parse(before == null ? "" : before.metadata())
                            .taken();
                    metadata.put(partition, commitMetadata);
                    ends.put(partition, end);
                    marked.put(partition, new OffsetAndMetadata(offset, commitMetadata.text()));
                }
                committed.put(partition, offset);
            }
            if (!marked.isEmpty()) {
                super.commitSync(marked, PATIENCE);
            }
            resume(unprepared);
            unprepared.clear();
        } catch (WakeupException | InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            LOG.log(RoutingLogEvent.KAFKA_PARTITIONS_DELAYED, e.getMessage());
        }
    }

    private @Nullable TopicPartition suspect() {
        Set<TopicPartition> notNow = paused();
        return metadata.entrySet().stream()
                .filter(each -> each.getValue().isSuspect()
                        && !notNow.contains(each.getKey())
                        && !unprepared.contains(each.getKey()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    private ConsumerRecords<byte[], byte[]> readOneByOne(TopicPartition partition) {
        CommitMetadata commitMetadata = metadata.getOrDefault(partition, CommitMetadata.NONE);
        long from = position(partition, PATIENCE);
        if (commitMetadata.isDeadly(from)) {
            LOG.log(RoutingLogEvent.KAFKA_DEADLY_RECORD_SKIPPED, from, partition, commitMetadata.deaths());
            DamagedRecords.skipped();
            seek(partition, from + 1);
            return ConsumerRecords.empty();
        }
        long deadly = commitMetadata.at() > from && commitMetadata.isDeadly(commitMetadata.at())
                ? commitMetadata.at()
                : Long.MAX_VALUE;
        SingleRecordReader steps = new SingleRecordReader(
                partition,
                from,
                Math.min(deadly, ends.getOrDefault(partition, from)),
                offset -> commitMetadata(partition, offset));
        ConsumerRecords<byte[], byte[]> found = read(steps, partition);
        seek(partition, steps.next());
        return found;
    }

    private void commitMetadata(TopicPartition partition, long offset) {
        CommitMetadata commitMetadata =
                metadata.getOrDefault(partition, CommitMetadata.NONE).reading(offset);
        metadata.put(partition, commitMetadata);
        long done = committed.getOrDefault(partition, offset);
        super.commitSync(Map.of(partition, new OffsetAndMetadata(done, commitMetadata.text())), PATIENCE);
    }

    /**
     * Clears the metadata of partitions that were read to their end as of the assignment: no record there killed a
     * reader.
     */
    private void clearMetadata() {
        Set<TopicPartition> read = new HashSet<>();
        for (TopicPartition partition : metadata.keySet()) {
            if (positionOf(partition)
                    .filter(at -> at >= ends.getOrDefault(partition, 0L))
                    .isPresent()) {
                read.add(partition);
            }
        }
        if (!read.isEmpty()) {
            super.commitAsync(cleared(read), (offsets, failure) -> {});
        }
    }

    private Optional<Long> positionOf(TopicPartition partition) {
        try {
            return Optional.of(position(partition, Duration.ZERO));
        } catch (KafkaException e) {
            return Optional.empty(); // not known yet
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> cleared(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (TopicPartition partition : partitions) {
            ends.remove(partition);
            Long done = committed.get(partition);
            if (metadata.remove(partition) != null && done != null) {
                offsets.put(partition, new OffsetAndMetadata(done));
            }
        }
        return offsets;
    }

    @Override
    public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
        super.commitSync(withMetadata(offsets), timeout);
    }

    @Override
    public void commitAsync(Map<TopicPartition, OffsetAndMetadata> offsets, @Nullable OffsetCommitCallback callback) {
        super.commitAsync(withMetadata(offsets), callback);
    }

    /** Adds the metadata. Partitions whose metadata is not read yet are omitted, because it would be overwritten. */
    private Map<TopicPartition, OffsetAndMetadata> withMetadata(Map<TopicPartition, OffsetAndMetadata> offsets) {
        Map<TopicPartition, OffsetAndMetadata> marked = new HashMap<>();
        offsets.forEach((partition, offset) -> {
            if (unprepared.contains(partition)) {
                return;
            }
            committed.put(partition, offset.offset());
            CommitMetadata commitMetadata = metadata.get(partition);
            marked.put(
                    partition,
                    commitMetadata == null ? offset : new OffsetAndMetadata(offset.offset(), commitMetadata.text()));
        });
        return marked;
    }

    /** Called within poll and close. */
    private final class Assignment implements ConsumerRebalanceListener {
        private final ConsumerRebalanceListener listener;

        Assignment(ConsumerRebalanceListener listener) {
            this.listener = listener;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            unprepared.addAll(partitions);
            pause(partitions);
            listener.onPartitionsAssigned(partitions);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            Map<TopicPartition, OffsetAndMetadata> given = cleared(partitions);
            listener.onPartitionsRevoked(partitions);
            given.replaceAll(
                    (partition, offset) -> new OffsetAndMetadata(committed.getOrDefault(partition, offset.offset())));
            try {
                if (!given.isEmpty()) {
                    CrashTolerantConsumer.super.commitSync(given, PATIENCE);
                }
            } catch (KafkaException e) {
                LOG.log(RoutingLogEvent.KAFKA_READ_MARKS_KEPT, partitions, e.getMessage());
            }
            forget(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            listener.onPartitionsLost(partitions);
            forget(partitions);
        }

        private void forget(Collection<TopicPartition> partitions) {
            for (TopicPartition partition : partitions) {
                unprepared.remove(partition);
                metadata.remove(partition);
                ends.remove(partition);
                committed.remove(partition);
            }
        }
    }
}
