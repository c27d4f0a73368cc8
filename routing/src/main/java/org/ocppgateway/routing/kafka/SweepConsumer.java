package org.ocppgateway.routing.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.log.EventLog;
import org.ocppgateway.routing.log.RoutingLogEvent;
import org.ocppgateway.routing.sweep.SweepSettings;
import org.ocppgateway.routing.sweep.Sweeper;

/**
 * Feeds the sweeper from one platform thread, as a member of the group that reads all of {@code commands-down}. Kafka
 * distributes the partitions over the pods and reassigns those of a dead pod.
 */
public final class SweepConsumer {
    private static final EventLog LOG = EventLog.of(SweepConsumer.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long COMMIT_NANOS = Duration.ofSeconds(1).toNanos();

    private final KafkaSettings settings;
    private final Duration sessionTimeout;
    private final Sweeper sweeper;
    private final DeadLetters deadLetters;
    private final String topic;
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    private long committedAt = System.nanoTime();
    private @Nullable ConsumerThread reading;

    public SweepConsumer(KafkaSettings settings, SweepSettings sweep, Sweeper sweeper, DeadLetters deadLetters) {
        this.settings = settings;
        this.sessionTimeout = sweep.sessionTimeout();
        this.sweeper = sweeper;
        this.deadLetters = deadLetters;
        this.topic = settings.topics().commands().name();
    }

    /** Returns whether the thread runs. */
    public boolean running() {
        return reading != null && reading.running();
    }

    public void start() {
        Consumer<byte[], byte[]> member =
                KafkaClients.crashTolerantMember(settings, topic + ".sweeper", sessionTimeout);
        member.subscribe(List.of(topic), new Assignment(member));
        reading = ConsumerThread.start("sweeper", member, () -> readOnce(member));
    }

    /** Commits the progress and leaves the group, so that other members take over immediately. */
    public void stop(Duration timeout) throws InterruptedException {
        ConsumerThread.stop(reading, timeout);
    }

    private void readOnce(Consumer<byte[], byte[]> member) throws InterruptedException {
        for (TopicPartition partition : member.assignment()) {
            if (sweeper.canAccept(partition.partition())) {
                member.resume(List.of(partition));
            } else {
                member.pause(List.of(partition));
            }
        }
        var found = member.poll(POLL);
        for (TopicPartition partition : found.partitions()) {
            handle(member, partition, found.records(partition));
        }
        sweeper.tick();
        commit(member);
    }

    /** Handles records until the sweeper has no capacity; the rest is fetched again. */
    private void handle(
            Consumer<byte[], byte[]> member, TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records)
            throws InterruptedException {
        for (ConsumerRecord<byte[], byte[]> found : records) {
            if (!sweeper.canAccept(partition.partition())) {
                member.seek(partition, found.offset());
                return;
            }
            boolean unused = deadLetters.handle(found, () -> {
                byte[] value = found.value() == null ? new byte[0] : found.value();
                sweeper.accept(
                        partition.partition(), found.offset(), podOf(found.key()), Headers.command(found, value));
            });
        }
    }

    private static @Nullable PodId podOf(byte @Nullable [] key) {
        try {
            return key == null ? null : new PodId(new String(key, UTF_8));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private void commit(Consumer<byte[], byte[]> member) {
        if (System.nanoTime() - committedAt < COMMIT_NANOS) {
            return;
        }
        committedAt = System.nanoTime();
        Map<TopicPartition, OffsetAndMetadata> progress = progress(member, member.assignment());
        if (!progress.isEmpty()) {
            member.commitAsync(progress, (offsets, failure) -> committed(offsets, failure));
        }
    }

    /** Progress since the last commit. */
    private Map<TopicPartition, OffsetAndMetadata> progress(
            Consumer<byte[], byte[]> member, Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> changed = new HashMap<>();
        for (TopicPartition partition : partitions) {
            OptionalLong offset = progress(member, partition);
            if (offset.isPresent() && committed.getOrDefault(partition, -1L) != offset.getAsLong()) {
                changed.put(partition, new OffsetAndMetadata(offset.getAsLong()));
            }
        }
        return changed;
    }

    /** Offset of the first unfinished record, or else the next position, which is after transaction markers. */
    private OptionalLong progress(Consumer<byte[], byte[]> member, TopicPartition partition) {
        OptionalLong first = sweeper.firstTracked(partition.partition());
        if (first.isPresent()) {
            return first;
        }
        try {
            return OptionalLong.of(member.position(partition, Duration.ZERO));
        } catch (TimeoutException e) {
            return OptionalLong.empty(); // start position not known yet
        }
    }

    private void committed(Map<TopicPartition, OffsetAndMetadata> offsets, @Nullable Exception failure) {
        if (failure == null) {
            offsets.forEach((partition, offset) -> committed.put(partition, offset.offset()));
        } else {
            LOG.log(RoutingLogEvent.SWEEPER_COMMIT_DELAYED, failure.getMessage());
        }
    }

    /** Follows the assignment of partitions; called within poll and close. */
    private final class Assignment implements ConsumerRebalanceListener {
        private final Consumer<byte[], byte[]> member;

        Assignment(Consumer<byte[], byte[]> member) {
            this.member = member;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            partitions.forEach(partition -> sweeper.assigned(partition.partition()));
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            try {
                member.commitSync(
                        progress(member, partitions), settings.timeouts().request());
            } catch (KafkaException e) {
                LOG.log(RoutingLogEvent.SWEEPER_COMMIT_FAILED, partitions, e.getMessage());
            }
            onPartitionsLost(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            for (TopicPartition partition : partitions) {
                sweeper.revoked(partition.partition());
                committed.remove(partition);
            }
        }
    }
}
