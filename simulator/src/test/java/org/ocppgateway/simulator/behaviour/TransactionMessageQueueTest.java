package org.ocppgateway.simulator.behaviour;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ocppgateway.simulator.measure.FleetCount;
import org.ocppgateway.simulator.net.CloseReason;

/** Transaction messages that are refused, unanswered, or cannot be sent. */
class TransactionMessageQueueTest {
    private static final CloseReason LOST = new CloseReason.Lost();

    @Test
    void aMessageIsDiscardedAfterThreeCallErrors() {
        ChargePointFixture fixture = ChargePointFixture.running(ChargePointFixture.BUSY);
        fixture.advanceUntil("StartTransaction");
        fixture.stopAnswering("MeterValues");
        String first = fixture.advanceUntil("MeterValues").toString();
        fixture.error("InternalError");
        assertEquals(first, fixture.advanceUntil("MeterValues").toString());
        fixture.error("InternalError");
        assertEquals(first, fixture.advanceUntil("MeterValues").toString());
        assertEquals(0, fixture.count(FleetCount.TRANSACTION_MESSAGES_DISCARDED));
        fixture.error("InternalError");
        assertEquals(1, fixture.count(FleetCount.TRANSACTION_MESSAGES_DISCARDED));
    }

    @Test
    void aTimeoutCountsAsAnAttempt() {
        ChargePointFixture fixture = ChargePointFixture.running(ChargePointFixture.BUSY);
        fixture.stopAnswering("StartTransaction");
        String first = fixture.advanceUntil("StartTransaction").toString();
        fixture.advance(Duration.ofSeconds(30));
        assertEquals(first, fixture.advanceUntil("StartTransaction").toString());
        fixture.advance(Duration.ofSeconds(30));
        assertEquals(first, fixture.advanceUntil("StartTransaction").toString());
        fixture.advance(Duration.ofSeconds(30));
        assertEquals(1, fixture.count(FleetCount.TRANSACTION_MESSAGES_DISCARDED));
    }

    @Test
    void laterMessagesHaveTheIdMinusOneAfterAnUnansweredStart() {
        ChargePointFixture fixture = ChargePointFixture.running(ChargePointFixture.BUSY);
        fixture.stopAnswering("StartTransaction");
        for (int attempt = 0; attempt < 3; attempt++) {
            fixture.advanceUntil("StartTransaction");
            fixture.error("InternalError");
        }
        assertEquals(
                -1, fixture.advanceUntil("StopTransaction").get("transactionId").getAsLong());
    }

    @Test
    void theRetryWaitGrowsAndOrdinaryMessagesHavePriority() {
        ChargePointFixture fixture = ChargePointFixture.running(ChargePointFixture.BUSY);
        fixture.advanceUntil("StartTransaction");
        fixture.stopAnswering("MeterValues");
        fixture.advanceUntil("MeterValues");
        fixture.error("InternalError");
        fixture.commandStatus("TriggerMessage", "{\"requestedMessage\":\"Heartbeat\"}");
        fixture.expectCall("Heartbeat");
        long began = fixture.now;
        fixture.advanceUntil("MeterValues");
        assertEquals(10, (fixture.now - began) / 1_000_000_000);
        fixture.error("InternalError");
        began = fixture.now;
        fixture.advanceUntil("MeterValues");
        assertEquals(20, (fixture.now - began) / 1_000_000_000);
    }

    @Test
    void repeatedLostConnectionsDoNotCountAsAttempts() {
        ChargePointFixture fixture = ChargePointFixture.running(ChargePointFixture.BUSY);
        fixture.stopAnswering("StartTransaction");
        String first = fixture.advanceUntil("StartTransaction").toString();
        for (int i = 0; i < 10; i++) {
            fixture.drop(LOST);
            fixture.advance(Duration.ofSeconds(2));
            fixture.sent.clear();
            fixture.open();
            assertEquals(first, fixture.advanceUntil("StartTransaction").toString());
        }
        fixture.result(ChargePointFixture.STARTED);
        assertEquals(0, fixture.count(FleetCount.TRANSACTION_MESSAGES_DISCARDED));
        assertEquals(
                4711, fixture.advanceUntil("MeterValues").get("transactionId").getAsLong());
    }

    @Test
    void offlineMessagesAreSentInOrderWithTheirOriginalTimes() {
        ChargePointFixture fixture = ChargePointFixture.running(ChargePointFixture.BUSY);
        fixture.advanceUntil("StartTransaction");
        fixture.drop(LOST);
        fixture.advance(Duration.ofMinutes(30));
        fixture.sent.clear();
        fixture.history.clear();
        fixture.open();
        List<String> transactional = fixture.history.stream()
                .filter(action -> !action.equals("StatusNotification"))
                .toList();
        assertEquals("MeterValues", transactional.getFirst());
        assertTrue(transactional.contains("StopTransaction"));
        assertTrue(transactional.indexOf("StopTransaction") < transactional.indexOf("StartTransaction"));
        List<String> times = new ArrayList<>();
        for (ChargePointFixture.Sent frame : fixture.sent) {
            if (frame.action().equals("MeterValues")) {
                JsonObject sample =
                        frame.payload().getAsJsonArray("meterValue").get(0).getAsJsonObject();
                times.add(sample.get("timestamp").getAsString());
            }
        }
        assertTrue(times.size() > 10);
        assertEquals(times.stream().sorted().distinct().toList(), times);
    }

    @Test
    void anOfflineSessionStartsWithoutAuthorize() {
        ChargePointFixture fixture = new ChargePointFixture(ChargePointFixture.BUSY);
        fixture.answerAllCalls();
        fixture.chargePoint.start(fixture.now);
        fixture.open();
        fixture.drop(LOST);
        fixture.advance(Duration.ofMinutes(1));
        fixture.sent.clear();
        fixture.open();
        assertTrue(fixture.history.contains("StartTransaction"));
        assertTrue(!fixture.history.contains("Authorize"));
    }

    @Test
    void aFullQueueDropsMeterValuesAndKeepsStartAndStop() {
        BehaviourSettings.Calls tight =
                new BehaviourSettings.Calls(Duration.ofSeconds(30), 3, Duration.ofSeconds(10), 5);
        ChargePointFixture fixture = ChargePointFixture.running(ChargePointFixture.BUSY.withCalls(tight));
        fixture.advanceUntil("StopTransaction"); // the first session started before the simulation and can be short
        fixture.advanceUntil("StartTransaction");
        fixture.drop(LOST);
        fixture.advance(Duration.ofMinutes(60));
        assertTrue(fixture.count(FleetCount.METER_VALUES_DROPPED) > 0);
        assertEquals(2, fixture.count(FleetCount.SESSIONS), "no session starts with a full queue");
        fixture.history.clear();
        fixture.open();
        assertEquals(
                List.of("MeterValues", "MeterValues", "MeterValues", "MeterValues", "StopTransaction"),
                fixture.history.stream()
                        .filter(action -> !action.equals("StatusNotification"))
                        .toList());
    }
}
