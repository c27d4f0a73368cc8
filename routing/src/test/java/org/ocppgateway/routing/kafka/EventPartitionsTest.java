package org.ocppgateway.routing.kafka;

import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.routing.Dependency;

class EventPartitionsTest {
    private static final int COUNT = 4;

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);
    private final Dependency kafka = new Dependency("kafka", Clock.systemUTC());
    private final EventPartitions partitions = new EventPartitions(COUNT, kafka, nanos::get, new PrometheusRegistry());

    @Test
    void aFailingPartitionAdmitsOnlyTrialsUntilOneIsAcknowledged() {
        partitions.failed(1, "no acknowledgement");
        assertFalse(partitions.admits(1));
        passes(Duration.ofMillis(500));
        assertTrue(partitions.admits(1));
        assertFalse(partitions.admits(1), "one trial at a time");
        partitions.acknowledged(1);
        assertTrue(partitions.admits(1));
        assertTrue(partitions.admits(1));
    }

    @Test
    void otherPartitionsAreNotAffected() {
        partitions.failed(1, "no acknowledgement");
        probe(Set.of(1));
        for (int other : new int[] {0, 2, 3}) {
            assertTrue(partitions.admits(other));
        }
        assertTrue(kafka.state().reachable());
    }

    @Test
    void kafkaIsOutWhileMostPartitionsAre() {
        probe(Set.of());
        assertTrue(kafka.state().reachable());
        probe(Set.of(0, 1));
        assertTrue(kafka.state().reachable());
        partitions.failed(3, "no acknowledgement");
        assertFalse(kafka.state().reachable());
        assertEquals(
                "3 of 4 partitions of the event topic are unavailable: silent",
                kafka.state().problem());
        partitions.acknowledged(0);
        assertTrue(kafka.state().reachable());
    }

    @Test
    void kafkaIsReachableIfAPartitionComesBackWhileAnotherIsReported() throws Exception {
        AtomicReference<@Nullable Thread> other = new AtomicReference<>();
        AtomicReference<Runnable> atNextChange = new AtomicReference<>(() -> {});
        InstantSource clock = () -> {
            atNextChange.getAndSet(() -> {}).run();
            return Instant.EPOCH;
        };
        Dependency watched = new Dependency("kafka", clock.withZone(ZoneOffset.UTC));
        EventPartitions both = new EventPartitions(COUNT, watched, nanos::get, new PrometheusRegistry());
        both.probed(Arrays.asList("silent", "silent", null, null));
        atNextChange.set(() -> {
            Thread acknowledging = Thread.ofPlatform().start(() -> both.acknowledged(0));
            other.set(acknowledging);
            await().until(() -> !acknowledging.isAlive() || acknowledging.getState() == Thread.State.BLOCKED);
        });

        both.failed(3, "no acknowledgement");

        requireNonNull(other.get()).join();
        assertTrue(watched.state().reachable());
    }

    @Test
    void theProbeFindsAnOutageWithoutTraffic() {
        probe(Set.of(2));
        assertFalse(partitions.admits(2));
        passes(Duration.ofMillis(500));
        assertTrue(partitions.admits(2), "a trial");
        probe(Set.of());
        assertTrue(partitions.admits(2));
        assertTrue(partitions.admits(2));
    }

    @Test
    void aLeaderThatAnswersWithoutAcknowledgingStaysOutForAWhile() {
        partitions.failed(0, "replicas are missing");
        probe(Set.of());
        assertFalse(partitions.admits(0));
        passes(Duration.ofSeconds(9));
        partitions.failed(0, "replicas are missing");
        passes(Duration.ofSeconds(9));
        assertTrue(partitions.admits(0), "a trial");
        probe(Set.of());
        assertFalse(partitions.admits(0));
        passes(Duration.ofSeconds(1));
        probe(Set.of());
        assertTrue(partitions.admits(0));
        assertTrue(partitions.admits(0));
    }

    @Test
    void aChargePointBelongsToOnePartition() {
        int[] members = new int[COUNT];
        for (int i = 0; i < 1_000; i++) {
            members[partitions.of(new ChargePointId("CP-" + i))]++;
        }
        for (int count : members) {
            assertTrue(count > 150, "spread evenly");
        }
    }

    private void passes(Duration duration) {
        nanos.addAndGet(duration.toNanos());
    }

    private void probe(Set<Integer> silent) {
        List<@Nullable String> problems = new ArrayList<>(Collections.nCopies(COUNT, null));
        silent.forEach(partition -> problems.set(partition, "silent"));
        partitions.probed(problems);
    }
}
