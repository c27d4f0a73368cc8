package org.ocppgateway.ops.faults;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ocppgateway.ops.release.PreviousRelease;
import org.ocppgateway.ops.stack.cluster.Cluster;
import org.ocppgateway.ops.stack.cluster.ClusterSettings;
import org.ocppgateway.ops.stack.gateway.Installation;
import org.ocppgateway.ops.stack.process.Server;

/** One cluster during an upgrade: {@code gateway-0} is of the current sources, {@code gateway-1} of the previous release. */
class PreviousReleaseIT {
    private static final String ACCEPTED = "{\"status\":\"Accepted\"}";
    /** The same for both, whatever the files of each release contain. */
    private static final String SAME = """
        gateway.kafka.topics.commands.partitions = 16
        gateway.commands.answer-timeout = 20 s
        """;

    private static final String SOFT_RESET = "{\"type\":\"soft\"}";

    @TempDir
    static Path directory = Path.of("");

    private static Rig rig;

    @BeforeAll
    static void start() throws Exception {
        boolean available = PreviousRelease.isAvailable();
        if (!available) {
            System.out.println("PreviousReleaseIT is skipped: this clone lacks the last commit of release "
                    + PreviousRelease.version() + " (git fetch --unshallow)");
        }
        assumeTrue(available, "no previous release");
        Installation previous = Installation.unpacked(PreviousRelease.gateway());
        System.out.println("gateway-1 is " + previous.name());
        rig = Rig.start(new ClusterSettings(directory, 2, "faults", SAME, false)
                .withInstallations(List.of(Installation.current(), previous)));
    }

    @AfterAll
    static void stop() {
        if (rig != null) {
            rig.close();
        }
    }

    @Test
    void bothWriteTheSameContractAndSeeEachOther() throws Exception {
        try (RawChargePoint newer = rig.boot(0, "SIDE-0");
                RawChargePoint older = rig.boot(1, "SIDE-1")) {
            for (RawChargePoint chargePoint : List.of(newer, older)) {
                rig.backend().awaitEvent(chargePoint.id(), "device.connected");
                completed(chargePoint, rig.command(chargePoint.id(), "reset", SOFT_RESET));
            }
            assertEquals(Set.of("1"), rig.backend().contractVersions());
            for (int asked : new int[] {0, 1}) {
                Map<String, String> versions = versions(asked);
                assertEquals(Set.of("gateway-0", "gateway-1"), versions.keySet());
                assertEquals(PreviousRelease.version(), versions.get("gateway-1"), "asked gateway-" + asked);
                assertNotEquals(PreviousRelease.version(), versions.get("gateway-0"), "asked gateway-" + asked);
                for (String id : List.of("SIDE-0", "SIDE-1")) {
                    JsonObject facts = json(asked, "/api/v1/charge-points/" + id);
                    assertTrue(facts.get("online").getAsBoolean(), facts::toString);
                    assertEquals("gateway-" + id.substring(5), facts.get("pod").getAsString());
                }
            }
        }
    }

    @ParameterizedTest(name = "from gateway-{0} to gateway-{1}")
    @CsvSource({"0, 1", "1, 0"})
    void aCommandForTheOtherReleaseIsForwarded(int receiver, int owner) throws InterruptedException {
        String id = "FORWARDED-" + owner;
        try (RawChargePoint chargePoint = rig.boot(owner, id)) {
            String forwarded = rig.commandTo("gateway-" + receiver, id, "reset", SOFT_RESET);
            completed(chargePoint, forwarded);
            JsonObject result = rig.result(forwarded);
            assertEquals("gateway-" + owner, result.get("podId").getAsString());
            assertEquals(1, chargePoint.commandsReceived());
        }
    }

    @ParameterizedTest(name = "from gateway-{0} to gateway-{1}")
    @CsvSource({"0, 1", "1, 0"})
    void aChargePointMovesToTheOtherReleaseAndItsRouteFollows(int from, int to) throws InterruptedException {
        String id = "MOVES-" + to;
        JsonObject before;
        try (RawChargePoint unused = rig.boot(from, id)) {
            before = route(id, from);
        }
        try (RawChargePoint chargePoint = rig.boot(to, id)) {
            JsonObject after = route(id, to);
            assertTrue(
                    after.get("epoch").getAsLong() > before.get("epoch").getAsLong(),
                    () -> before + " and then " + after);
            completed(chargePoint, rig.command(id, "reset", SOFT_RESET));
        }
    }

    @ParameterizedTest(name = "gateway-{0} dies, gateway-{1} sweeps")
    @CsvSource({"0, 1", "1, 0"})
    void theSweeperEndsWhatADeadPodOfTheOtherReleaseLeft(int dies, int sweeps) throws InterruptedException {
        String returns = "SWEPT-" + dies;
        String absent = "SWEPT-ABSENT-" + dies;
        Server dying = rig.gateway(dies).server();
        RawChargePoint before = rig.boot(dies, returns);
        RawChargePoint lost = rig.boot(dies, absent);
        rig.backend().awaitEvent(absent, "device.connected");
        String sent = rig.command(returns, "reset", SOFT_RESET);
        before.awaitCommand();
        dying.pause();
        // Without its route, which a paused pod does not renew.
        String unread = rig.commandTo("gateway-" + dies, returns, "reset", SOFT_RESET);
        dying.kill();
        try (before;
                lost;
                RawChargePoint after = rig.boot(sweeps, returns)) {
            completed(after, unread);
            assertEquals("uncertain", rig.result(sent).get("outcome").getAsString());
            assertEquals(1, after.commandsReceived(), "the command that was sent is not repeated");
            JsonObject offline = rig.backend().awaitEvent(absent, "device.offline");
            assertEquals("pod-lost", offline.get("reason").getAsString());
        } finally {
            dying.start().awaitReady(Cluster.TIMEOUT);
        }
    }

    private static void completed(RawChargePoint chargePoint, String commandId) throws InterruptedException {
        chargePoint.answer(rig.awaitCommand(chargePoint, commandId), ACCEPTED);
        JsonObject result = rig.result(commandId);
        assertEquals("completed", result.get("outcome").getAsString(), result::toString);
    }

    private static JsonObject route(String id, int gateway) {
        await().atMost(RawChargePoint.TIMEOUT)
                .until(() -> rig.backend().route(id).stream()
                        .anyMatch(route -> route.get("pod").getAsString().equals("gateway-" + gateway)));
        return rig.backend().route(id).orElseThrow();
    }

    private static Map<String, String> versions(int asked) throws InterruptedException {
        return json(asked, "/api/v1/pods").getAsJsonArray("items").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .collect(Collectors.toMap(
                        pod -> pod.get("pod").getAsString(),
                        pod -> pod.get("version").getAsString()));
    }

    private static JsonObject json(int asked, String path) throws InterruptedException {
        return JsonParser.parseString(rig.get(asked, path).body()).getAsJsonObject();
    }
}
