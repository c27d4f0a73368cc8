package org.ocppgateway.gateway.refusal;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.ocppgateway.gateway.testing.Metrics;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.refusal.RefusalStage;
import org.ocppgateway.routing.refusal.RefusalStore;
import org.ocppgateway.routing.refusal.RefusalStoreException;
import org.ocppgateway.routing.refusal.RefusalSummary;

class RefusalJournalTest {
    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");
    private static final PodId POD = new PodId("gateway-0");

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final RefusalJournal journal = new RefusalJournal(POD, 100, 8, registry);
    private long second;

    private void refuse(String address, @Nullable String id, String reason) {
        journal.record(RefusedAttempt.of(
                NOW.plusSeconds(second++), address, id, RefusalStage.CREDENTIALS, reason, "try " + second, null));
    }

    private static List<String> ids(List<RefusalSummary> summaries) {
        return summaries.stream()
                .map(summary -> String.valueOf(summary.group().chargePointId()))
                .toList();
    }

    @Test
    void repeatedAttemptsAreOneSummaryWithTheDetailsOfTheLast() {
        for (int i = 0; i < 1000; i++) {
            refuse("192.0.2.1", "CP-1", "wrong-password");
        }
        refuse("192.0.2.1", "CP-1", "blocked");
        refuse("192.0.2.1", "CP-2", "wrong-password");
        refuse("192.0.2.2", "CP-1", "wrong-password");
        assertEquals(4, journal.size());
        RefusalSummary first = journal.find("CP-1", "192.0.2.1", 10).getLast();
        assertEquals(1000, first.count());
        assertEquals(NOW, first.first());
        assertEquals(NOW.plusSeconds(999), first.last());
        assertEquals("try 1000", first.details());
        assertEquals(POD, first.pod());
    }

    @Test
    void refusalsAreFoundByIdentityAndByAddressTheLatestFirst() {
        refuse("192.0.2.1", "CP-1", "a");
        refuse("192.0.2.2", "CP-10", "a");
        refuse("192.0.2.1", null, "a");
        refuse("192.0.2.1", "CP-2", "a");
        refuse("192.0.2.1", "CP-1", "a");
        assertEquals(List.of("CP-1", "CP-10"), ids(journal.find("CP-1", null, 10)));
        assertEquals(List.of("CP-1", "CP-2", "null"), ids(journal.find(null, "192.0.2.1", 10)));
        assertEquals(List.of("CP-1"), ids(journal.find("CP", "192.0.2.1", 1)));
        assertEquals(List.of(), ids(journal.find("cp", null, 10)));
    }

    @Test
    void whatComesFromTheNetworkIsMadePrintableAndCut() {
        journal.record(RefusedAttempt.of(
                NOW, "", "CP\n1\u0000é" + "x".repeat(100), RefusalStage.IDENTITY, "r", "d".repeat(1000), null));
        journal.record(RefusedAttempt.of(NOW, "a\tb" + "c".repeat(100), "", RefusalStage.TCP, "r", null, null));
        RefusalSummary named = journal.find("CP", null, 10).getFirst();
        assertEquals("CP?1??" + "x".repeat(42), named.group().chargePointId());
        assertEquals("unknown", named.group().address());
        assertEquals("d".repeat(300) + "...", named.details());
        RefusalSummary nameless = journal.find(null, "a?b" + "c".repeat(61), 10).getFirst();
        assertEquals(null, nameless.group().chargePointId());
    }

    @Test
    void memoryIsBoundedUnderMadeUpIdentitiesFromManyAddresses() {
        for (int i = 0; i < 50_000; i++) {
            refuse("10.0." + i / 256 % 256 + "." + i % 256, "made-up-" + i, "unknown-identity");
        }
        assertTrue(journal.size() <= 800);
        assertEquals(50_000 - journal.size(), Metrics.value(registry, "refusal_evictions"));
        assertEquals(journal.size(), Metrics.value(registry, "refusal_groups"));
    }

