package org.ocppgateway.routing.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.routing.Dependency;

/** Records without a waiting thread. The producer refuses a record without an exception. */
class OfferedRecordsIT {
    private static final ChargePointId ID = new ChargePointId("CP-1");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final AtomicInteger ended = new AtomicInteger();

    @Test
    void anEventThatTheProducerRefusesIsNotPublished() throws Exception {
        KafkaSettings settings = Records.freshTopics(TestBroker.shared().bootstrapServers());
        Topics.prepare(settings);
        DurableProducer producer = DurableProducer.open(settings, new PrometheusRegistry());
        KafkaEventPublisher publisher = new KafkaEventPublisher(
                settings,
                producer,
                new EventPartitions(
                        producer.partitionsOf(settings.topics().events()),
                        new Dependency("kafka", Clock.systemUTC()),
                        System::nanoTime,
                        new PrometheusRegistry()));
        byte[] large = new byte[settings.sending().maxRequestBytes() + 1];
        assertFalse(publisher.offer(ID, large));
        assertTrue(publisher.offer(ID, "{}".getBytes(UTF_8)));
        var records = Records.await(settings, settings.topics().events(), 1);
        assertEquals("{}", records.getFirst().value());
        producer.close(Duration.ofSeconds(5));
    }

    @Test
    void withoutABrokerOffersFailAndLaterOnesArrive(@TempDir Path directory) throws Exception {
        try (TestBroker broker = TestBroker.start(directory)) {
            KafkaSettings settings = Records.freshTopics(broker.bootstrapServers());
            Topics.prepare(settings);
            broker.stop();
            DurableProducer producer =
                    new DurableProducer(KafkaClients.producer(settings), settings, new PrometheusRegistry());
            assertFalse(offer(producer, settings));
            assertFalse(offer(producer, settings));
            assertEquals(2, ended.get(), "each record ends once");
            broker.restart();
            await().atMost(PATIENCE).until(() -> offer(producer, settings));
            Records.await(settings, settings.topics().events(), 1);
            producer.close(Duration.ofSeconds(5));
        }
    }

    private boolean offer(DurableProducer producer, KafkaSettings settings) throws InterruptedException {
        KafkaSettings.Topic events = settings.topics().events();
        return producer.offer(
                new ProducerRecord<>(events.name(), "CP-1".getBytes(UTF_8), "{}".getBytes(UTF_8)),
                producer.metricsOf(events),
                ended::incrementAndGet);
    }
}
