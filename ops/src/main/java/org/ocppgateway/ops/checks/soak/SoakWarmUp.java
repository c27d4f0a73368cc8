package org.ocppgateway.ops.checks.soak;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.ocppgateway.simulator.behaviour.BehaviourSettings;
import org.ocppgateway.simulator.fleet.Fleet;
import org.ocppgateway.simulator.fleet.FleetObserver;
import org.ocppgateway.simulator.fleet.FleetSettings;

/**
 * Runs a small, busy fleet on each gateway before the measurement, until the JIT compiler has compiled the hot code.
 */
final class SoakWarmUp {
    private static final int CHARGE_POINTS = 50;
    private static final int MIN_CALLS = 3_000;
    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final BehaviourSettings BUSY = BehaviourSettings.DEFAULT.withCharging(
            new BehaviourSettings.Charging(1, Duration.ofSeconds(4), Duration.ofMillis(200)));

    private SoakWarmUp() {}

    /** Warms up the gateways one by one. Blocks until all are done. */
    static void run(List<URI> endpoints) throws InterruptedException {
        for (URI endpoint : endpoints) {
            FleetSettings settings = FleetSettings.of(endpoint, CHARGE_POINTS)
                    .withIdPrefix("WARM-")
                    .withBehaviour(BUSY);
            try (Fleet fleet = Fleet.start(settings, FleetObserver.NONE)) {
                long deadline = System.nanoTime() + TIMEOUT.toNanos();
                while (fleet.stats().callsAnswered() < MIN_CALLS && System.nanoTime() < deadline) {
                    TimeUnit.MILLISECONDS.sleep(200);
                }
            }
        }
    }
}
