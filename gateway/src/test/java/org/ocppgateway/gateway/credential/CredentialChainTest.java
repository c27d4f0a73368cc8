package org.ocppgateway.gateway.credential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ocppgateway.gateway.credential.CredentialSource.Name;
import org.ocppgateway.gateway.testing.Metrics;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.SecurityProfile;
import org.ocppgateway.routing.credential.CredentialEntry;
import org.ocppgateway.routing.credential.CredentialStore;
import org.ocppgateway.routing.credential.CredentialStoreException;
import org.ocppgateway.routing.credential.PendingCredential;
import org.ocppgateway.routing.credential.StoredCredential;

class CredentialChainTest {
    private static final ChargePointId ID = new ChargePointId("CP-1");
    private static final CredentialLookup UNKNOWN = new CredentialLookup.Unknown();

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final List<Name> asked = new ArrayList<>();

    /** Returns the configured answer. */
    private final class Scripted implements CredentialSource {
        private final Name name;
        private CredentialLookup answer;

        Scripted(Name name, String word) {
            this.name = name;
            this.answer = answer(name, word);
        }

        @Override
        public Name name() {
            return name;
        }

        @Override
        public CredentialLookup find(ChargePointId chargePointId) {
            asked.add(name);
            return answer;
        }
    }

    private static CredentialLookup answer(Name name, String word) {
        return switch (word) {
            case "found" -> found(name, 1);
            case "unknown" -> UNKNOWN;
            default -> new CredentialLookup.Unavailable(name, word);
        };
    }

    private static CredentialLookup.Found found(Name name, int profile) {
        return new CredentialLookup.Found(CredentialEntry.of(SecurityProfile.ofLevel(profile)), name, false);
    }

    @ParameterizedTest
    @CsvSource({
        "unknown, unknown, unknown, UNKNOWN, 3",
        "found,   unknown, unknown, FILE, 1",
        "found,   down,     down,     FILE, 1",
        "unknown, found,   down,     REDIS, 2",
        "unknown, found,   found,   REDIS, 2",
        "unknown, unknown, found,   HTTP, 3",
        "unknown, unknown, down,     HTTP is down, 3",
        "unknown, down,     unknown, REDIS is down, 2",
        "unknown, down,     found,   REDIS is down, 2",
    })
    void theFirstThatKnowsWinsAndAnUnavailableOneEndsTheSearch(
            String file, String redis, String http, String expected, int questions) throws Exception {
        CredentialChain chain = new CredentialChain(
                List.of(new Scripted(Name.FILE, file), new Scripted(Name.REDIS, redis), new Scripted(Name.HTTP, http)),
                registry);
        String actual = switch (chain.find(ID)) {
            case CredentialLookup.Found found -> found.source().name();
            case CredentialLookup.Unknown unknown -> "UNKNOWN";
            case CredentialLookup.Unavailable out -> out.source() + " is " + out.reason();
        };
        assertEquals(expected, actual);
        assertEquals(questions, asked.size());
        assertEquals(questions, Metrics.value(registry, "credential_lookups"));
        assertTrue(chain.isWritable());
    }

    @Test
    void withoutSourcesNoChargePointIsKnown() throws Exception {
        CredentialChain none = new CredentialChain(List.of(), registry);
        assertEquals(UNKNOWN, none.find(ID));
        assertFalse(none.isWritable());
    }

    @Test
    void lastKnownEntriesAnswerForASourceThatIsOutAndForAShortTimeInsteadOfIt() throws Exception {
        AtomicLong nanoTime = new AtomicLong(-1);
        Scripted http = new Scripted(Name.HTTP, "down");
        LastKnownEntries cached =
                new LastKnownEntries(http, Duration.ofSeconds(10), Duration.ofHours(1), 2, nanoTime::get, registry);
        assertEquals(http.answer, cached.find(ID), "nothing is known yet");

        http.answer = found(Name.HTTP, 1);
        assertEquals(http.answer, cached.find(ID));
        http.answer = found(Name.HTTP, 2);
        nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(9));
        assertEquals(found(Name.HTTP, 1), cached.find(ID), "still fresh");
        assertEquals(2, asked.size());
        nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertEquals(found(Name.HTTP, 2), cached.find(ID));
        assertEquals(3, asked.size());

