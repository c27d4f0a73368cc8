package org.ocppgateway.simulator.fleet;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.simulator.behaviour.BehaviourSettings;
import org.ocppgateway.simulator.behaviour.ReconnectBackoff;
import org.ocppgateway.simulator.measure.FleetCount;
import org.ocppgateway.simulator.measure.FleetStats;

@Timeout(180)
class FleetTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final BehaviourSettings FAST = BehaviourSettings.DEFAULT
            .withCharging(new BehaviourSettings.Charging(1, Duration.ofMillis(500), Duration.ofMillis(100)))
            .withBackoff(new ReconnectBackoff(Duration.ofMillis(50), Duration.ofMillis(50), 2));

    @Test
    void aFleetConnectsRegistersChargesAndStops() throws Exception {
        try (TestCentralSystem central = new TestCentralSystem()) {
            FleetSettings settings =
                    FleetSettings.of(central.url(), 200).withConnectRate(1_000).withBehaviour(FAST);
            Fleet fleet = Fleet.start(settings, FleetObserver.NONE);
            await().until(() -> fleet.stats().count(FleetCount.REGISTERED) == 200);
            await().until(() -> fleet.stats().count(FleetCount.SESSIONS_ENDED) >= 100);
            assertTrue(fleet.stop(PATIENCE), "ended in time");
            FleetStats stats = fleet.stats();
            assertEquals(0, stats.callsFailed());
            assertEquals(stats.callsSent(), stats.callsAnswered());
            assertEquals(0, stats.count(FleetCount.CONNECTED));
            assertEquals(0, stats.count(FleetCount.SIMULATOR_ERRORS));
            assertEquals(0, stats.count(FleetCount.INVALID_ANSWERS));
            assertEquals(Map.of("closed by the charge point with 1000", 200L), stats.closings());
        }
    }

    @Test
    void aMixedFleetUsesAllVersionsAndIsCountedByVersion() throws Exception {
        try (TestCentralSystem central = new TestCentralSystem()) {
            VersionMix mix = VersionMix.of(Map.of(OcppVersion.V1_6, 50, OcppVersion.V2_0_1, 30, OcppVersion.V2_1, 20));
            FleetSettings settings = FleetSettings.of(central.url(), 100)
                    .withConnectRate(1_000)
                    .withBehaviour(FAST)
                    .withVersions(mix);
            Fleet fleet = Fleet.start(settings, FleetObserver.NONE);
            await().until(() -> fleet.stats().count(FleetCount.REGISTERED) == 100);
            await().until(() -> fleet.statsByVersion().values().stream()
                    .allMatch(stats -> stats.count(FleetCount.SESSIONS_ENDED) >= 20));
            Map<OcppVersion, FleetStats> versions = fleet.statsByVersion();
            assertTrue(fleet.stop(PATIENCE), "ended in time");
            Map<OcppVersion, Long> registered = new EnumMap<>(OcppVersion.class);
            versions.forEach((version, stats) -> registered.put(version, stats.count(FleetCount.REGISTERED)));
            assertEquals(Map.of(OcppVersion.V1_6, 50L, OcppVersion.V2_0_1, 30L, OcppVersion.V2_1, 20L), registered);
            assertEquals("ocpp1.6", central.subprotocols.get("CP-001"));
            assertEquals("ocpp2.0.1", central.subprotocols.get("CP-002"));
            assertEquals("ocpp2.1", central.subprotocols.get("CP-003"));
            assertEquals(0, fleet.stats().callsFailed());
            assertEquals(0, fleet.stats().count(FleetCount.SIMULATOR_ERRORS));
            assertEquals(0, fleet.stats().count(FleetCount.INVALID_ANSWERS));
        }
    }

    @Test
    void theObserverSeesEveryFrameOfEveryChargePoint() throws Exception {
        Map<ChargePointId, Queue<String>> seen = new ConcurrentHashMap<>();
        FleetObserver observer = new FleetObserver() {
            @Override
            public void onSent(ChargePointId id, String text, Instant at) {
                seen.computeIfAbsent(id, any -> new ConcurrentLinkedQueue<>()).add("> " + text);
            }

            @Override
            public void onReceived(ChargePointId id, String text, Instant at) {
                seen.computeIfAbsent(id, any -> new ConcurrentLinkedQueue<>()).add("< " + text);
            }
        };
        try (TestCentralSystem central = new TestCentralSystem();
                Fleet fleet = Fleet.start(FleetSettings.of(central.url(), 3), observer)) {
            await().until(() -> fleet.stats().count(FleetCount.REGISTERED) == 3);
            await().until(() -> seen.values().stream().allMatch(frames -> frames.size() >= 6));
            assertEquals(
                    Set.of(new ChargePointId("CP-001"), new ChargePointId("CP-002"), new ChargePointId("CP-003")),
                    new HashSet<>(seen.keySet()));
            for (Queue<String> frames : seen.values()) {
                String first = frames.remove();
                assertTrue(first.startsWith("> [2,\"1\",\"BootNotification\","), first);
                assertTrue(frames.remove().startsWith("< [3,\"1\","));
            }
        }
    }

    @Test
    void aRefusedChargePointReconnects() throws Exception {
        try (TestCentralSystem central = new TestCentralSystem()) {
            central.refuse(true);
            try (Fleet fleet =
                    Fleet.start(FleetSettings.of(central.url(), 5).withBehaviour(FAST), FleetObserver.NONE)) {
                await().until(() -> central.upgrades.get() >= 10);
                central.refuse(false);
                await().until(() -> fleet.stats().count(FleetCount.REGISTERED) == 5);
                assertTrue(fleet.stats().closings().getOrDefault("refused with HTTP 503", 0L) >= 5);
            }
        }
    }

    @Test
    void repeatedlyLostConnectionsLoseNoTransactionMessage() throws Exception {
        try (TestCentralSystem central = new TestCentralSystem()) {
            central.dropAfter(4);
            try (Fleet fleet =
                    Fleet.start(FleetSettings.of(central.url(), 20).withBehaviour(FAST), FleetObserver.NONE)) {
                await().until(() -> fleet.stats().count(FleetCount.RECONNECTIONS) >= 100);
                central.dropAfter(Integer.MAX_VALUE);
                await().until(() -> fleet.stats().count(FleetCount.SESSIONS_ENDED) >= 40);
                assertEquals(0, fleet.stats().count(FleetCount.TRANSACTION_MESSAGES_DISCARDED));
                assertEquals(
                        20,
                        central.actions.stream()
                                .filter(action -> action.equals("BootNotification"))
                                .count());
            }
        }
    }

    /** Has no stack trace, so that the output of a passing test shows no error. */
    private static final class ObserverFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ObserverFailure() {
            super("intentional failure of a test", null, false, false);
        }
    }

    @Test
    void aFailingObserverIsCountedAndDoesNotAffectTheFleet() throws Exception {
        FleetObserver broken = new FleetObserver() {
            @Override
            public void onOpen(ChargePointId id, Instant at) {
                throw new ObserverFailure();
            }
        };
        try (TestCentralSystem central = new TestCentralSystem();
                Fleet fleet = Fleet.start(FleetSettings.of(central.url(), 2), broken)) {
            await().until(() -> fleet.stats().count(FleetCount.REGISTERED) == 2);
            assertEquals(2, fleet.stats().count(FleetCount.SIMULATOR_ERRORS));
        }
    }

    @Test
    void stoppingTwiceIsHarmless() throws Exception {
        try (TestCentralSystem central = new TestCentralSystem();
                Fleet fleet = Fleet.start(FleetSettings.of(central.url(), 2), FleetObserver.NONE)) {
            assertTrue(fleet.stop(PATIENCE));
            assertTrue(fleet.stop(PATIENCE));
        }
    }

    @Test
    void theConnectRateIsRespected() throws Exception {
        Queue<Instant> openings = new ConcurrentLinkedQueue<>();
        FleetObserver observer = new FleetObserver() {
            @Override
            public void onOpen(ChargePointId id, Instant at) {
                openings.add(at);
            }
        };
        Instant begun = Instant.now();
        try (TestCentralSystem central = new TestCentralSystem();
                Fleet fleet = Fleet.start(FleetSettings.of(central.url(), 40).withConnectRate(40), observer)) {
            await().until(() -> fleet.stats().count(FleetCount.REGISTERED) == 40);
            // Measured from the start, because the first connection can be late.
            Instant last = openings.stream().max(Instant::compareTo).orElseThrow();
            Duration ramp = Duration.between(begun, last);
            assertTrue(ramp.compareTo(Duration.ofMillis(800)) > 0, "took " + ramp);
        }
    }

    @Test
    void anUnreachableServerIsReportedAndTheFleetStops() {
        Fleet fleet = Fleet.start(
                FleetSettings.of(URI.create("ws://127.0.0.1:9/ocpp"), 5).withBehaviour(FAST), FleetObserver.NONE);
        await().until(() ->
                fleet.stats().closings().keySet().stream().anyMatch(reason -> reason.startsWith("Connection refused")));
        assertTrue(fleet.stop(PATIENCE));
    }

    @Test
    void anUnknownHostIsAClearError() {
        FleetSettings settings = FleetSettings.of(URI.create("ws://nowhere.invalid/ocpp"), 1);
        UncheckedIOException failure =
                assertThrows(UncheckedIOException.class, () -> Fleet.start(settings, FleetObserver.NONE));
        assertEquals("cannot resolve nowhere.invalid; check the URL", failure.getMessage());
    }

    @Test
    void identitiesHaveTheSameLength() {
        FleetSettings settings =
                FleetSettings.of(URI.create("ws://h/x"), 12_000).withIdPrefix("EVSE-");
        assertEquals("EVSE-00001", Fleet.idOf(settings, 0).value());
        assertEquals("EVSE-12000", Fleet.idOf(settings, 11_999).value());
        assertEquals(
                "CP-042",
                Fleet.idOf(FleetSettings.of(URI.create("ws://h/x"), 50), 41).value());
    }

    @Test
    void invalidSettingsHaveAClearError() {
        IllegalArgumentException failure =
                assertThrows(IllegalArgumentException.class, () -> FleetSettings.of(URI.create("http://h/x"), 1));
        assertEquals(
                "the URL must look like ws://HOST:PORT/ocpp or wss://HOST:PORT/ocpp, but is http://h/x",
                failure.getMessage());
    }
}
