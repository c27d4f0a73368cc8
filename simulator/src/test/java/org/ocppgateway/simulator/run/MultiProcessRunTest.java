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
import org.ocppgateway.simulator.fleet.TestCentralSystem;
import org.ocppgateway.simulator.measure.FleetCount;

@Timeout(120)
class MultiProcessRunTest {

    @Test
    void workerProcessesFormOneFleet() throws Exception {
        try (TestCentralSystem central = new TestCentralSystem();
                MultiProcessRun workers = new MultiProcessRun(Main.class, arguments(central), 3)) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> workers.snapshot().stats().count(FleetCount.REGISTERED) == 20);
            FleetRun.StopResult stopResult = workers.stop();
            assertTrue(stopResult.inTime());
            assertEquals(20, central.subprotocols().size());
            assertEquals(
                    stopResult.snapshot().stats().callsSent(),
                    stopResult.snapshot().stats().callsAnswered());
            assertEquals(0, stopResult.snapshot().stats().count(FleetCount.CONNECTED));
        }
    }

    @Test
    void anUnexpectedEndOfAWorkerIsDetected() {
        try (MultiProcessRun workers = new MultiProcessRun(Main.class, List.of("--no-such-option"), 1)) {
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThrows(IllegalStateException.class, workers::snapshot));
        }
    }

    private static List<String> arguments(TestCentralSystem central) {
        return List.of("--url=" + central.url(), "--charge-points=20", "--seed=1");
    }
}
