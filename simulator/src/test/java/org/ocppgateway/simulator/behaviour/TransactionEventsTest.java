package org.ocppgateway.simulator.behaviour;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.simulator.measure.FleetCount;
import org.ocppgateway.simulator.net.CloseReason;

/** A transaction as OCPP 2.x tells it. Every message is judged by the dictionary on its way out. */
@ParameterizedClass
@EnumSource(names = {"V2_0_1", "V2_1"})
class TransactionEventsTest {
    private static final CloseReason LOST = new CloseReason.Lost();

    @Parameter
    OcppVersion version = OcppVersion.V2_0_1;

    @Test
    void aTransactionIsStartedUpdatedAndEndedWithoutAGapInItsNumbers() {
        ChargePointFixture bench = ChargePointFixture.running(version, ChargePointFixture.BUSY);
        List<JsonObject> events = transaction(bench);
        JsonObject started = events.getFirst();
        JsonObject ended = events.getLast();
        assertEquals("Started", word(started, "eventType"));
        assertEquals("Authorized", word(started, "triggerReason"));
        assertEquals("EVConnected", word(info(started), "chargingState"));
        assertEquals(1, started.getAsJsonObject("evse").get("id").getAsInt());
        assertEquals("Transaction.Begin", context(started));
        assertTrue(word(started.getAsJsonObject("idToken"), "idToken").startsWith("TAG-"));
        assertEquals("ChargingStateChanged", word(events.get(1), "triggerReason"));
        assertEquals("Charging", word(info(events.get(1)), "chargingState"));
        assertEquals("MeterValuePeriodic", word(events.get(2), "triggerReason"));
        assertEquals("Sample.Periodic", context(events.get(2)));
        assertEquals("Ended", word(ended, "eventType"));
        assertEquals("StopAuthorized", word(ended, "triggerReason"));
        assertEquals("Local", word(info(ended), "stoppedReason"));
        assertEquals("Transaction.End", context(ended));
        assertEquals(
                IntStream.range(0, events.size()).boxed().toList(),
                events.stream().map(event -> event.get("seqNo").getAsInt()).toList());
        assertEquals(
                1, events.stream().map(TransactionEventsTest::id).distinct().count());
        assertEquals(id(started), UUID.fromString(id(started)).toString());
        assertTrue(events.stream().noneMatch(event -> event.has("offline")));
    }

    @Test
    void everyTransactionHasAnIdOfItsOwnWhichTheSeedRepeats() {
        ChargePointFixture bench = ChargePointFixture.running(version, ChargePointFixture.BUSY);
        String first = id(transaction(bench).getFirst());
        String second = id(transaction(bench).getFirst());
        assertNotEquals(first, second);
        assertEquals(
                first,
                id(transaction(ChargePointFixture.running(version, ChargePointFixture.BUSY)).getFirst()));
    }

