package org.ocppgateway.simulator.run;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.ocppgateway.simulator.Main;
import org.ocppgateway.simulator.fleet.SmallCentralSystem;
import org.ocppgateway.simulator.measure.Count;

@Timeout(120)
class WorkersTest {

    @Test
    void severalProcessesAreOneFleet() throws Exception {
        try (SmallCentralSystem central = new SmallCentralSystem();
                Workers workers = new Workers(Main.class, arguments(central), 3)) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> workers.snapshot().stats().count(Count.REGISTERED) == 20);
            Run.Ending ending = workers.stop();
            assertTrue(ending.inTime());
            assertEquals(20, central.subprotocols().size());
            assertEquals(
                    ending.snapshot().stats().callsSent(),
                    ending.snapshot().stats().callsAnswered());
            assertEquals(0, ending.snapshot().stats().count(Count.CONNECTED));
        }
    }

    @Test
    void aPartThatCannotRunIsNoticed() {
        try (Workers workers = new Workers(Main.class, List.of("--no-such-option"), 1)) {
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThrows(IllegalStateException.class, workers::snapshot));
        }
    }

    private static List<String> arguments(SmallCentralSystem central) {
        return List.of("--url=" + central.url(), "--charge-points=20", "--seed=1");
    }
}
