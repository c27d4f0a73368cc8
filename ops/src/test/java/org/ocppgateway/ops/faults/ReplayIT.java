package org.ocppgateway.ops.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.trace.TraceDirection;
import org.ocppgateway.protocol.trace.TraceMessage;
import org.ocppgateway.protocol.trace.TraceReader;
import org.ocppgateway.protocol.trace.TraceRecord;
import org.ocppgateway.simulator.replay.Replay;

/** A session is exported from one gateway and replayed against another one that knows nothing about it. */
class ReplayIT {
    /** Members that differ between two runs: ids that the gateway assigns, times and measurements. */
    private static final Set<String> DIFFERENT = Set.of(
            "id",
            "time",
            "sessionEpoch",
            "connectedAt",
            "remoteAddress",
            "transactionId",
            "requestId",
            "remoteStartId",
            "bytesReceived",
            "bytesSent",
            "roundTripMillis",
            "clockOffsetMillis",
            "queues");

    private static final Instant BEGUN = Instant.parse("2026-11-29T18:00:00Z");

    @TempDir
    static Path directory = Path.of("");

    private static Rig first;
    private static Rig second;

    @BeforeAll
    static void start() throws Exception {
        first = Rig.start(Files.createDirectory(directory.resolve("first")), 1, "");
        second = Rig.start(Files.createDirectory(directory.resolve("second")), 1, "");
        for (Rig rig : List.of(first, second)) {
            await().atMost(RawChargePoint.TIMEOUT)
                    .until(() -> rig.get(0, "/health/ready").statusCode() == 200);
        }
    }