    @Test
    void aFloodFromOneAddressPushesOutOnlyWhatCameFromThere() {
        refuse("192.0.2.1", "CP-1", "wrong-password");
        refuse("2001:db8::1", "CP-2", "wrong-password");
        for (int i = 0; i < 10_000; i++) {
            refuse("203.0.113.9", "made-up-" + i, "unknown-identity");
            refuse("2001:db8:0:1::" + Integer.toHexString(i), "made-up-" + i, "unknown-identity");
        }
        assertEquals(List.of("CP-2", "CP-1"), ids(journal.find("CP", null, 10)));
        assertEquals(18, journal.size(), "two of honest ones, eight of each flood");
    }

    @Test
    void eachBatchIsBoundedAndEveryGroupHasItsTurnWhateverOthersDo() {
        for (int i = 0; i < 60; i++) {
            refuse("192.0.2." + i, "CP-" + i, "wrong-password");
        }
        Set<String> seen = new HashSet<>();
        int batches = 0;
        while (!seen.containsAll(honest(60))) {
            for (int i = 0; i < 5000; i++) {
                refuse("203.0.113.9", "made-up-" + i % 20, "unknown-identity");
            }
            List<RefusalSummary> batch = journal.takeUnstored(10);
            assertEquals(10, batch.size());
            seen.addAll(ids(batch));
            batches++;
        }
        assertTrue(batches <= 7, "batches: " + batches);
    }

    private static List<String> honest(int count) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add("CP-" + i);
        }
        return ids;
    }

    @Test
    void whatHasNotChangedIsNotTakenAgainUnlessItIsPutBack() {
        refuse("192.0.2.1", "CP-1", "a");
        List<RefusalSummary> taken = journal.takeUnstored(10);
        assertEquals(1, taken.size());
        assertEquals(List.of(), journal.takeUnstored(10));
        journal.putBack(taken);
        assertEquals(taken, journal.takeUnstored(10));
        refuse("192.0.2.1", "CP-1", "a");
        assertEquals(2, journal.takeUnstored(10).getFirst().count());
    }

    @Test
    void whatWasForgottenMeanwhileIsNotPutBack() {
        refuse("192.0.2.1", "CP-1", "a");
        List<RefusalSummary> taken = journal.takeUnstored(10);
        for (int i = 0; i < 200; i++) {
            refuse("198.51.100." + i, "CP-2", "a");
        }
        journal.putBack(taken);
        assertFalse(ids(journal.takeUnstored(1000)).contains("CP-1"));
    }

    /** Stores in memory, or is unavailable. */
    private static final class TestStore implements RefusalStore {
        final List<Integer> batches = new CopyOnWriteArrayList<>();
        final List<RefusalSummary> stored = new CopyOnWriteArrayList<>();
        final AtomicBoolean out = new AtomicBoolean();

        @Override
        public void store(List<RefusalSummary> summaries) throws RefusalStoreException {
            if (out.get()) {
                throw new RefusalStoreException(new IOException("out"));
            }
            batches.add(summaries.size());
            stored.addAll(summaries);
        }

        @Override
        public List<RefusalSummary> find(
                @Nullable String idPrefix, @Nullable String address, Predicate<RefusalSummary> wanted, int limit) {
            return stored;
        }
    }

    @Test
    void theCostOfPublishingDoesNotDependOnTheNumberOfAttempts() throws Exception {
        TestStore store = new TestStore();
        RefusalPublisher publisher = new RefusalPublisher(journal, store, Duration.ofSeconds(10));
        for (int i = 0; i < 100_000; i++) {
            refuse("10.0.0." + i % 100, "made-up-" + i, "unknown-identity");
        }
        publisher.publish();
        assertEquals(List.of(RefusalStore.MAX_BATCH), store.batches);
    }

    @Test
    void whatCannotBeStoredIsStoredLater() throws Exception {
        TestStore store = new TestStore();
        RefusalPublisher publisher = new RefusalPublisher(journal, store, Duration.ofMillis(20));
        store.out.set(true);
        refuse("192.0.2.1", "CP-1", "a");
        publisher.publish();
        refuse("192.0.2.1", "CP-1", "a");
        store.out.set(false);
        publisher.start();
        try {
            await().until(() -> !store.stored.isEmpty());
            assertEquals(2, store.stored.getFirst().count());
        } finally {
            publisher.stop();
        }
    }
}
