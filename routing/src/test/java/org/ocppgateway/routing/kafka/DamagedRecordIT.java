package org.ocppgateway.routing.kafka;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One byte of a record flips on the broker's disk. */
class DamagedRecordIT {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /**
     * Offset of the checksum in a batch. It covers all bytes after it; the bytes before it are the length and position
     * of the batch.
     */
    private static final int CHECKSUM_AT = 17;

    @TempDir
    private static Path directory;

    private static TestBroker broker;
    private static KafkaSettings settings;

    @BeforeAll
    static void start() throws Exception {
        broker = TestBroker.start(directory);
        settings = KafkaSettings.defaults(broker.bootstrapServers());
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    /** Creates a topic and waits until every partition answers. */
    private static void create(String topic, int partitions) throws Exception {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (int partition = 0; partition < partitions; partition++) {
            ends.put(new TopicPartition(topic, partition), OffsetSpec.latest());
        }
        try (Admin admin = KafkaClients.admin(settings)) {
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                    .all()
                    .get();
            admin.listOffsets(ends).all().get();
        }
    }

    /** Writes each value in a batch of its own. */
    private static void write(String topic, int partition, String... values) throws Exception {
        Map<String, Object> properties = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (var producer = new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
            for (String value : values) {
                producer.send(new ProducerRecord<>(topic, partition, "key", value))
                        .get();
            }
        }
    }

    private static Path log(String topic, int partition) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("data").resolve(topic + "-" + partition))) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Returns position and length of the batch that contains the text. */
    private static int[] batchOf(String text, Path log) throws IOException {
        byte[] bytes = Files.readAllBytes(log);
        int at = new String(bytes, ISO_8859_1).indexOf(text);
        int begin = 0;
        while (true) {
            int length = 12 + ByteBuffer.wrap(bytes).getInt(begin + 8);
            if (begin + length > at) {
                return new int[] {begin, length};
            }
            begin += length;
        }
    }

    private static void flip(Path log, long position) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
            file.seek(position);
            int before = file.read();
            file.seek(position);
            file.write(before ^ 0x10);
        }
    }

    private static List<String> read(String topic, int partition) {
        List<String> values = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer = KafkaClients.consumer(settings)) {
            TopicPartition read = new TopicPartition(topic, partition);
            consumer.assign(List.of(read));
            consumer.seek(read, 0);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (System.nanoTime() - deadline < 0 && !values.contains("third")) {
                for (ConsumerRecord<byte[], byte[]> found : poll(consumer)) {
                    values.add(new String(found.value(), UTF_8));
                }
            }
        }
        return values;
    }

    /** On a busy machine the second consumer may time out. Readers then poll again, and so does the test. */
    private static Iterable<ConsumerRecord<byte[], byte[]>> poll(Consumer<byte[], byte[]> consumer) {
        try {
            return consumer.poll(POLL);
        } catch (KafkaException e) {
            return List.of();
        }
    }

    @Test
    void otherRecordsAreReadWhicheverByteIsDamaged() throws Exception {
        int length = 68 + "key".length() + "second".length() + 3;
        create("bytes", length);
        Map<String, List<Integer>> outcomes = new TreeMap<>();
        for (int position = CHECKSUM_AT; position < length; position++) {
            write("bytes", position, "first", "second", "third");
            int[] batch = batchOf("second", log("bytes", position));
            if (position < batch[1]) {
                flip(log("bytes", position), batch[0] + (long) position);
                String outcome = read("bytes", position).toString();
                outcomes.computeIfAbsent(outcome, first -> new ArrayList<>()).add(position);
            }
        }
        assertEquals(Set.of("[first, third]"), outcomes.keySet(), outcomes::toString);
    }

    @Test
    void otherPartitionsAreReadWhateverHappensToOne() throws Exception {
        create("whole", 2 * CHECKSUM_AT);
        for (int position = 0; position < CHECKSUM_AT; position++) {
            write("whole", position, "first", "second", "third");
            int[] batch = batchOf("second", log("whole", position));
            flip(log("whole", position), batch[0] + (long) position);
        }
        List<TopicPartition> all = IntStream.range(0, 2 * CHECKSUM_AT)
                .mapToObj(partition -> new TopicPartition("whole", partition))
                .toList();
        try (Consumer<byte[], byte[]> consumer = KafkaClients.consumer(settings)) {
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Set<Integer> read = new HashSet<>();
            for (int partition = CHECKSUM_AT; partition < 2 * CHECKSUM_AT; partition++) {
                write("whole", partition, "sound");
            }
            await().atMost(PATIENCE).until(() -> {
                for (ConsumerRecord<byte[], byte[]> found : poll(consumer)) {
                    if (new String(found.value(), UTF_8).equals("sound")) {
                        read.add(found.partition());
                    }
                }
                return read.size() == CHECKSUM_AT;
            });
        }
    }

    @Test
    void aDamagedBatchIsSkippedAsAWholeAndLoggedOnce() throws Exception {
        create("batch", 1);
        write("batch", 0, "first");
        // Long, so that only the flush ends the batch.
        Map<String, Object> properties = Map.of("bootstrap.servers", broker.bootstrapServers(), "linger.ms", 60_000);
        try (var producer = new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
            for (int i = 0; i < 100; i++) {
                var unused = producer.send(new ProducerRecord<>("batch", 0, "key", "together"));
            }
            producer.flush();
        }
        write("batch", 0, "third");
        int[] batch = batchOf("together", log("batch", 0));
        flip(log("batch", 0), batch[0] + batch[1] - 5L);
        long before = DamagedRecords.count();

        assertEquals(List.of("first", "third"), read("batch", 0));
        assertEquals(before + 100, DamagedRecords.count());
    }
}
