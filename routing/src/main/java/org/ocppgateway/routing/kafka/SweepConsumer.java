package org.ocppgateway.routing.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.sweep.SweepSettings;
import org.ocppgateway.routing.sweep.Sweeper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the sweeper its records, on one platform thread: a member of the one group that reads all of {@code commands-down}. Kafka
 * shares the partitions out among the pods, and when one dies, gives its partitions to the others.
 */
public final class SweepConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(SweepConsumer.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaSettings settings;
    private final Duration sessionTimeout;
    private final Sweeper sweeper;
    private final DeadLetters deadLetters;
    private final String topic;
    private final Map<Integer, Long> committed = new HashMap<>();
    private @Nullable Consumer<byte[], byte[]> consumer;
    private @Nullable Thread thread;
    private volatile boolean stopping;

    public SweepConsumer(KafkaSettings settings, SweepSettings sweep, Sweeper sweeper, DeadLetters deadLetters) {
        this.settings = settings;
        this.sessionTimeout = sweep.sessionTimeout();
        this.sweeper = sweeper;
        this.deadLetters = deadLetters;
        this.topic = settings.topics().commands().name();
    }

    public void start() {
        Consumer<byte[], byte[]> member = KafkaClients.groupMember(settings, topic + ".sweeper", sessionTimeout);
        consumer = member;
        member.subscribe(List.of(topic), new Assignment(member));
        thread = Thread.ofPlatform().name("sweeper").daemon().start(() -> sweep(member));
    }

    /** Commits how far it got and leaves the group, so that the others go on at once. */
    public void stop(Duration timeout) throws InterruptedException {
        stopping = true;
        if (consumer == null || thread == null) {
            return;
        }
        consumer.wakeup();
        if (!thread.join(timeout)) {
            thread.interrupt();
            thread.join();
        }
    }

    private void sweep(Consumer<byte[], byte[]> member) {
        try (member) {
            while (!stopping) {
                round(member);
            }
        } catch (WakeupException | InterruptedException e) {
            LOG.debug("the sweeper stops");
        }
    }

    private void round(Consumer<byte[], byte[]> member) throws InterruptedException {
        try {
            if (sweeper.full()) {
                member.pause(member.assignment());
            } else {
                member.resume(member.paused());
            }
            for (ConsumerRecord<byte[], byte[]> found : member.poll(POLL)) {
                handle(found);
            }
            sweeper.tick();
            Map<TopicPartition, OffsetAndMetadata> progress = progress(member.assignment());
            if (!progress.isEmpty()) {
                member.commitAsync(progress, (offsets, failure) -> committed(offsets, failure));
            }
        } catch (WakeupException e) {
            throw e;
        } catch (KafkaException e) {
            LOG.warn("the sweeper cannot read or commit: {}", e.getMessage());
            TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
        }
    }

    private void handle(ConsumerRecord<byte[], byte[]> found) throws InterruptedException {
        boolean unused = deadLetters.handle(found, () -> {
            byte[] value = found.value() == null ? new byte[0] : found.value();
            sweeper.accept(found.partition(), found.offset(), podOf(found.key()), Headers.command(found, value));
        });
    }

    private static @Nullable PodId podOf(byte @Nullable [] key) {
        try {
            return key == null ? null : new PodId(new String(key, UTF_8));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** What has changed since the last commit. */
    private Map<TopicPartition, OffsetAndMetadata> progress(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> changed = new HashMap<>();
        for (TopicPartition partition : partitions) {
            OptionalLong offset = sweeper.progress(partition.partition());
            if (offset.isPresent() && committed.getOrDefault(partition.partition(), -1L) != offset.getAsLong()) {
                changed.put(partition, new OffsetAndMetadata(offset.getAsLong()));
            }
        }
        return changed;
    }

    private void committed(Map<TopicPartition, OffsetAndMetadata> offsets, @Nullable Exception failure) {
        if (failure == null) {
            offsets.forEach((partition, offset) -> committed.put(partition.partition(), offset.offset()));
        } else {
            LOG.debug("progress was not committed, and will be: {}", failure.getMessage());
        }
    }

    /** Which partitions are ours; called within poll and close. */
    private final class Assignment implements ConsumerRebalanceListener {
        private final Consumer<byte[], byte[]> member;

        Assignment(Consumer<byte[], byte[]> member) {
            this.member = member;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            for (TopicPartition partition : partitions) {
                sweeper.assigned(partition.partition(), member.position(partition));
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            try {
                member.commitSync(progress(partitions), settings.requestTimeout());
            } catch (KafkaException e) {
                LOG.info("whoever sweeps {} next looks at some commands again: {}", partitions, e.getMessage());
            }
            onPartitionsLost(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            for (TopicPartition partition : partitions) {
                sweeper.revoked(partition.partition());
                committed.remove(partition.partition());
            }
        }
    }
}
