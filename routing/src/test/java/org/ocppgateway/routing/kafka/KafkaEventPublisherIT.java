package org.ocppgateway.routing.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.routing.Dependency;
import org.ocppgateway.routing.event.PublishException;

class KafkaEventPublisherIT {
    /** Interval between two trials of an unavailable partition. */
    private static final Duration TRIAL_INTERVAL = Duration.ofMillis(500);

    @Test
    void acknowledgedEventsAreOnTheTopicInOrderPerChargePoint() throws Exception {
        KafkaSettings settings = Records.freshTopics(TestBroker.shared().bootstrapServers());
        Topics.prepare(settings);
        DurableProducer producer = DurableProducer.open(settings, new PrometheusRegistry());
        KafkaEventPublisher publisher = publisher(settings, producer);

        List<Future<?>> chargePoints = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                ChargePointId id = new ChargePointId("CP-" + i);
                chargePoints.add(threads.submit(() -> {
                    for (int sequence = 0; sequence < 25; sequence++) {
                        publisher.publish(id, Integer.toString(sequence).getBytes(UTF_8));
                    }
                    return null;
                }));
            }
        }
        for (Future<?> chargePoint : chargePoints) {
            chargePoint.get();
        }
        producer.close(Duration.ofSeconds(5));

        var records = Records.await(settings, settings.topics().events(), 500);
        assertEquals(500, records.size());
        assertEquals("1", Records.header(records.getFirst(), "contract-version"));
        assertEquals("application/cloudevents+json", Records.header(records.getFirst(), "content-type"));
        List<String> ordered =
                IntStream.range(0, 25).mapToObj(Integer::toString).toList();
        for (int i = 0; i < 20; i++) {
            String id = "CP-" + i;
            assertEquals(
                    ordered,
                    records.stream()
                            .filter(each -> each.key().equals(id))
                            .map(each -> each.value())
                            .toList());
        }
    }

    @Test
    void anEventTooLargeForTheBrokerIsRefusedAndOthersArePublished() throws Exception {
        KafkaSettings settings = Records.freshTopics(TestBroker.shared().bootstrapServers());
        Topics.prepare(settings);
        DurableProducer producer = DurableProducer.open(settings, new PrometheusRegistry());
        KafkaEventPublisher publisher = publisher(settings, producer);
        ChargePointId id = new ChargePointId("CP-1");

        PublishException refused =
                assertThrows(PublishException.class, () -> publisher.publish(id, new byte[3 * 1024 * 1024]));

        assertEquals(PublishException.Reason.REFUSED, refused.reason());
        publisher.publish(id, new byte[] {'{', '}'});
        producer.close(Duration.ofSeconds(5));
    }

    @Test
    void withoutABrokerAnEventFailsAsOutageWithinTheDeliveryTimeoutAndLaterOnesArrive(@TempDir Path directory)
            throws Exception {
        try (TestBroker broker = TestBroker.start(directory)) {
            KafkaSettings settings = Records.impatient(Records.freshTopics(broker.bootstrapServers()));
            Topics.prepare(settings);
            DurableProducer producer = DurableProducer.open(settings, new PrometheusRegistry());
            AtomicLong nanos = new AtomicLong();
            KafkaEventPublisher publisher = publisher(settings, producer, nanos::get);
            ChargePointId id = new ChargePointId("CP-1");
            awaitPublished(publisher, id, nanos);

            broker.stop();
            long begun = System.nanoTime();
            PublishException failed =
                    assertThrows(PublishException.class, () -> publisher.publish(id, new byte[] {'2'}));
            Duration waited = Duration.ofNanos(System.nanoTime() - begun);

            assertEquals(PublishException.Reason.OUTAGE, failed.reason());
            assertTrue(waited.compareTo(settings.timeouts().delivery().plusSeconds(20)) < 0, "waited " + waited);
            assertOnlyTheTrialIsSent(publisher, id, nanos);
            broker.restart();
            awaitPublished(publisher, id, nanos);
            producer.close(Duration.ofSeconds(5));
        }
    }

    /** Of several concurrent events only one is the trial that is sent. The others fail without being sent. */
    private static void assertOnlyTheTrialIsSent(KafkaEventPublisher publisher, ChargePointId id, AtomicLong nanos) {
        nanos.addAndGet(TRIAL_INTERVAL.toNanos());
        Queue<String> failures = new ConcurrentLinkedQueue<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 10; i++) {
                threads.execute(() -> {
                    PublishException failed =
                            assertThrows(PublishException.class, () -> publisher.publish(id, new byte[] {'n'}));
                    failures.add(String.valueOf(failed.getMessage()));
                });
            }
        }
        assertEquals(10, failures.size());
        assertEquals(
                9,
                failures.stream()
                        .filter(each -> each.endsWith("is unavailable"))
                        .count(),
                failures::toString);
    }

    private static void awaitPublished(KafkaEventPublisher publisher, ChargePointId id, AtomicLong nanos) {
        Awaitility.await().ignoreExceptions().until(() -> {
            nanos.addAndGet(TRIAL_INTERVAL.toNanos());
            publisher.publish(id, new byte[] {'1'});
            return true;
        });
    }

    private static KafkaEventPublisher publisher(KafkaSettings settings, DurableProducer producer) {
        return publisher(settings, producer, System::nanoTime);
    }

    private static KafkaEventPublisher publisher(
            KafkaSettings settings, DurableProducer producer, LongSupplier nanoTime) {
        EventPartitions partitions = new EventPartitions(
                producer.partitionsOf(settings.topics().events()),
                new Dependency("kafka", Clock.systemUTC()),
                nanoTime,
                new PrometheusRegistry());
        return new KafkaEventPublisher(settings, producer, partitions);
    }
}