    @Test
    void theStatusIsOccupiedFromPlugToUnplug() {
        ChargePointFixture bench = ChargePointFixture.running(version, ChargePointFixture.BUSY);
        List<String> statuses = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            statuses.add(word(bench.passUntil("StatusNotification"), "connectorStatus"));
        }
        assertEquals(List.of("Occupied", "Available", "Occupied", "Available"), statuses);
    }

    @Test
    void whatHappensOfflineIsMarkedAndSentInOrder() {
        ChargePointFixture bench = ChargePointFixture.running(version, ChargePointFixture.BUSY);
        bench.passUntil("TransactionEvent");
        bench.drop(LOST);
        bench.pass(Duration.ofMinutes(3));
        bench.sent.clear();
        bench.open();
        List<JsonObject> events = bench.sent.stream()
                .filter(frame -> frame.word().equals("TransactionEvent"))
                .map(ChargePointFixture.Sent::payload)
                .toList();
        assertTrue(events.size() >= 3);
        assertTrue(events.stream().allMatch(event -> event.get("offline").getAsBoolean()));
        List<Integer> numbers =
                events.stream().map(event -> event.get("seqNo").getAsInt()).toList();
        assertEquals(numbers.stream().sorted().toList(), numbers);
        bench.sent.clear();
        assertFalse(bench.passUntil("TransactionEvent").has("offline"));
    }

    @Test
    void threeErrorsOrSilencesAndTheEventIsGoneAlwaysTheSameTillThen() {
        ChargePointFixture bench = ChargePointFixture.running(version, ChargePointFixture.BUSY);
        bench.answerNo("TransactionEvent");
        String first = bench.passUntil("TransactionEvent").toString();
        bench.error("InternalError");
        assertEquals(first, bench.passUntil("TransactionEvent").toString());
        bench.pass(Duration.ofSeconds(30));
        assertEquals(first, bench.passUntil("TransactionEvent").toString());
        assertEquals(0, bench.count(FleetCount.TRANSACTION_MESSAGES_DISCARDED));
        bench.error("InternalError");
        assertEquals(1, bench.count(FleetCount.TRANSACTION_MESSAGES_DISCARDED));
        assertEquals(1, bench.passUntil("TransactionEvent").get("seqNo").getAsInt());
    }

    @Test
    void aLostConnectionCostsNoAttempt() {
        ChargePointFixture bench = ChargePointFixture.running(version, ChargePointFixture.BUSY);
        bench.answerNo("TransactionEvent");
        String first = bench.passUntil("TransactionEvent").toString();
        for (int i = 0; i < 10; i++) {
            bench.drop(LOST);
            bench.pass(Duration.ofSeconds(2));
            bench.sent.clear();
            bench.open();
            assertEquals(first, bench.passUntil("TransactionEvent").toString());
        }
        assertEquals(0, bench.count(FleetCount.TRANSACTION_MESSAGES_DISCARDED));
    }

    @Test
    void aTokenThatTheServerDoesNotAcceptEndsTheTransaction() {
        ChargePointFixture bench = ChargePointFixture.running(version, ChargePointFixture.BUSY);
        bench.answerWith("TransactionEvent", "{\"idTokenInfo\":{\"status\":\"Blocked\"}}");
        JsonObject ended = transaction(bench).getLast();
        assertEquals("Deauthorized", word(ended, "triggerReason"));
        assertEquals("DeAuthorized", word(info(ended), "stoppedReason"));
    }

    @Test
    void anAnswerWithoutATokenLetsItGoOn() {
        ChargePointFixture bench = ChargePointFixture.running(version, ChargePointFixture.BUSY);
        bench.answerWith("TransactionEvent", "{}");
        assertEquals("Local", word(info(transaction(bench).getLast()), "stoppedReason"));
    }

    @Test
    void aDriverWhoIsNotAuthorisedLeaves() {
        ChargePointFixture bench = ChargePointFixture.running(version, ChargePointFixture.BUSY);
        bench.answerWith("Authorize", "{\"idTokenInfo\":{\"status\":\"Unknown\"}}");
        JsonObject idToken = bench.passUntil("Authorize").getAsJsonObject("idToken");
        assertEquals("ISO14443", word(idToken, "type"));
        assertEquals("Available", word(bench.passUntil("StatusNotification"), "connectorStatus"));
        assertEquals(0, bench.count(FleetCount.SESSIONS));
    }

    /** The next transaction, from its beginning to its end. */
    private static List<JsonObject> transaction(ChargePointFixture bench) {
        List<JsonObject> events = new ArrayList<>();
        String type = "";
        while (!type.equals("Ended")) {
            JsonObject event = bench.passUntil("TransactionEvent");
            type = word(event, "eventType");
            events.add(event);
        }
        return events;
    }

    private static JsonObject info(JsonObject event) {
        return event.getAsJsonObject("transactionInfo");
    }

    private static String id(JsonObject event) {
        return word(info(event), "transactionId");
    }

    private static String word(JsonObject object, String field) {
        return object.get(field).getAsString();
    }

    private static String context(JsonObject event) {
        JsonObject value = event.getAsJsonArray("meterValue").get(0).getAsJsonObject();
        return word(value.getAsJsonArray("sampledValue").get(0).getAsJsonObject(), "context");
    }
}
