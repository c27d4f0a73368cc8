package org.ocppgateway.simulator.fleet;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.ocppgateway.simulator.behaviour.Persona;
import org.ocppgateway.simulator.measure.FleetCount;
import org.ocppgateway.simulator.measure.FleetSnapshot;

@Timeout(180)
class TroublemakersTest {

    @Test
    void troublemakersAreCountedSeparatelyAndDoNotAffectOthers() throws Exception {
        try (TestCentralSystem central = new TestCentralSystem()) {
            PersonaMix mix =
                    PersonaMix.of(Map.of(Persona.FLAPPING, 0.2, Persona.FLOODER, 0.2, Persona.CLOCK_SKEW, 0.2));
            FleetSettings settings = FleetSettings.of(central.url(), 20).withPersonas(mix);
            Fleet fleet = Fleet.start(settings, FleetObserver.NONE);
            await().until(() -> {
                FleetSnapshot now = fleet.snapshot();
                return now.stats().count(FleetCount.REGISTERED) == 20 - mix.troublemakers(20)
                        && now.troublemakers().closings().getOrDefault("closed by the charge point with 1006", 0L) >= 4
                        && now.troublemakers().count(FleetCount.UNMATCHED_ANSWERS) > 100;
            });
            assertTrue(fleet.stop(Duration.ofSeconds(60)), "ended in time");
            FleetSnapshot end = fleet.snapshot();
            assertEquals(0, end.stats().callsFailed());
            assertEquals(0, end.stats().count(FleetCount.UNEXPECTED_CLOSES));
            assertEquals(
                    0,
                    end.stats().count(FleetCount.SIMULATOR_ERRORS)
                            + end.troublemakers().count(FleetCount.SIMULATOR_ERRORS));
        }
    }

    @Test
    void aStormDropsAllConnectionsAndAllReconnect() throws Exception {
        try (TestCentralSystem central = new TestCentralSystem()) {
            FleetSettings settings = FleetSettings.of(central.url(), 10)
                    .withBehaviour(LoadProfile.RECONNECT_STORM.behaviour())
                    .withStormInterval(Duration.ofSeconds(2));
            Fleet fleet = Fleet.start(settings, FleetObserver.NONE);
            await().until(() -> fleet.stats().count(FleetCount.RECONNECTIONS) >= 20);
            assertTrue(fleet.stop(Duration.ofSeconds(60)), "ended in time");
            assertEquals(0, fleet.stats().count(FleetCount.UNEXPECTED_CLOSES));
            assertTrue(fleet.stats().reconnects().getTotalCount() >= 20);
        }
    }

    @Test
    void sharesHoldInEveryPartOfTheFleet() {
        PersonaMix mix = PersonaMix.of(Map.of(Persona.SILENT, 0.1, Persona.FLOODER, 0.05));
        for (int from = 0; from < 1_000; from += 100) {
            int begin = from;
            long silent = IntStream.range(begin, begin + 100)
                    .filter(index -> mix.personaOf(index) == Persona.SILENT)
                    .count();
            assertTrue(silent >= 8 && silent <= 12, silent + " silent ones from " + begin);
        }
        assertEquals(150, mix.troublemakers(1_000), 3);
        assertNull(PersonaMix.NONE.personaOf(7));
    }

    @Test
    void sharesOverTheWholeAreAnError() {
        Map<Persona, Double> shares = Map.of(Persona.SILENT, 0.6, Persona.FLOODER, 0.6);
        assertThrows(IllegalArgumentException.class, () -> PersonaMix.of(shares));
    }
}
