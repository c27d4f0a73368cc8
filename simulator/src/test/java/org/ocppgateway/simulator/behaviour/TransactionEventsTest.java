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

/** TransactionEvents of OCPP 2.x. The fixture validates every message against the dictionary. */
@ParameterizedClass
@EnumSource(names = {"V2_0_1", "V2_1"})
class TransactionEventsTest {
    private static final CloseReason LOST = new CloseReason.Lost();

    @Parameter
    OcppVersion version = OcppVersion.V2_0_1;

    @Test
    void aTransactionHasConsecutiveSequenceNumbers() {
        ChargePointFixture fixture = ChargePointFixture.running(version, ChargePointFixture.BUSY);
        List<JsonObject> events = transaction(fixture);
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
    void transactionIdsAreUniqueAndRepeatableBySeed() {
        ChargePointFixture fixture = ChargePointFixture.running(version, ChargePointFixture.BUSY);
        String first = id(transaction(fixture).getFirst());
        String second = id(transaction(fixture).getFirst());
        assertNotEquals(first, second);
        assertEquals(
                first,
                id(transaction(ChargePointFixture.running(version, ChargePointFixture.BUSY))
                        .getFirst()));
    }

    @Test
    void theStatusIsOccupiedFromPlugInToUnplug() {
        ChargePointFixture fixture = ChargePointFixture.running(version, ChargePointFixture.BUSY);
        List<String> statuses = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            statuses.add(word(fixture.advanceUntil("StatusNotification"), "connectorStatus"));
        }
        assertEquals(List.of("Occupied", "Available", "Occupied", "Available"), statuses);
    }

    @Test
    void offlineEventsAreMarkedAndSentInOrder() {
        ChargePointFixture fixture = ChargePointFixture.running(version, ChargePointFixture.BUSY);
        fixture.advanceUntil("TransactionEvent");
        fixture.drop(LOST);
        fixture.advance(Duration.ofMinutes(3));
        fixture.sent.clear();
        fixture.open();
        List<JsonObject> events = fixture.sent.stream()
                .filter(frame -> frame.action().equals("TransactionEvent"))
                .map(ChargePointFixture.Sent::payload)
                .toList();
        assertTrue(events.size() >= 3);
        assertTrue(events.stream().allMatch(event -> event.get("offline").getAsBoolean()));
        List<Integer> numbers =
                events.stream().map(event -> event.get("seqNo").getAsInt()).toList();
        assertEquals(numbers.stream().sorted().toList(), numbers);
        fixture.sent.clear();
        assertFalse(fixture.advanceUntil("TransactionEvent").has("offline"));
    }

    @Test
    void anEventIsRepeatedUnchangedAndDiscardedAfterThreeAttempts() {
        ChargePointFixture fixture = ChargePointFixture.running(version, ChargePointFixture.BUSY);
        fixture.stopAnswering("TransactionEvent");
        String first = fixture.advanceUntil("TransactionEvent").toString();
        fixture.error("InternalError");
        assertEquals(first, fixture.advanceUntil("TransactionEvent").toString());
        fixture.advance(Duration.ofSeconds(30));
        assertEquals(first, fixture.advanceUntil("TransactionEvent").toString());
        assertEquals(0, fixture.count(FleetCount.TRANSACTION_MESSAGES_DISCARDED));
        fixture.error("InternalError");
        assertEquals(1, fixture.count(FleetCount.TRANSACTION_MESSAGES_DISCARDED));
        assertEquals(1, fixture.advanceUntil("TransactionEvent").get("seqNo").getAsInt());
    }

    @Test
    void aLostConnectionDoesNotCountAsAnAttempt() {
        ChargePointFixture fixture = ChargePointFixture.running(version, ChargePointFixture.BUSY);
        fixture.stopAnswering("TransactionEvent");
        String first = fixture.advanceUntil("TransactionEvent").toString();
        for (int i = 0; i < 10; i++) {
            fixture.drop(LOST);
            fixture.advance(Duration.ofSeconds(2));
            fixture.sent.clear();
            fixture.open();
            assertEquals(first, fixture.advanceUntil("TransactionEvent").toString());
        }
        assertEquals(0, fixture.count(FleetCount.TRANSACTION_MESSAGES_DISCARDED));
    }

    @Test
    void aRejectedTokenEndsTheTransaction() {
        ChargePointFixture fixture = ChargePointFixture.running(version, ChargePointFixture.BUSY);
        fixture.answerWith("TransactionEvent", "{\"idTokenInfo\":{\"status\":\"Blocked\"}}");
        JsonObject ended = transaction(fixture).getLast();
        assertEquals("Deauthorized", word(ended, "triggerReason"));
        assertEquals("DeAuthorized", word(info(ended), "stoppedReason"));
    }

    @Test
    void aResponseWithoutATokenContinuesTheTransaction() {
        ChargePointFixture fixture = ChargePointFixture.running(version, ChargePointFixture.BUSY);
        fixture.answerWith("TransactionEvent", "{}");
        assertEquals("Local", word(info(transaction(fixture).getLast()), "stoppedReason"));
    }

    @Test
    void aDriverWithoutAuthorizationUnplugs() {
        ChargePointFixture fixture = ChargePointFixture.running(version, ChargePointFixture.BUSY);
        fixture.answerWith("Authorize", "{\"idTokenInfo\":{\"status\":\"Unknown\"}}");
        JsonObject idToken = fixture.advanceUntil("Authorize").getAsJsonObject("idToken");
        assertEquals("ISO14443", word(idToken, "type"));
        assertEquals("Available", word(fixture.advanceUntil("StatusNotification"), "connectorStatus"));
        assertEquals(0, fixture.count(FleetCount.SESSIONS));
    }

    /** Returns all events of the next transaction. */
    private static List<JsonObject> transaction(ChargePointFixture fixture) {
        List<JsonObject> events = new ArrayList<>();
        String type = "";
        while (!type.equals("Ended")) {
            JsonObject event = fixture.advanceUntil("TransactionEvent");
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
