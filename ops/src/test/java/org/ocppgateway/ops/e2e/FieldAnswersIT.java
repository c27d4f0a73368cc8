package org.ocppgateway.ops.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ocppgateway.ops.stack.cluster.Cluster;
import org.ocppgateway.ops.stack.cluster.ClusterSettings;

/** Answers of charge points in the field, from the socket to the result on Kafka. */
class FieldAnswersIT {
    private static final String ANY_CONFIGURATION =
            "{\"key\":\"HeartbeatInterval\",\"component\":\"OCPPCommCtrlr\",\"variable\":\"HeartbeatInterval\",\"value\":\"300\"}";

    /** In bytes; with its frame a little below the limit of 1 MiB. */
    private static final int LARGEST_ANSWER = 1_048_250;

    @TempDir
    static Path directory = Path.of("");

    private static Cluster cluster;
    private static PlainBackend backend;

    @BeforeAll
    static void start() throws InterruptedException {
        cluster = Cluster.start(ClusterSettings.forTest(directory));
        backend = new PlainBackend(cluster.broker().address(), cluster.redis().address());
    }

    @AfterAll
    static void stop() {
        backend.close();
        cluster.close();
    }

    @Test
    void anAnswerWithAWrongTypeIsCompletedWithItsPayload() throws InterruptedException {
        String answer = "{\"configurationKey\":[{\"key\":\"HeartbeatInterval\",\"readonly\":0,\"value\":\"300\"}]}";
        Exchange exchange = exchange("ocpp1.6", "get.configuration", "{}", answer);
        assertEquals("completed", exchange.text("outcome"));
        assertEquals(JsonParser.parseString(answer), exchange.result.get("payload"));
        assertEquals(
                "/configurationKey/0/readonly",
                exchange.firstViolation().get("path").getAsString());
        assertEquals("300", exchange.firstValue().get("value").getAsString());
        assertEquals("1.6", exchange.text("protocolVersion"));
    }

    @Test
    void aValueThatIsTooLongIsCompletedWithItsPayload() throws InterruptedException {
        String value = "x".repeat(551);
        Exchange exchange = exchange(
                "ocpp1.6",
                "get.configuration",
                "{}",
                "{\"configurationKey\":[{\"key\":\"Vendor\",\"readonly\":true,\"value\":\"" + value + "\"}]}");
        assertEquals("completed", exchange.text("outcome"));
        assertEquals(value, exchange.firstValue().get("value").getAsString());
        assertEquals("string-length", exchange.firstViolation().get("quirk").getAsString());
    }

    @Test
    void aStatusInAnotherSpellingIsThatStatus() throws InterruptedException {
        Exchange exchange = exchange("ocpp1.6", "reset", "{\"type\":\"soft\"}", "{\"status\":\"accepted\"}");
        assertEquals("completed", exchange.text("outcome"));
        assertEquals("Accepted", exchange.text("status"));
        assertEquals("/status", exchange.firstViolation().get("path").getAsString());
    }

    @Test
    void theLargestAnswerHasAResult() throws InterruptedException {
        String before = "{\"configurationKey\":[{\"key\":\"Vendor\",\"readonly\":true,\"value\":\"";
        String after = "\"}]}";
        String value = "x".repeat(LARGEST_ANSWER - before.length() - after.length());
        Exchange exchange = exchange("ocpp1.6", "get.configuration", "{}", before + value + after);
        assertEquals("completed", exchange.text("outcome"));
        assertTrue(exchange.result.has("payload") || exchange.result.has("payloadDropped"));
    }

    @Test
    void theIdThatReportsCarryIsInTheResult() throws InterruptedException {
        Exchange exchange = exchange("ocpp2.0.1", "get.configuration", "{}", "{\"status\":\"Accepted\"}");
        assertEquals("GetBaseReport", exchange.call.get(2).getAsString());
        long requestId = exchange.call.get(3).getAsJsonObject().get("requestId").getAsLong();
        assertEquals(
                requestId,
                exchange.result.getAsJsonObject("derived").get("requestId").getAsLong());
        assertEquals("device.report", exchange.data().get("reportedBy").getAsString());
        assertEquals(requestId, exchange.data().get("requestId").getAsLong());
        assertEquals("2.0.1", exchange.text("protocolVersion"));
    }

    @Test
    void oneCommandSetsChargePointsOfAllVersions() throws InterruptedException {
        Exchange of16 = exchange("ocpp1.6", "set.configuration", ANY_CONFIGURATION, "{\"status\":\"Accepted\"}");
        assertEquals("ChangeConfiguration", of16.call.get(2).getAsString());
        Exchange of21 = exchange(
                "ocpp2.1",
                "set.configuration",
                ANY_CONFIGURATION,
                "{\"setVariableResult\":[{\"attributeStatus\":\"Accepted\",\"component\":{\"name\":\"OCPPCommCtrlr\"},"
                        + "\"variable\":{\"name\":\"HeartbeatInterval\"}}]}");
        assertEquals("SetVariables", of21.call.get(2).getAsString());
        assertEquals("Accepted", of16.text("status"));
        assertEquals("Accepted", of21.text("status"));
    }

    private static Exchange exchange(String subprotocol, String type, String data, String answer)
            throws InterruptedException {
        String commandId = UUID.randomUUID().toString();
        String identity = "FIELD-" + commandId.substring(0, 8);
        try (PlainChargePoint chargePoint =
                new PlainChargePoint(cluster.gateway().endpoint(), identity, subprotocol)) {
            chargePoint.send("[2,\"h-1\",\"Heartbeat\",{}]");
            chargePoint.receive();
            backend.send(identity, """
                {"commandId":"%s","chargePointId":"%s","type":"%s","data":%s,"issuedAt":"%s"}\
                """.formatted(commandId, identity, type, data, Instant.now()));
            JsonArray call = JsonParser.parseString(chargePoint.receive()).getAsJsonArray();
            chargePoint.send("[3," + call.get(1) + "," + answer + "]");
            return new Exchange(call, backend.awaitResult(commandId));
        }
    }

    /** The CALL that the charge point received, and the result of the command. */
    private record Exchange(JsonArray call, JsonObject result) {
        String text(String field) {
            return result.get(field).getAsString();
        }

        JsonObject data() {
            return result.getAsJsonObject("data");
        }

        JsonObject firstValue() {
            return data().getAsJsonArray("reportData").get(0).getAsJsonObject();
        }

        JsonObject firstViolation() {
            return result.getAsJsonArray("violations").get(0).getAsJsonObject();
        }
    }
}
