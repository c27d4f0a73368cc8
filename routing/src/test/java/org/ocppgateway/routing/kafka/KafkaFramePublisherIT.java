package org.ocppgateway.routing.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ocppgateway.protocol.ChargePointId;

/** Journal records never displace traffic. */
class KafkaFramePublisherIT {
    private static final ChargePointId ID = new ChargePointId("CP-1");
    private static final int RECORD_BYTES = 100_000;

    @TempDir
    private Path directory;

    @Test
    void aRecordIsKeyedByChargePoint() throws Exception {
        KafkaSettings settings =
                withFrames(Records.freshTopics(TestBroker.shared().bootstrapServers()));
        Topics.prepare(settings);
        DurableProducer producer = DurableProducer.open(settings, new PrometheusRegistry());
        KafkaSettings.Topic frames = requireNonNull(settings.topics().frames());
        assertTrue(new KafkaFramePublisher(settings, frames, producer).offer(ID, "{}"));
        var record = Records.await(settings, frames, 1).getFirst();
        assertEquals("CP-1", record.key());
        assertEquals("{}", record.value());
        producer.close(Duration.ofSeconds(5));
    }

    @Test
    void whileKafkaIsAwayRecordsAreDroppedAndTrafficKeepsItsShare() throws Exception {
        try (TestBroker broker = TestBroker.start(directory)) {
            KafkaSettings settings = withFrames(Records.freshTopics(broker.bootstrapServers()));
            Topics.prepare(settings);
            DurableProducer producer = DurableProducer.open(settings, new PrometheusRegistry());
            KafkaFramePublisher publisher = new KafkaFramePublisher(
                    settings, requireNonNull(settings.topics().frames()), producer);
            broker.stop();
            String record = "x".repeat(RECORD_BYTES);
            long accepted = 0;
            while (publisher.offer(ID, record)) {
                accepted++;
                assertTrue(accepted * RECORD_BYTES <= KafkaClients.bufferBytes(settings) / 8, "the share is a bound");
            }
            assertFalse(publisher.offer(ID, record));
            broker.restart();
            KafkaSettings.Topic results = settings.topics().results();
            producer.send(
                    new ProducerRecord<>(results.name(), "CP-1".getBytes(UTF_8), "{}".getBytes(UTF_8)),
                    producer.metricsOf(results));
            producer.close(Duration.ofSeconds(5));
        }
    }

    private static KafkaSettings withFrames(KafkaSettings settings) {
        KafkaSettings.Topics topics = settings.topics();
        KafkaSettings.Topic frames =
                new KafkaSettings.Topic(topics.events().name() + "-frames", 2, (short) 1, Duration.ofHours(1));
        return new KafkaSettings(
                settings.bootstrapServers(),
                settings.clientProperties(),
                new KafkaSettings.Topics(
                        topics.events(), topics.commands(), topics.results(), topics.deadLetters(), frames),
                settings.createTopics(),
                settings.timeouts(),
                settings.sending());
    }
}
