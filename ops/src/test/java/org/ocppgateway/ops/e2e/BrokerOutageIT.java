package org.ocppgateway.ops.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ocppgateway.ops.checks.ledger.Balance;
import org.ocppgateway.ops.checks.ledger.Ledger;
import org.ocppgateway.ops.checks.ledger.LedgerProgress;
import org.ocppgateway.ops.stack.cluster.Cluster;
import org.ocppgateway.ops.stack.cluster.ClusterSettings;
import org.ocppgateway.simulator.behaviour.BehaviourSettings;
import org.ocppgateway.simulator.fleet.Fleet;
import org.ocppgateway.simulator.fleet.FleetSettings;

/** Row 32 of the faults: the broker is killed while charge points charge. */
class BrokerOutageIT {
    private static final int CHARGE_POINTS = 200;
    private static final Duration OUTAGE = Duration.ofSeconds(5);
    // All charge points charge continuously, in short sessions with many meter values.
    private static final BehaviourSettings BUSY = BehaviourSettings.DEFAULT.withCharging(
            new BehaviourSettings.Charging(1.0, Duration.ofSeconds(20), Duration.ofSeconds(1)));

    @TempDir
    Path directory;

    @Test
    @DisplayName("row 32: the broker is killed for five seconds")
    void everyAcceptedMessageIsOnTheTopicOnceAndInOrder() throws InterruptedException {
        Ledger ledger = new Ledger();
        Duration longest;
        try (Cluster cluster = Cluster.start(ClusterSettings.forTest(directory))) {
            FleetSettings settings = FleetSettings.of(cluster.gateway().endpoint(), CHARGE_POINTS)
                    .withConnectRate(100)
                    .withBehaviour(BUSY);
            try (Fleet fleet = Fleet.start(settings, ledger)) {
                LedgerProgress.awaitProgressOfAll(ledger, CHARGE_POINTS, Map.of());

                cluster.broker().server().kill();
                await().during(OUTAGE)
                        .atMost(OUTAGE.plus(Cluster.TIMEOUT))
                        .until(() -> !cluster.broker().server().isAlive());
                Map<String, Long> before = ledger.acceptedTransactionMessages();
                cluster.broker().server().start().awaitReady(Cluster.TIMEOUT);

                LedgerProgress.awaitProgressOfAll(ledger, CHARGE_POINTS, before);
                longest = Duration.of(fleet.stats().latencies().getMaxValue(), ChronoUnit.MICROS);
                assertTrue(fleet.stop(Cluster.TIMEOUT), "the fleet stops in time");
            }
            LedgerProgress.readTopic(cluster.broker().address(), ledger);
        }
        Balance balance = ledger.balance();
        System.out.println(balance);
        assertTrue(balance.isBalanced());
        // A broker that is slow to start makes the outage longer than the gateway lets an answer wait.
        assertTrue(
                longest.compareTo(OUTAGE) > 0 || balance.messages().unanswered() > 0,
                "longest wait of an answer for the broker: " + longest);
        assertEquals(CHARGE_POINTS, ledger.acceptedTransactionMessages().size());
    }
}
