package org.ocppgateway.routing.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ocppgateway.routing.TestRelay;
import org.ocppgateway.routing.event.PublishException;

/** Brokers that stop and start again, with and without the same addresses. */
class ProducerRecoveryIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int SENDERS = 200;

    /** On a busy machine a restart takes long. A record in flight fails if it takes longer. */
    private static final Duration LONGEST_RESTART = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicReference<String> firstFailure = new AtomicReference<>("none");
    private final List<Thread> senders = new ArrayList<>();
    private volatile boolean stopping;

    private static KafkaSettings settings(TestBroker broker, String bootstrap, Duration delivery) {
        KafkaSettings fresh = Records.freshTopics(broker.bootstrapServers());
        KafkaSettings defaults = KafkaSettings.defaults(bootstrap);
        return new KafkaSettings(
                bootstrap,
                Map.of(),
                fresh.topics(),
                true,
                new KafkaSettings.Timeouts(delivery, defaults.timeouts().request(), Duration.ofSeconds(60)),
                defaults.sending());
    }

    /** Each thread waits for its record before it sends the next one, as sessions do. */
    private void sendOn(DurableProducer producer, KafkaSettings settings) {
        ProducerMetrics.OfTopic metrics = producer.metricsOf(settings.topics().events());
        for (int i = 0; i < SENDERS; i++) {
            byte[] key = ("CP-" + i).getBytes(UTF_8);
            senders.add(Thread.startVirtualThread(() -> {
                while (!stopping) {
                    try {
                        producer.send(
                                new ProducerRecord<>(settings.topics().events().name(), key, "{}".getBytes(UTF_8)),
                                metrics);
                        sent.incrementAndGet();
                    } catch (PublishException e) {
                        failed.incrementAndGet();
                        firstFailure.compareAndSet("none", e.toString());
                    } catch (InterruptedException e) {
                        return;
                    }
                }
            }));
        }
    }

    private void awaitMore() {
        int before = sent.get();
        await().atMost(PATIENCE).until(() -> sent.get() > before + 10 * SENDERS);
    }

    @Test
    void aRestartOfTheBrokerFailsNoSend() throws Exception {
        try (TestBroker broker = TestBroker.start(directory)) {
            KafkaSettings settings = settings(broker, broker.bootstrapServers(), LONGEST_RESTART);
            Topics.prepare(settings);
            DurableProducer producer = DurableProducer.open(settings, new PrometheusRegistry());
            sendOn(producer, settings);
            awaitMore();
            for (int round = 0; round < 3; round++) {
                long begun = System.nanoTime();
                broker.stop();
                broker.restart();
                int acknowledged = sent.get();
                await().atMost(PATIENCE).until(() -> sent.get() > acknowledged);
                System.out.printf("restart %d: back after %.1f s%n", round, (System.nanoTime() - begun) / 1e9);
                awaitMore();
            }
            stopping = true;
            for (Thread sender : senders) {
                assertTrue(sender.join(PATIENCE), "a record is neither acknowledged nor failed");
            }
            System.out.println("sent " + sent + ", failed " + failed + ", first failure " + firstFailure);
            assertEquals(0, failed.get(), firstFailure::get);
            producer.close(Duration.ofSeconds(5));
        }
    }

    @Test
    void aBrokerWithANewAddressIsFoundByItsBootstrapName() throws Exception {
        try (TestBroker broker = TestBroker.start(directory);
                TestRelay name = TestRelay.to(broker.port())) {
            KafkaSettings settings = settings(broker, "127.0.0.1:" + name.port(), Duration.ofSeconds(20));
            Topics.prepare(settings);
            DurableProducer producer = DurableProducer.open(settings, new PrometheusRegistry());
            sendOn(producer, settings);
            awaitMore();

            broker.stop();
            broker.restartElsewhere();
            name.turnTo(broker.port());
            long begun = System.nanoTime();
            int acknowledged = sent.get();
            await().atMost(PATIENCE).until(() -> sent.get() > acknowledged);
            System.out.printf(
                    "new address: back after %.1f s, failed %s, first failure %s%n",
                    (System.nanoTime() - begun) / 1e9, failed, firstFailure);
            awaitMore();
            stopping = true;
            producer.close(Duration.ofSeconds(5));
        }
    }
}
