package org.ocppgateway.routing.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ocppgateway.routing.event.PublishException;
import org.ocppgateway.routing.event.PublishException.Reason;

/** Large events while the broker is away, and results beside them. */
class TopicShareIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int EVENT_BYTES = 1024 * 1024;

    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger overloaded = new AtomicInteger();

    @TempDir
    private Path directory;

    private void sendLargeEvent(DurableProducer producer, KafkaSettings settings) {
        KafkaSettings.Topic events = settings.topics().events();
        waiting.incrementAndGet();
        Thread.startVirtualThread(() -> {
            try {
                producer.send(
                        new ProducerRecord<>(events.name(), "CP-1".getBytes(UTF_8), new byte[EVENT_BYTES]),
                        producer.metricsOf(events));
            } catch (PublishException e) {
                if (e.reason() == Reason.OVERLOADED) {
                    overloaded.incrementAndGet();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            waiting.decrementAndGet();
        });
    }

    @Test
    void eventsLeaveAQuarterOfTheBufferToResults() throws Exception {
        try (TestBroker broker = TestBroker.start(directory)) {
            KafkaSettings settings = Records.freshTopics(broker.bootstrapServers());
            Topics.prepare(settings);
            DurableProducer producer = DurableProducer.open(settings, new PrometheusRegistry());
            long buffer = KafkaClients.bufferBytes(settings);
            broker.stop();

            int most = (int) (buffer / EVENT_BYTES);
            for (int i = 0; i < most; i++) {
                sendLargeEvent(producer, settings);
            }
            int admitted = (int) (TopicGate.maxBytes(buffer) / (EVENT_BYTES + "CP-1".length()));
            await().atMost(PATIENCE).until(() -> overloaded.get() == most - admitted && waiting.get() == admitted);

            KafkaSettings.Topic results = settings.topics().results();
            broker.restart();
            producer.send(
                    new ProducerRecord<>(results.name(), "CP-1".getBytes(UTF_8), "{}".getBytes(UTF_8)),
                    producer.metricsOf(results));
            await().atMost(PATIENCE).until(() -> waiting.get() == 0);
            assertEquals(most - admitted, overloaded.get(), "a record that was admitted is not refused afterwards");
            producer.close(Duration.ofSeconds(5));
        }
    }

    @Test
    void aRecordLargerThanTheShareIsSentAlone() {
        TopicGate gate = new TopicGate(new Semaphore(5), 10);
        assertTrue(gate.tryAcquire(50));
        assertFalse(gate.tryAcquire(1));
        gate.release(50);
        assertTrue(gate.tryAcquire(10));
    }
}
