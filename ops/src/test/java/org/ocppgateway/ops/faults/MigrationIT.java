package org.ocppgateway.ops.faults;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ocppgateway.ops.e2e.ThirdPartyCentralSystem;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.simulator.behaviour.BehaviourSettings;
import org.ocppgateway.simulator.fleet.Fleet;
import org.ocppgateway.simulator.fleet.FleetObserver;
import org.ocppgateway.simulator.fleet.FleetSettings;
import org.ocppgateway.simulator.fleet.VersionMix;
import redis.clients.jedis.RedisClient;

/** The steps of {@code ops/docs/migration.md}, with an endpoint of another project as the older gateway. */
class MigrationIT {
    private static final String PREFIX = "BERLIN-";
    private static final int MOVING = 6;
    private static final int STAYING = 3;
    private static final int WEIGHED = 40;

    @TempDir
    static Path directory = Path.of("");

    private static Rig rig;
    private static ThirdPartyCentralSystem older;
    private static Haproxy balancer;

    @BeforeAll
    static void start() throws Exception {
        Optional<Path> program = Haproxy.program();
        if (program.isEmpty()) {
            System.out.println("MigrationIT is skipped: HAProxy is not installed (apt-get install haproxy)");
        }
        assumeTrue(program.isPresent(), "no HAProxy");
        rig = Rig.start(directory, 1, "");
        older = ThirdPartyCentralSystem.start();
        balancer = Haproxy.start(
                program.get(),
                directory,
                older.port(),
                rig.gateway(0).endpoint().getPort());
    }

    @AfterAll
    static void stop() {
        if (rig != null) {
            balancer.close();
            older.close();
            rig.close();
        }
    }

    @Test
    void aPrefixMovesWithItsOpenTransactionsAndBack() throws Exception {
        FleetSettings moving = fleet(PREFIX, MOVING);
        Set<String> ids = ids(moving);
        try (Fleet fleet = Fleet.start(moving, FleetObserver.NONE);
                Fleet others = Fleet.start(fleet("PARIS-", STAYING), FleetObserver.NONE)) {
            await().atMost(RawChargePoint.TIMEOUT)
                    .until(() -> older.connected().size() == MOVING + STAYING
                            && older.running(PREFIX).size() > MOVING / 2);
            ids.forEach(id -> assertFalse(rig.backend().route(id).isPresent(), id));

            balancer.move(PREFIX);
            Set<String> open = older.running(PREFIX);
            older.disconnectAll();
            await().atMost(RawChargePoint.TIMEOUT)
                    .until(() ->
                            ids.stream().allMatch(id -> rig.backend().route(id).isPresent()));
            await().atMost(RawChargePoint.TIMEOUT).until(() -> older.connected().size() == STAYING);
            System.out.println("open transactions of the older gateway during the move: " + open);
            await().atMost(RawChargePoint.TIMEOUT).until(() -> {
                Set<String> ended = transactions(ids, "transaction.ended");
                boolean someEndedHere = ended.stream().anyMatch(open::contains);
                ended.addAll(older.ended());
                return someEndedHere
                        && ended.containsAll(open)
                        && !transactions(ids, "transaction.started").isEmpty();
            });

            balancer.moveBack(PREFIX);
            for (String id : ids) {
                assertEquals(202, disconnect(id), id);
            }
            await().atMost(RawChargePoint.TIMEOUT)
                    .until(() ->
                            ids.stream().noneMatch(id -> rig.backend().route(id).isPresent()));
            await().atMost(RawChargePoint.TIMEOUT).until(() -> older.connected().size() == MOVING + STAYING);
            ids.forEach(id -> rig.backend().awaitEvent(id, "device.offline"));
            await().atMost(RawChargePoint.TIMEOUT).until(() -> {
                Set<String> ended = new TreeSet<>(older.ended());
                ended.addAll(transactions(ids, "transaction.ended"));
                return ended.containsAll(transactions(ids, "transaction.started"));
            });
        }
    }

    @Test
    void aWeightKeepsEachChargePointOnOneGatewayAndMovesOnlyForward() throws Exception {
        Set<String> first = here(balancer.byWeight());
        assertEquals(first, here(balancer.byWeight()), "the same charge points with the same weights");
        assertTrue(first.size() < WEIGHED / 2, first::toString);
        balancer.weights(50, 50);
        Set<String> second = here(balancer.byWeight());
        assertTrue(second.containsAll(first), () -> first + " and then " + second);
        assertTrue(second.size() > first.size(), () -> first + " and then " + second);
        balancer.weights(90, 10);
        assertEquals(first, here(balancer.byWeight()), "the way back");
    }

    @ParameterizedTest
    @ValueSource(strings = {"older-pod-1", "{\"pod\":\"older-pod-1\",\"epoch\":7}", "{\"pod\":17}", ""})
    void aRouteOfAnotherGatewayIsReplaced(String foreign) throws InterruptedException {
        String id = "FOREIGN-" + foreign.length();
        try (RedisClient redis =
                RedisClient.create("127.0.0.1", rig.cluster().redis().port())) {
            redis.set("conn:" + id, foreign);
            try (RawChargePoint chargePoint = rig.boot(0, id)) {
                assertEquals(
                        "gateway-0",
                        rig.backend().route(id).orElseThrow().get("pod").getAsString());
                assertTrue(chargePoint.isOpen());
            }
            await().atMost(RawChargePoint.TIMEOUT)
                    .until(() -> rig.backend().route(id).isEmpty());
        }
    }

    /** Charge points of 1.6 that charge nearly always, for seconds. */
    private static FleetSettings fleet(String prefix, int chargePoints) {
        BehaviourSettings charging = BehaviourSettings.DEFAULT.withCharging(
                new BehaviourSettings.Charging(0.9, Duration.ofSeconds(12), Duration.ofSeconds(2)));
        return FleetSettings.of(balancer.byPrefix(), chargePoints)
                .withIdPrefix(prefix)
                .withVersions(VersionMix.only(OcppVersion.V1_6))
                .withBehaviour(charging);
    }

    private static Set<String> ids(FleetSettings settings) {
        return IntStream.range(0, MOVING)
                .mapToObj(number -> Fleet.idOf(settings, number).value())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> transactions(Set<String> ids, String type) {
        return ids.stream()
                .flatMap(id -> rig.backend().events(id, type).stream())
                .map(event -> event.getAsJsonObject("data").get("transactionId").getAsString())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static int disconnect(String id) throws InterruptedException {
        return new ApiClient(rig.gateway(0))
                .send("POST", "/charge-points/" + id + "/disconnect", "", Duration.ofSeconds(20))
                .status();
    }

    /** Connects many charge points one after the other and returns those that reach this gateway. */
    private static Set<String> here(URI endpoint) {
        Set<String> here = new TreeSet<>();
        for (int i = 0; i < WEIGHED; i++) {
            String id = "WEIGHT-" + i;
            RawChargePoint chargePoint = RawChargePoint.connect(endpoint, id);
            try (chargePoint) {
                await().atMost(RawChargePoint.TIMEOUT)
                        .until(() -> older.connected().contains(id)
                                || rig.backend().route(id).isPresent());
                if (rig.backend().route(id).isPresent()) {
                    here.add(id);
                }
            }
            await().atMost(RawChargePoint.TIMEOUT)
                    .until(() -> !older.connected().contains(id)
                            && rig.backend().route(id).isEmpty());
        }
        return here;
    }
}
