package org.ocppgateway.ops.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ocppgateway.ops.stack.cluster.Cluster;
import org.ocppgateway.ops.stack.cluster.ClusterSettings;
import org.ocppgateway.ops.stack.fleet.FleetProcess;

/**
 * A backend without knowledge of versions, and a charge point of each version: the same commands start and stop a
 * transaction on all of them, and the same events with the same fields report it. Every record is validated against
 * the contract's schemas.
 */
class MixedVersionsIT {
    private static final String REMOTE_START = "{\"evseId\":1,\"idToken\":\"TAG1\"}";
    /** With equal weights the first three charge points have one version each. */
    private static final List<String> CHARGE_POINTS = List.of("CP-001", "CP-002", "CP-003");

    private static final List<String> IN_EVERY_START =
            List.of("transactionId", "evseId", "connectorId", "timestamp", "triggerReason", "idToken", "meterStart");
    private static final List<String> IN_EVERY_UPDATE =
            List.of("transactionId", "timestamp", "triggerReason", "meterValues");
    private static final List<String> IN_EVERY_END = List.of("transactionId", "timestamp", "stopReason", "meterStop");
    private static final List<String> IN_EVERY_SAMPLE = List.of("value", "measurand", "unit", "context", "location");

    @TempDir
    Path directory;

    @Test
    void aTransactionOfEveryVersionHasTheSameCommandsAndEvents() throws InterruptedException {
        try (Cluster cluster = Cluster.start(ClusterSettings.forTest(directory));
                FleetProcess fleet = fleet(cluster);
                PlainBackend backend = new PlainBackend(
                        cluster.broker().address(), cluster.redis().address())) {
            fleet.server().start();
            List<String> versions = new ArrayList<>();
            for (String chargePoint : CHARGE_POINTS) {
                JsonObject online = backend.awaitEvent(chargePoint, "device.online");
                versions.add(online.get("protocolVersion").getAsString());
                oneTransaction(backend, chargePoint);
            }
            assertEquals(List.of("1.6", "2.0.1", "2.1"), List.copyOf(new TreeSet<>(versions)), "one of each");
            ListedMetrics.check(cluster.gateway());
        }
    }

    /** Charge points charge only on command, and send meter values every second. */
    private FleetProcess fleet(Cluster cluster) {
        List<String> arguments =
                List.of("--versions", "1.6=1,2.0.1=1,2.1=1", "--charging-share", "0%", "--meter-interval", "1s");
        return new FleetProcess(cluster.gateway().endpoint(), CHARGE_POINTS.size(), directory, arguments, List.of());
    }

    private static void oneTransaction(PlainBackend backend, String chargePoint) throws InterruptedException {
        completed(backend, chargePoint, "remote.start", REMOTE_START);
        JsonObject started = backend.awaitEvent(chargePoint, "transaction.started");
        assertFields(IN_EVERY_START, started);
        assertEquals("TAG1", started.getAsJsonObject("idToken").get("value").getAsString());
        assertEquals(1, started.get("evseId").getAsInt());

        String transactionId = started.get("transactionId").getAsString();
        JsonObject updated = backend.awaitEvent(chargePoint, "transaction.updated", data -> data.has("meterValues"));
        assertFields(IN_EVERY_UPDATE, updated);
        assertEquals(transactionId, updated.get("transactionId").getAsString());
        JsonElement meterValue = updated.getAsJsonArray("meterValues").get(0);
        meterValue
                .getAsJsonObject()
                .getAsJsonArray("samples")
                .forEach(sample -> assertFields(IN_EVERY_SAMPLE, sample.getAsJsonObject()));

        completed(backend, chargePoint, "remote.stop", "{\"transactionId\":\"" + transactionId + "\"}");
        JsonObject ended = backend.awaitEvent(chargePoint, "transaction.ended");
        assertFields(IN_EVERY_END, ended);
        assertEquals(transactionId, ended.get("transactionId").getAsString());
        assertEquals("Remote", ended.get("stopReason").getAsString());
        assertTrue(
                ended.get("meterStop").getAsLong() >= started.get("meterStart").getAsLong(), ended.toString());
        System.out.printf(
                "OCPP %s: transaction %s of %s started, updated and ended%n",
                ended.get("protocolVersion").getAsString(), transactionId, chargePoint);
    }

    private static void completed(PlainBackend backend, String chargePoint, String type, String data)
            throws InterruptedException {
        String commandId = type + " to " + chargePoint;
        Instant now = Instant.now();
        backend.send(
                chargePoint, """
                    {"commandId":"%s","chargePointId":"%s","type":"%s","data":%s,"issuedAt":"%s","expiresAt":"%s"}\
                    """.formatted(commandId, chargePoint, type, data, now, now.plus(Duration.ofMinutes(5))));
        JsonObject result = backend.awaitResult(commandId);
        assertEquals("completed", result.get("outcome").getAsString(), result.toString());
        assertEquals("Accepted", result.get("status").getAsString(), result.toString());
    }

    private static void assertFields(List<String> names, JsonObject data) {
        names.forEach(name -> assertTrue(data.has(name), () -> name + " is not in " + data));
    }
}
