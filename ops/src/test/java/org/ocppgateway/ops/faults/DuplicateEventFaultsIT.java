package org.ocppgateway.ops.faults;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ocppgateway.ops.checks.ledger.Balance;
import org.ocppgateway.ops.checks.ledger.Ledger;
import org.ocppgateway.ops.checks.ledger.LedgerProgress;
import org.ocppgateway.ops.e2e.Metrics;
import org.ocppgateway.ops.stack.balancer.Relay;
import org.ocppgateway.ops.stack.cluster.Cluster;
import org.ocppgateway.ops.stack.cluster.ClusterSettings;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.simulator.behaviour.BehaviourSettings;
import org.ocppgateway.simulator.fleet.Fleet;
import org.ocppgateway.simulator.fleet.FleetSettings;
import org.ocppgateway.simulator.fleet.VersionMix;

/** Row 37 of the faults: a gateway is killed between acknowledgements and answers. */
class DuplicateEventFaultsIT {
    private static final int CHARGE_POINTS = 90;
    private static final int KILLS = 2;
    // Number of durable, unanswered messages at which a gateway is killed.
    private static final int BETWEEN = 10;
    private static final BehaviourSettings METERING = BehaviourSettings.DEFAULT.withCharging(
            new BehaviourSettings.Charging(1.0, Duration.ofSeconds(20), Duration.ofMillis(300)));

    @TempDir
    Path directory;

    @Test
    @DisplayName(
            "row 37: kill -9 of the gateway between acknowledgement and answer; a duplicate with the same id, never a"
                    + " loss")
    void aKilledGatewayCausesDuplicatesButNoLoss() throws InterruptedException {
        Ledger ledger = new Ledger();
        try (Cluster cluster = Cluster.start(new ClusterSettings(directory, 2, "faults", "", false))) {
            FleetSettings settings = FleetSettings.of(cluster.balancer().endpoint(), CHARGE_POINTS)
                    .withVersions(
                            VersionMix.of(Map.of(OcppVersion.V1_6, 1, OcppVersion.V2_0_1, 1, OcppVersion.V2_1, 1)))
                    .withBehaviour(METERING);
            try (Fleet fleet = Fleet.start(settings, ledger)) {
                LedgerProgress.awaitProgressOfAll(ledger, CHARGE_POINTS, ledger.acceptedTransactionMessages());
                for (int i = 0; i < KILLS; i++) {
                    loseAnswersOf(cluster, i);
                    cluster.gateway(i).server().kill();
                    LedgerProgress.awaitProgressOfAll(ledger, CHARGE_POINTS, ledger.acceptedTransactionMessages());
                    cluster.gateway(i).server().start().awaitReady(Cluster.TIMEOUT);
                }
                assertTrue(fleet.stop(Cluster.TIMEOUT), "the fleet stops in time");
            }
            LedgerProgress.readTopic(cluster.broker().address(), ledger);
        }
        Balance balance = ledger.balance();
        assertTrue(balance.isBalanced(), balance::toString);
        assertTrue(balance.messages().unanswered() > 0, "messages were in progress when it was killed");
        assertTrue(balance.messages().repeated() > 0, "some of them were already durable");
        assertEquals(CHARGE_POINTS, ledger.acceptedTransactionMessages().size());
    }

    /** Blocks until there are answered messages whose answers have not arrived. */
    private static void loseAnswersOf(Cluster cluster, int gateway) {
        cluster.balancer().connections().stream()
                .filter(relay -> relay.backend().equals("gateway-" + gateway))
                .forEach(Relay::loseAnswers);
        double before = answered(cluster, gateway);
        await().atMost(Cluster.TIMEOUT).until(() -> answered(cluster, gateway) >= before + BETWEEN);
    }

    private static double answered(Cluster cluster, int gateway) {
        return Metrics.of(cluster.gateway(gateway)).sum("ocpp_gateway_uplink_calls_total{outcome=\"accepted\"}");
    }
}