        http.answer = answer(Name.HTTP, "down");
        nanoTime.addAndGet(TimeUnit.MINUTES.toNanos(59));
        CredentialLookup stale = cached.find(ID);
        assertEquals(new CredentialLookup.Found(found(Name.HTTP, 2).entry(), Name.HTTP, true), stale);
        nanoTime.addAndGet(TimeUnit.MINUTES.toNanos(1));
        assertEquals(http.answer, cached.find(ID), "too old");
    }

    @Test
    void anEntryThatHasGoneIsForgottenAtOnce() throws Exception {
        AtomicLong nanoTime = new AtomicLong();
        Scripted http = new Scripted(Name.HTTP, "found");
        LastKnownEntries cached =
                new LastKnownEntries(http, Duration.ZERO, Duration.ofHours(1), 2, nanoTime::get, registry);
        cached.find(ID);
        http.answer = UNKNOWN;
        assertEquals(UNKNOWN, cached.find(ID));
        http.answer = answer(Name.HTTP, "down");
        assertEquals(http.answer, cached.find(ID));
    }

    @Test
    void rememberedEntriesAreBoundedAndUnknownIdentitiesPushNoneOut() throws Exception {
        Scripted http = new Scripted(Name.HTTP, "found");
        LastKnownEntries cached = new LastKnownEntries(http, Duration.ZERO, Duration.ofHours(1), 2, () -> 0, registry);
        cached.find(ID);
        http.answer = UNKNOWN;
        for (int i = 0; i < 1000; i++) {
            cached.find(new ChargePointId("made-up-" + i));
        }
        http.answer = answer(Name.HTTP, "down");
        assertTrue(cached.find(ID) instanceof CredentialLookup.Found);
        http.answer = found(Name.HTTP, 1);
        for (int i = 0; i < 10; i++) {
            cached.find(new ChargePointId("CP-" + i));
        }
        assertEquals(2, Metrics.value(registry, "credential_cache_entries"));
        assertTrue(Metrics.value(registry, "credential_cache_evictions") > 0);
    }

    @Test
    void aPauseBeginsAfterFailuresInARowAndLetsOneTryThrough() {
        CircuitBreaker breaker = new CircuitBreaker(3, Duration.ofNanos(100));
        breaker.failed(0);
        breaker.failed(0);
        breaker.succeeded();
        breaker.failed(0);
        breaker.failed(0);
        assertTrue(breaker.allows(0));
        breaker.failed(0);
        assertFalse(breaker.allows(99));
        assertTrue(breaker.allows(100));
        assertFalse(breaker.allows(100), "one at a time");
        breaker.failed(150);
        assertFalse(breaker.allows(249));
        assertTrue(breaker.allows(250));
        assertTrue(breaker.isOpen());
        breaker.succeeded();
        assertTrue(breaker.allows(251));
        assertTrue(breaker.allows(251));
    }

    @Test
    void anEntryInRedisIsFoundUnknownOrInvalid() throws Exception {
        OneEntryStore store = new OneEntryStore();
        RedisCredentialSource source = new RedisCredentialSource(store, false);
        assertEquals(UNKNOWN, source.find(ID));
        store.entry = "{\"profile\":1}";
        assertEquals(
                new CredentialLookup.Found(CredentialEntry.of(SecurityProfile.BASIC), Name.REDIS, false),
                source.find(ID));
        store.entry = "nonsense";
        assertEquals(
                new CredentialLookup.Unavailable(Name.REDIS, "invalid entry: the entry is not JSON"), source.find(ID));
    }

    @Test
    void duringAnOutageOfRedisNoChargePointIsUnknownWhereEntriesAreRequired() throws Exception {
        OneEntryStore store = new OneEntryStore();
        store.problem = "no route to host";
        assertEquals(
                new CredentialLookup.Unavailable(Name.REDIS, "no route to host"),
                new RedisCredentialSource(store, false).find(ID));
    }

    @Test
    void duringAnOutageOfRedisChargePointsAreUnknownOnlyWhileNoEntryHasBeenSeen() throws Exception {
        OneEntryStore store = new OneEntryStore();
        RedisCredentialSource source = new RedisCredentialSource(store, true);
        store.problem = "no route to host";
        assertEquals(UNKNOWN, source.find(ID));
        store.problem = null;
        store.entry = "{\"profile\":1}";
        source.find(ID);
        store.problem = "no route to host";
        assertEquals(new CredentialLookup.Unavailable(Name.REDIS, "no route to host"), source.find(ID));
    }

    /** Has the same entry for every charge point, or fails. */
    private static final class OneEntryStore implements CredentialStore {
        @Nullable
        String entry;

        @Nullable
        String problem;

        @Override
        public PendingCredential read(ChargePointId chargePointId) {
            return () -> {
                if (problem != null) {
                    throw new CredentialStoreException(new IOException(problem));
                }
                return new StoredCredential(entry, SecurityProfile.NONE, entry != null);
            };
        }

        @Override
        public @Nullable String find(ChargePointId chargePointId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean replace(ChargePointId id, @Nullable String expected, String replacement) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean delete(ChargePointId chargePointId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public SecurityProfile lastProfile(ChargePointId chargePointId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void raiseLastProfile(ChargePointId chargePointId, SecurityProfile profile) {
            throw new UnsupportedOperationException();
        }
    }
}
