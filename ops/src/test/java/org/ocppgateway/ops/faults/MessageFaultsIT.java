package org.ocppgateway.ops.faults;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows 18 to 22 of the faults: repeated, simultaneous, crossing, and unmatched messages. */
class MessageFaultsIT {
    private static final String START = """
        {"connectorId":1,"idTag":"TAG1","meterStart":%d,"timestamp":"2026-11-21T12:00:00Z"}\
        """;

    /** Repeated while the first was being processed. */
    private static final String ATTACHED = "ocpp_gateway_uplink_calls_total{outcome=\"attached\"}";

    @TempDir
    static Path directory = Path.of("");

    private static Rig rig;

    @BeforeAll
    static void start() throws InterruptedException {
        rig = Rig.start(directory, 1, "");
    }

    @AfterAll
    static void stop() {
        rig.close();
    }

    @Test
    @DisplayName("row 18: the same id while the first is pending, and the same id and content after its answer")
    void aRepeatedMessageIdHasOneEffect() throws InterruptedException {
        try (RawChargePoint chargePoint = rig.boot(0, "R18")) {
            String start = START.formatted(18);
            double attached = rig.metric(0, ATTACHED);
            rig.cluster().broker().server().pause();
            try {
                chargePoint.sendCall("same", "StartTransaction", start);
                chargePoint.sendCall("same", "StartTransaction", start);
                await().atMost(RawChargePoint.TIMEOUT).until(() -> rig.metric(0, ATTACHED) > attached);
            } finally {
                rig.cluster().broker().server().resume();
            }
            JsonArray first = chargePoint.awaitAnswer("same");

            chargePoint.sendCall("same", "StartTransaction", start);
            await().atMost(RawChargePoint.TIMEOUT).until(() -> answers(chargePoint, "same") == 2);
            chargePoint.call("Heartbeat", "{}");

            assertEquals(
                    2,
                    answers(chargePoint, "same"),
                    "one answer for the two that were pending together, one for the third");
            assertEquals(List.of(first, first), chargePoint.frames(RawChargePoint.isAnswerTo("same")));
            assertEquals(1, rig.backend().events("R18", "transaction.started").size());
        }
    }

    @Test
    @DisplayName("row 19: a new id with the same content has one effect and the same transactionId")
    void aRetryUnderANewIdIsTheSameTransaction() throws InterruptedException {
        try (RawChargePoint chargePoint = rig.boot(0, "R19")) {
            JsonObject first = chargePoint.call("StartTransaction", START.formatted(19));
            JsonObject again = chargePoint.call("StartTransaction", START.formatted(19));
            JsonObject other = chargePoint.call("StartTransaction", START.formatted(20));

            assertEquals(first.get("transactionId"), again.get("transactionId"));
            assertTrue(
                    !first.get("transactionId").equals(other.get("transactionId")),
                    "a different content is a different transaction");
            List<String> ids = rig.backend().events("R19", "transaction.started").stream()
                    .map(event -> event.get("id").getAsString())
                    .distinct()
                    .toList();
            assertEquals(2, ids.size(), "one event id for each of the two transactions");
        }
    }

