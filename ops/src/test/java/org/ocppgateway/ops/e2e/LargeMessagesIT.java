package org.ocppgateway.ops.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ocppgateway.ops.stack.cluster.Cluster;
import org.ocppgateway.ops.stack.cluster.ClusterSettings;

/** Transaction messages up to the size limit of the WebSocket, from the socket to the event topic. */
class LargeMessagesIT {
    private static final String STOP = "{\"transactionId\":1625,\"meterStop\":900,"
            + "\"timestamp\":\"2026-11-21T09:30:00Z\",\"transactionData\":[%s]}";
    private static final String METER_VALUES = "{\"connectorId\":1,\"transactionId\":1625,\"meterValue\":[%s]}";
    private static final String ENDED = "{\"eventType\":\"Ended\",\"timestamp\":\"2026-11-21T09:30:00Z\","
            + "\"triggerReason\":\"StopAuthorized\",\"seqNo\":3,\"transactionInfo\":{\"transactionId\":\"1625\"},"
            + "\"meterValue\":[%s]}";
    private static final String METER_VALUE =
            "{\"timestamp\":\"2026-11-21T09:00:00Z\",\"sampledValue\":[{\"value\":%s,\"context\":\"Sample.Periodic\"}]}";

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

    @ParameterizedTest
    @CsvSource({
        "ocpp1.6, StopTransaction, 716800, transaction.ended",
        "ocpp1.6, StopTransaction, 1048576, transaction.ended",
        "ocpp1.6, MeterValues, 1048576, transaction.updated",
        "ocpp2.0.1, TransactionEvent, 716800, transaction.ended",
        "ocpp2.0.1, TransactionEvent, 1048576, transaction.ended",
        "ocpp2.1, TransactionEvent, 1048576, transaction.ended",
    })
    void manySamplesArePublishedAndAnswered(String subprotocol, String action, int bytes, String type)
            throws InterruptedException {
        JsonObject data = exchange(subprotocol, action, frame(action, bytes, false), type);
        assertTrue(
                data.has("meterValues") || data.get("payloadDropped").getAsBoolean(),
                "samples are only dropped with a mark");
    }

    @ParameterizedTest
    @CsvSource({
        "ocpp1.6, StopTransaction, 716800, transaction.ended",
        "ocpp1.6, StopTransaction, 1048576, transaction.ended",
        "ocpp1.6, MeterValues, 1048576, transaction.updated",
        "ocpp2.0.1, TransactionEvent, 1048576, transaction.ended",
        "ocpp2.1, TransactionEvent, 1048576, transaction.ended",
    })
    void oneLongValueIsPublishedAndAnswered(String subprotocol, String action, int bytes, String type)
            throws InterruptedException {
        exchange(subprotocol, action, frame(action, bytes, true), type);
    }

    /** Sends the frame, and asserts that it is answered and that its event has the whole payload. Returns the data of the event. */
    private static JsonObject exchange(String subprotocol, String action, String frame, String type)
            throws InterruptedException {
        String identity = "LARGE-" + UUID.randomUUID().toString().substring(0, 8);
        try (PlainChargePoint chargePoint =
                new PlainChargePoint(cluster.gateway().endpoint(), identity, subprotocol)) {
            chargePoint.send(frame);
            JsonArray answer = JsonParser.parseString(chargePoint.receive()).getAsJsonArray();
            assertEquals(3, answer.get(0).getAsInt(), answer::toString);
            JsonObject data = backend.awaitEvent(identity, type);
            assertEquals("1625", data.get("transactionId").getAsString());
            JsonObject message = data.getAsJsonObject("ocpp");
            assertEquals(action, message.get("action").getAsString());
            assertEquals(
                    JsonParser.parseString(frame).getAsJsonArray().get(3),
                    message.get("payload"),
                    "twice the limit of the WebSocket fits into a record");
            return data;
        }
    }

    /** Returns a CALL of this size, with many samples, or one sample with a long signed value. */
    private static String frame(String action, int bytes, boolean oneValue) {
        boolean is16 = !action.equals("TransactionEvent");
        String payload = is16 ? (action.equals("MeterValues") ? METER_VALUES : STOP) : ENDED;
        String sample = METER_VALUE.formatted(is16 ? "\"0.505\"" : "0.505");
        String frame = "[2,\"large\",\"" + action + "\"," + payload + "]";
        int room = bytes - frame.length() + "%s".length();
        String signed = "x".repeat(room / 2);
        String samples = oneValue
                ? METER_VALUE.formatted(
                        is16
                                ? "\"" + signed + "\",\"format\":\"SignedData\""
                                : "1,\"signedMeterValue\":{\"signedMeterData\":\"" + signed + "\"}")
                : (sample + ",").repeat(room / (sample.length() + 1) - 1) + sample;
        return frame.formatted(samples + " ".repeat(room - samples.length()));
    }
}
