package org.ocppgateway.routing.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Reads and writes topics with plain clients, as a backend would, and gives each test its own topic names. */
public final class Records {
    private Records() {}

    public static KafkaSettings freshTopics(String bootstrapServers) {
        String prefix = "t" + UUID.randomUUID().toString().substring(0, 8) + "-";
        KafkaSettings defaults = KafkaSettings.defaults(bootstrapServers);
        KafkaSettings.Topics topics = defaults.topics();
        return new KafkaSettings(
                bootstrapServers,
                Map.of(),
                new KafkaSettings.Topics(
                        smaller(prefix, topics.events(), 2),
                        smaller(prefix, topics.commands(), 4),
                        smaller(prefix, topics.results(), 2),
                        smaller(prefix, topics.deadLetters(), 1)),
                true,
                new KafkaSettings.Timeouts(Duration.ofSeconds(30), Duration.ofSeconds(15), Duration.ofSeconds(60)),
                defaults.sending());
    }

    /** Settings with short timeouts, for tests that wait for them. */
    static KafkaSettings impatient(KafkaSettings settings) {
        return new KafkaSettings(
                settings.bootstrapServers(),
                settings.clientProperties(),
                settings.topics(),
                settings.createTopics(),
                new KafkaSettings.Timeouts(
                        Duration.ofSeconds(3),
                        Duration.ofMillis(1500),
                        settings.timeouts().start()),
                settings.sending());
    }

    private static KafkaSettings.Topic smaller(String prefix, KafkaSettings.Topic topic, int partitions) {
        return new KafkaSettings.Topic(prefix + topic.name(), partitions, topic.replication(), topic.retention());
    }

    public static List<ConsumerRecord<String, String>> await(
            KafkaSettings settings, KafkaSettings.Topic topic, int count) {
        List<ConsumerRecord<String, String>> seen = new ArrayList<>();
        Map<String, Object> properties = Map.of(
                "bootstrap.servers", settings.bootstrapServers(),
                "group.id", UUID.randomUUID().toString(),
                "auto.offset.reset", "earliest");
        try (var consumer = new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic.name()));
            Awaitility.await().until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(seen::add);
                return seen.size() >= count;
            });
        }
        return seen;
    }

    public static void produce(
            KafkaSettings settings, KafkaSettings.Topic topic, @Nullable Integer partition, String key, String value)
            throws Exception {
        produce(settings, new ProducerRecord<>(topic.name(), partition, key, value));
    }

    public static void produce(KafkaSettings settings, ProducerRecord<String, String> record) throws Exception {
        Map<String, Object> properties = Map.of("bootstrap.servers", settings.bootstrapServers());
        try (var producer = new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
            producer.send(record).get();
        }
    }

    /** A producer with an open transaction. */
    static KafkaProducer<String, String> inTransaction(KafkaSettings settings) {
        Map<String, Object> properties = Map.of(
                "bootstrap.servers",
                settings.bootstrapServers(),
                "transactional.id",
                UUID.randomUUID().toString());
        var producer = new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer());
        producer.initTransactions();
        producer.beginTransaction();
        return producer;
    }

    public static String header(ConsumerRecord<?, ?> message, String name) {
        var header = message.headers().lastHeader(name);
        return header == null ? "absent" : new String(header.value(), UTF_8);
    }
}