    @AfterAll
    static void stop() {
        first.close();
        second.close();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("a session with faults, exported and replayed, has the same answers and events")
    void aReplayedSessionHasTheSameAnswersAndEvents(OcppVersion version) throws Exception {
        ChargePointId id = new ChargePointId("REPLAY-" + version.label());
        Path scenario = directory.resolve(id + "-scenario.ndjson");
        Files.write(scenario, scenario(id, version));
        replay(scenario, first);
        List<JsonObject> original = events(first, id);
        assertEquals(
                "charge-point",
                original.getLast().getAsJsonObject("data").get("endedBy").getAsString());

        Path export = directory.resolve(id + "-export.ndjson");
        Files.writeString(export, export(first, id));
        List<String> lines = Files.readAllLines(export);
        assertTrue(lines.stream().anyMatch(line -> line.contains("CALLERROR")), "the session has a fault");
        assertTrue(lines.stream().anyMatch(line -> line.contains("\"action\":\"TriggerMessage\"")), "a command");
        assertFalse(lines.stream().anyMatch(line -> line.contains("hunter2")), "secrets are masked");
        for (String line : lines) {
            assertEquals(version, TraceReader.read(line).version());
        }

        String report = replay(export, second);
        assertTrue(report.contains(" 0 differently, 0 without recorded answer, 0 not answered"), report);
        assertTrue(report.contains("1 CALLs of the server answered as recorded, 0 not in the recording; 0 "), report);
        List<JsonObject> replayed = events(second, id);
        assertEquals(types(original), types(replayed));
        for (int i = 0; i < original.size(); i++) {
            assertTrue(
                    same(original.get(i), replayed.get(i)),
                    "expected " + original.get(i) + "\nbut was  " + replayed.get(i));
        }
    }

    private static String replay(Path file, Rig rig) throws IOException, InterruptedException {
        ByteArrayOutputStream report = new ByteArrayOutputStream();
        boolean unused = new Replay(new Replay.Settings(
                        file,
                        1,
                        rig.gateway(0).endpoint(),
                        null,
                        null,
                        rig.cluster().broker().address(),
                        null))
                .run(new PrintStream(report, true, UTF_8));
        return report.toString(UTF_8);
    }

    /** The NDJSON export of the journal. */
    private static String export(Rig rig, ChargePointId id) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(rig.gateway(0).admin("/api/v1/charge-points/" + id + "/frames"))
                .header("Accept", "application/x-ndjson")
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertEquals(200, response.statusCode(), response.body());
            return response.body();
        }
    }

    /** All events of the session, up to its end. */
    private static List<JsonObject> events(Rig rig, ChargePointId id) {
        await().atMost(RawChargePoint.TIMEOUT)
                .until(() -> types(rig.backend().events(id.value())).contains("device.offline"));
        return rig.backend().events(id.value());
    }

    private static List<String> types(List<JsonObject> events) {
        return events.stream().map(event -> event.get("type").getAsString()).toList();
    }

    /** Whether two values are equal, ids, times and measurements aside. A masked value equals its original. */
    private static boolean same(@Nullable JsonElement original, @Nullable JsonElement replayed) {
        if (original instanceof JsonObject one && replayed instanceof JsonObject other) {
            return Stream.concat(one.keySet().stream(), other.keySet().stream())
                    .allMatch(name -> DIFFERENT.contains(name) || same(one.get(name), other.get(name)));
        }
        if (original instanceof JsonArray one && replayed instanceof JsonArray other) {
            return one.size() == other.size()
                    && IntStream.range(0, one.size()).allMatch(i -> same(one.get(i), other.get(i)));
        }
        return Objects.equals(original, replayed)
                || (replayed instanceof JsonPrimitive masked
                        && masked.isString()
                        && masked.getAsString().contains("***"));
    }

    /** The CALLs of the charge point, and a command that it answers. */
    private static List<String> scenario(ChargePointId id, OcppVersion version) {
        Script script = new Script(id, version);
        boolean is16 = version == OcppVersion.V1_6;
        String started = BEGUN.toString();
        script.call(
                "BootNotification",
                is16
                        ? "{\"chargePointVendor\":\"V\",\"chargePointModel\":\"M\"}"
                        : "{\"reason\":\"PowerUp\",\"chargingStation\":{\"vendorName\":\"V\",\"model\":\"M\"}}");
        script.call(
                "StatusNotification",
                is16
                        ? "{\"connectorId\":1,\"errorCode\":\"NoError\",\"status\":\"Preparing\"}"
                        : "{\"timestamp\":\"" + started
                                + "\",\"connectorStatus\":\"Occupied\",\"evseId\":1,\"connectorId\":1}");
        script.call("StatusNotification", "{\"connectorId\":\"one\"}");
        script.call("NoSuchAction", "{}");
        script.call(
                "Authorize",
                is16 ? "{\"idTag\":\"AB12CD\"}" : "{\"idToken\":{\"idToken\":\"AB12CD\",\"type\":\"ISO14443\"}}");
        script.call("DataTransfer", "{\"vendorId\":\"V\",\"data\":\"{\\\"password\\\":\\\"hunter2\\\"}\"}");
        script.command("TriggerMessage", "{\"requestedMessage\":\"Heartbeat\"}", "{\"status\":\"Accepted\"}");
        script.call("Heartbeat", "{}");
        script.call(
                is16 ? "StartTransaction" : "TransactionEvent",
                is16
                        ? "{\"connectorId\":1,\"idTag\":\"AB12CD\",\"meterStart\":0,\"timestamp\":\"" + started + "\"}"
                        : "{\"eventType\":\"Started\",\"timestamp\":\"" + started
                                + "\",\"triggerReason\":\"Authorized\",\"seqNo\":0,\"transactionInfo\":{\"transactionId\":\"tx-1\"},"
                                + "\"idToken\":{\"idToken\":\"AB12CD\",\"type\":\"ISO14443\"}}");
        return script.lines;
    }

    /** Writes a trace with 100 ms between two records. */
    private static final class Script {
        private final ChargePointId id;
        private final OcppVersion version;
        private final List<String> lines = new ArrayList<>();
        private int number;

        Script(ChargePointId id, OcppVersion version) {
            this.id = id;
            this.version = version;
        }

        void call(String action, String payload) {
            String messageId = "m-" + ++number;
            add(TraceDirection.TO_CSMS, new TraceMessage.Call(messageId, action, payload));
            add(TraceDirection.TO_CHARGE_POINT, new TraceMessage.CallResult(messageId, action, "{}"));
        }

        void command(String action, String payload, String answer) {
            add(TraceDirection.TO_CHARGE_POINT, new TraceMessage.Call("c-" + ++number, action, payload));
            add(TraceDirection.TO_CSMS, new TraceMessage.CallResult("c-" + number, action, answer));
            number += 10; // time for the command to arrive
        }

        private void add(TraceDirection direction, TraceMessage message) {
            Instant time = BEGUN.plusMillis(100L * (number + lines.size()));
            lines.add(new TraceRecord(time, version, id, direction, message, "{\"podId\":\"gateway-0\"}").line());
        }
    }
}
