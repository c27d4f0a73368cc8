package org.ocppgateway.routing.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Metadata beside the committed offset protects the readers that follow a crashed one. */
class CrashTolerantConsumerIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final ConsumerRebalanceListener NO_LISTENER = new ConsumerRebalanceListener() {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            // as if there were no records
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            // as if there were nothing to commit
        }
    };

    private final String group = UUID.randomUUID().toString();
    private KafkaSettings settings;
    private TopicPartition partition;

    @BeforeEach
    void write() throws Exception {
        settings = Records.freshTopics(TestBroker.shared().bootstrapServers());
        Topics.prepare(settings);
        partition = new TopicPartition(settings.topics().deadLetters().name(), 0);
        for (int i = 0; i < 6; i++) {
            Records.produce(settings, settings.topics().deadLetters(), 0, "key", "value-" + i);
        }
    }

    private Consumer<byte[], byte[]> member() {
        Consumer<byte[], byte[]> member = KafkaClients.crashTolerantMember(settings, group, Duration.ofSeconds(10));
        member.subscribe(List.of(partition.topic()), NO_LISTENER);
        return member;
    }

    private OffsetAndMetadata committed() throws Exception {
        try (Admin admin = KafkaClients.admin(settings)) {
            OffsetAndMetadata found = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .get(partition);
            return found == null ? new OffsetAndMetadata(-1) : found;
        }
    }

    private void leave(long offset, String mark) throws Exception {
        try (Admin admin = KafkaClients.admin(settings)) {
            admin.alterConsumerGroupOffsets(group, Map.of(partition, new OffsetAndMetadata(offset, mark)))
                    .all()
                    .get();
        }
    }

    /** On a busy machine a commit may time out. Readers then poll again, and so does the test. */
    private static Iterable<ConsumerRecord<byte[], byte[]>> poll(Consumer<byte[], byte[]> member) {
        try {
            return member.poll(POLL);
        } catch (KafkaException e) {
            return List.of();
        }
    }

    private static List<String> read(Consumer<byte[], byte[]> member, int count) {
        List<String> values = new ArrayList<>();
        await().atMost(PATIENCE).until(() -> {
            for (ConsumerRecord<byte[], byte[]> found : poll(member)) {
                values.add(new String(found.value(), UTF_8));
            }
            return values.size() >= count;
        });
        return values;
    }

    @Test
    void aReaderCommitsMetadataBeforeItReadsAndClearsItAfterwards() throws Exception {
        leave(0, "unclean=1 at=-1 deaths=0");
        try (Consumer<byte[], byte[]> member = member()) {
            List<String> marks = new ArrayList<>();
            List<String> values = new ArrayList<>();
            await().atMost(PATIENCE).until(() -> {
                if (!member.assignment().isEmpty() && values.isEmpty()) {
                    marks.add(committed().metadata());
                }
                poll(member).forEach(found -> values.add(new String(found.value(), UTF_8)));
                return values.size() == 6;
            });
            await().atMost(PATIENCE).until(() -> {
                poll(member);
                return committed().metadata().isEmpty();
            });
            assertEquals(0, committed().offset(), "no progress is committed");
            assertTrue(marks.stream().allMatch(mark -> mark.startsWith("unclean=")), marks::toString);
        }
    }

    @Test
    void theRecordAtWhichTwoReadersDiedIsSkippedAndTheOthersAreRead() throws Exception {
        leave(1, "unclean=4 at=3 deaths=2");
        long before = DamagedRecords.count();
        try (Consumer<byte[], byte[]> member = member()) {
            assertEquals(List.of("value-1", "value-2", "value-4", "value-5"), read(member, 4));
            assertEquals(before + 1, DamagedRecords.count());
            await().atMost(PATIENCE).until(() -> {
                poll(member);
                return committed().metadata().isEmpty();
            });
        }
    }

    @Test
    void aSuspectPartitionIsReadWithACommitBeforeEachRecord() throws Exception {
        leave(2, "unclean=2 at=-1 deaths=0");
        try (Consumer<byte[], byte[]> member = member()) {
            assertEquals(List.of("value-2", "value-3", "value-4", "value-5"), read(member, 4));
        }
        // A partition that was released properly is not suspect any more.
        assertEquals("", committed().metadata());
        assertEquals(2, committed().offset());
    }

    @Test
    void aPartitionReleasedUnreadIsNotSuspect() throws Exception {
        await().atMost(PATIENCE).until(this::isTakenUnread);
        assertEquals("", committed().metadata());
        assertEquals(0, committed().offset());
    }

    /**
     * Takes a suspect partition and releases it. Returns false if the reader did not prepare the partition in time; its next poll would
     * read it.
     */
    private boolean isTakenUnread() throws Exception {
        leave(0, "unclean=2 at=3 deaths=1");
        try (Consumer<byte[], byte[]> member =
                KafkaClients.crashTolerantMember(settings, group, Duration.ofSeconds(10))) {
            member.subscribe(List.of(partition.topic()), endingThePollOf(member));
            assertThrows(WakeupException.class, () -> member.poll(PATIENCE));
            // Only every second poll reads suspect partitions, from the first one on.
            assertTrue(member.poll(POLL).isEmpty());
            return committed().metadata().startsWith("unclean=3");
        }
    }

    private static ConsumerRebalanceListener endingThePollOf(Consumer<byte[], byte[]> member) {
        return new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                member.wakeup();
            }

            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                // as if there were nothing to commit
            }
        };
    }

    @Test
    void aCommitBeforeTheMetadataIsReadDoesNotEraseIt() throws Exception {
        leave(0, "unclean=2 at=0 deaths=1");
        try (Consumer<byte[], byte[]> member = member()) {
            await().atMost(PATIENCE).until(() -> {
                poll(member);
                return !member.assignment().isEmpty();
            });
            member.commitSync(Map.of(partition, new OffsetAndMetadata(0)), PATIENCE);
            assertEquals("unclean=2 at=0 deaths=1", committed().metadata());
        }
    }
}