    @Test
    @DisplayName("row 20: pipelined CALLs are answered in order; at the bound the sender waits")
    void pipelinedCallsAreAnsweredInOrderAndReadingStopsAtTheBound() throws InterruptedException {
        int messages = 200;
        String payload = "{\"vendorId\":\"V\",\"data\":\"" + "x".repeat(100_000) + "\"}";
        try (RawChargePoint chargePoint = rig.boot(0, "R20")) {
            List<CompletableFuture<?>> sends = new ArrayList<>();
            rig.cluster().broker().server().pause();
            try {
                CompletableFuture<?> last = CompletableFuture.completedFuture(null);
                for (int i = 0; i < messages; i++) {
                    String call = "[2,\"p%d\",\"DataTransfer\",%s]".formatted(i, payload);
                    last = last.thenCompose(sent -> chargePoint.send(call));
                    sends.add(last);
                }
                // Large messages reach the charge point's share of the backlog before they fill its queue.
                await("the bound is counted in a metric")
                        .atMost(RawChargePoint.TIMEOUT)
                        .until(() -> rig.metric(0, "ocpp_gateway_uplink_queue_full_total")
                                        + rig.metric(0, "ocpp_gateway_connection_read_pauses_total")
                                > 0);
                awaitStandstill(sends);
                assertTrue(sends.stream().anyMatch(send -> !send.isDone()), "the sender has to wait");
            } finally {
                rig.cluster().broker().server().resume();
            }
            chargePoint.awaitAnswer("p" + (messages - 1));

            List<String> answered = chargePoint
                    .frames(frame -> frame.get(1).getAsString().startsWith("p"))
                    .stream()
                    .map(frame -> frame.get(1).getAsString())
                    .toList();
            assertEquals(messages, answered.size());
            for (int i = 0; i < messages; i++) {
                assertEquals("p" + i, answered.get(i));
            }
        }
    }

    @Test
    @DisplayName("row 21: the charge point's CALL arrives while the gateway's is pending, and both complete")
    void callsMayCross() throws InterruptedException {
        try (RawChargePoint chargePoint = rig.boot(0, "R21")) {
            String commandId = rig.command("R21", "reset", "{\"type\":\"soft\"}");
            JsonArray command = chargePoint.awaitCommand();

            chargePoint.call("StartTransaction", START.formatted(21));
            chargePoint.answer(command, "{\"status\":\"Accepted\"}");

            assertEquals("completed", rig.result(commandId).get("outcome").getAsString());
            assertEquals(1, rig.backend().events("R21", "transaction.started").size());
        }
    }

    @Test
    @DisplayName("row 22: an answer with an unknown, late or foreign id never completes a command")
    void unmatchedAnswersAreDroppedAndCounted() throws InterruptedException {
        try (RawChargePoint chargePoint = rig.boot(0, "R22-a");
                RawChargePoint other = rig.boot(0, "R22-b")) {
            double unknown = rig.metric(0, "ocpp_gateway_uplink_invalid_frames_total{reason=\"unknown_answer\"}");
            double late = rig.metric(0, "ocpp_gateway_uplink_invalid_frames_total{reason=\"late_answer\"}");
            String commandId = rig.command("R22-a", "reset", "{\"type\":\"soft\"}");
            JsonArray command = chargePoint.awaitCommand();

            other.answer(command, "{\"status\":\"Accepted\"}");
            other.call("Heartbeat", "{}");
            chargePoint.send("[3,\"never-asked\",{\"status\":\"Accepted\"}]").join();
            chargePoint.call("Heartbeat", "{}");
            assertEquals(
                    unknown + 2, rig.metric(0, "ocpp_gateway_uplink_invalid_frames_total{reason=\"unknown_answer\"}"));
            assertEquals("uncertain", rig.result(commandId).get("outcome").getAsString());
            chargePoint.answer(command, "{\"status\":\"Accepted\"}");
            chargePoint.call("Heartbeat", "{}");
            assertEquals(late + 1, rig.metric(0, "ocpp_gateway_uplink_invalid_frames_total{reason=\"late_answer\"}"));
            assertEquals(1, rig.backend().results(commandId).size(), "the late answer changes nothing");
        }
    }

    private static int answers(RawChargePoint chargePoint, String messageId) {
        return chargePoint.frames(RawChargePoint.isAnswerTo(messageId)).size();
    }

    /** Blocks until no further message has been read for a while. */
    private static void awaitStandstill(List<CompletableFuture<?>> sends) {
        long[] before = {-1};
        await().pollInterval(Duration.ofMillis(700))
                .atMost(RawChargePoint.TIMEOUT)
                .until(() -> {
                    long now = sends.stream().filter(CompletableFuture::isDone).count();
                    boolean still = now == before[0];
                    before[0] = now;
                    return still;
                });
    }
}
