package org.ocppgateway.ops.faults;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ocppgateway.ops.stack.gateway.GatewayProcess;
import org.ocppgateway.ops.stack.gateway.GatewaySettings;
import org.ocppgateway.ops.stack.process.Launch;
import org.ocppgateway.ops.stack.process.QuickStart;
import org.ocppgateway.simulator.fleet.Fleet;
import org.ocppgateway.simulator.fleet.FleetObserver;
import org.ocppgateway.simulator.fleet.FleetSettings;
import org.ocppgateway.simulator.measure.FleetCount;

/** Charge points spread over the pods again: by a rebalance, and by the maximum age of connections. */
class RebalanceIT {
    private static final int CHARGE_POINTS = 60;
    private static final Duration TIMEOUT = RawChargePoint.TIMEOUT;

    @TempDir
    static Path directory = Path.of("");

    private static Rig rig;
    private static ApiClient api;

    @BeforeAll
    static void start() throws Exception {
        rig = Rig.start(directory, 2, "");
        api = new ApiClient(rig.gateway(0));
        await().atMost(TIMEOUT).until(() -> api.get("/pods").items().size() == 2);
    }

    @AfterAll
    static void stop() {
        rig.close();
    }

    @Test
    void anUnevenFleetIsEvenWithinTheSpreadAfterARebalance() throws Exception {
        // The pods of other tests have ended.
        await().atMost(TIMEOUT).until(() -> api.get("/pods").items().size() == 2);
        // While gateway-0 drains, the load balancer sends all charge points to gateway-1.
        api.send("POST", "/pods/gateway-0/drain", "", TIMEOUT);
        FleetSettings settings = FleetSettings.of(rig.cluster().balancer().endpoint(), CHARGE_POINTS);
        try (Fleet fleet = Fleet.start(settings, FleetObserver.NONE)) {
            await().atMost(TIMEOUT).until(() -> connected(fleet) == CHARGE_POINTS);
            await().atMost(TIMEOUT).until(() -> connections().equals(List.of(0, CHARGE_POINTS)));
            api.send("DELETE", "/pods/gateway-0/drain", "", TIMEOUT);
            ApiClient.Answer started =
                    api.send("POST", "/rebalance", "{\"spreadPercent\":20,\"ratePerSecond\":5}", TIMEOUT);
            assertEquals(202, started.status(), started.text());
            JsonObject full = started.json().getAsJsonArray("pods").get(0).getAsJsonObject();
            assertEquals("gateway-1", full.get("pod").getAsString());
            assertEquals(CHARGE_POINTS / 2, full.get("excess").getAsInt());
            // The first round takes five seconds, and this request arrives in it or in a later one.
            assertEquals(409, api.send("POST", "/rebalance", "", TIMEOUT).status(), "one at a time");
            await().atMost(TIMEOUT)
                    .until(() -> rig.metric(0, "ocpp_gateway_pod_rebalances_total{outcome=\"even\"}") == 1);
            await().atMost(TIMEOUT).until(() -> connected(fleet) == CHARGE_POINTS);
            await().atMost(TIMEOUT)
                    .untilAsserted(() -> assertTrue(Collections.max(connections()) <= CHARGE_POINTS / 2 * 1.2));
        }
    }

    @Test
    void aSessionThatReachesTheMaximumAgeLeaves() throws Exception {
        try (GatewayProcess gateway = another("gateway-age", "gateway.connection.max-age = 15 s")) {
            start(gateway);
            List<RawChargePoint> all = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                all.add(Rig.boot(gateway, "AGE-" + i));
            }
            for (RawChargePoint each : all) {
                assertEquals(1012, each.awaitClosed());
                assertEquals(
                        "max-age",
                        rig.backend()
                                .awaitEvent(each.id(), "device.offline")
                                .get("reason")
                                .getAsString());
            }
            assertEquals(
                    5,
                    Rig.metric(gateway, "ocpp_gateway_session_leaves_total{outcome=\"completed\",reason=\"max-age\"}"));
        }
    }

    @Test
    void afterARolloutThePodsAreEvenedOutUntilAnOperatorCancels() throws Exception {
        List<RawChargePoint> all = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            all.add(rig.boot(1, "AUTO-" + i));
        }
        // The first by name, and the last that has started.
        try (GatewayProcess first =
                another("auto-0", "gateway.rebalance { auto = true, auto-delay = 1 s, rate-per-second = 1 }")) {
            start(first);
            await().atMost(TIMEOUT).until(() -> all.stream().anyMatch(each -> !each.isOpen()));
            RawChargePoint moved =
                    all.stream().filter(each -> !each.isOpen()).findFirst().orElseThrow();
            assertEquals(1012, moved.awaitClosed());
            assertEquals(
                    "rebalanced",
                    rig.backend()
                            .awaitEvent(moved.id(), "device.offline")
                            .get("reason")
                            .getAsString());
            ApiClient.Answer cancelled = api.send("DELETE", "/rebalance", "", TIMEOUT);
            assertEquals(200, cancelled.status(), cancelled.text());
            assertTrue(cancelled.json().get("cancelled").getAsBoolean(), cancelled.text());
            await().atMost(TIMEOUT)
                    .until(() -> Rig.metric(first, "ocpp_gateway_pod_rebalances_total{outcome=\"cancelled\"}") == 1);
            assertTrue(all.stream().anyMatch(RawChargePoint::isOpen), "the others stay");
            assertFalse(api.send("DELETE", "/rebalance", "", TIMEOUT)
                    .json()
                    .get("cancelled")
                    .getAsBoolean());
        }
        all.forEach(RawChargePoint::close);
    }

    /** A further pod, which the balancer does not know. */
    private static GatewayProcess another(String name, String settings) throws Exception {
        return new GatewayProcess(
                GatewaySettings.on(
                                "faults",
                                rig.cluster().broker().address(),
                                rig.cluster().redis().address())
                        .another(name)
                        .with(settings),
                directory,
                Launch.with(QuickStart.of("gateway")));
    }

    private static void start(GatewayProcess gateway) throws Exception {
        gateway.server().start();
        gateway.server().awaitReady(TIMEOUT);
    }

    private static List<Integer> connections() {
        return api.get("/pods").items().stream()
                .filter(pod -> pod.get("pod").getAsString().matches("gateway-[01]"))
                .map(pod -> pod.get("connections").getAsInt())
                .toList();
    }

    private static long connected(Fleet fleet) {
        return fleet.stats().count(FleetCount.CONNECTED);
    }
}
