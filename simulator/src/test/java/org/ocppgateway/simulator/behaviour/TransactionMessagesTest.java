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

/** What real firmware does with transaction messages that are refused, not answered, or cannot be sent. */
class TransactionMessagesTest {
    private static final CloseReason LOST = new CloseReason.Lost();

    @Test
    void threeCallErrorsAndTheMessageIsGone() {
        ChargePointFixture bench = ChargePointFixture.running(ChargePointFixture.BUSY);
        bench.passUntil("StartTransaction");
        bench.answerNo("MeterValues");
        String first = bench.passUntil("MeterValues").toString();
        bench.error("InternalError");
        assertEquals(first, bench.passUntil("MeterValues").toString());
        bench.error("InternalError");
        assertEquals(first, bench.passUntil("MeterValues").toString());
        assertEquals(0, bench.count(FleetCount.TRANSACTION_MESSAGES_DISCARDED));
        bench.error("InternalError");
        assertEquals(1, bench.count(FleetCount.TRANSACTION_MESSAGES_DISCARDED));
    }

    @Test
    void silenceCostsAnAttemptToo() {
        ChargePointFixture bench = ChargePointFixture.running(ChargePointFixture.BUSY);
        bench.answerNo("StartTransaction");
        String first = bench.passUntil("StartTransaction").toString();
        bench.pass(Duration.ofSeconds(30));
        assertEquals(first, bench.passUntil("StartTransaction").toString());
        bench.pass(Duration.ofSeconds(30));
        assertEquals(first, bench.passUntil("StartTransaction").toString());
        bench.pass(Duration.ofSeconds(30));
        assertEquals(1, bench.count(FleetCount.TRANSACTION_MESSAGES_DISCARDED));
    }

    @Test
    void withoutAnAnsweredStartTheRestCarriesTheIdMinusOne() {
        ChargePointFixture bench = ChargePointFixture.running(ChargePointFixture.BUSY);
        bench.answerNo("StartTransaction");
        for (int attempt = 0; attempt < 3; attempt++) {
            bench.passUntil("StartTransaction");
            bench.error("InternalError");
        }
        assertEquals(-1, bench.passUntil("StopTransaction").get("transactionId").getAsLong());
    }

    @Test
    void theWaitGrowsWithTheAttemptsAndOtherMessagesOvertake() {
        ChargePointFixture bench = ChargePointFixture.running(ChargePointFixture.BUSY);
        bench.passUntil("StartTransaction");
        bench.answerNo("MeterValues");
        bench.passUntil("MeterValues");
        bench.error("InternalError");
        bench.commandStatus("TriggerMessage", "{\"requestedMessage\":\"Heartbeat\"}");
        bench.expect("Heartbeat");
        long began = bench.now;
        bench.passUntil("MeterValues");
        assertEquals(10, (bench.now - began) / 1_000_000_000);
        bench.error("InternalError");
        began = bench.now;
        bench.passUntil("MeterValues");
        assertEquals(20, (bench.now - began) / 1_000_000_000);
    }

    @Test
    void aLostConnectionCostsNoAttemptHoweverOften() {
        ChargePointFixture bench = ChargePointFixture.running(ChargePointFixture.BUSY);
        bench.answerNo("StartTransaction");
        String first = bench.passUntil("StartTransaction").toString();
        for (int i = 0; i < 10; i++) {
            bench.drop(LOST);
            bench.pass(Duration.ofSeconds(2));
            bench.sent.clear();
            bench.open();
            assertEquals(first, bench.passUntil("StartTransaction").toString());
        }
        bench.result(ChargePointFixture.STARTED);
        assertEquals(0, bench.count(FleetCount.TRANSACTION_MESSAGES_DISCARDED));
        assertEquals(4711, bench.passUntil("MeterValues").get("transactionId").getAsLong());
    }

    @Test
    void whatHappenedOfflineIsReplayedInOrderWithItsOwnTimes() {
        ChargePointFixture bench = ChargePointFixture.running(ChargePointFixture.BUSY);
        bench.passUntil("StartTransaction");
        bench.drop(LOST);
        bench.pass(Duration.ofMinutes(30));
        bench.sent.clear();
        bench.history.clear();
        bench.open();
        List<String> transactional = bench.history.stream()
                .filter(action -> !action.equals("StatusNotification"))
                .toList();
        assertEquals("MeterValues", transactional.getFirst());
        assertTrue(transactional.contains("StopTransaction"));
        assertTrue(transactional.indexOf("StopTransaction") < transactional.indexOf("StartTransaction"));
        List<String> times = new ArrayList<>();
        for (ChargePointFixture.Sent frame : bench.sent) {
            if (frame.word().equals("MeterValues")) {
                JsonObject sample =
                        frame.payload().getAsJsonArray("meterValue").get(0).getAsJsonObject();
                times.add(sample.get("timestamp").getAsString());
            }
        }
        assertTrue(times.size() > 10);
        assertEquals(times.stream().sorted().distinct().toList(), times);
    }

    @Test
    void aSessionThatBeginsOfflineNeedsNoAuthorize() {
        ChargePointFixture bench = new ChargePointFixture(ChargePointFixture.BUSY);
        bench.answerAlways();
        bench.station.start(bench.now);
        bench.open();
        bench.drop(LOST);
        bench.pass(Duration.ofMinutes(1));
        bench.sent.clear();
        bench.open();
        assertTrue(bench.history.contains("StartTransaction"));
        assertTrue(!bench.history.contains("Authorize"));
    }

    @Test
    void aFullQueueDropsMeterValuesAndKeepsStartAndStop() {
        BehaviourSettings.Calls tight = new BehaviourSettings.Calls(Duration.ofSeconds(30), 3, Duration.ofSeconds(10), 5);
        ChargePointFixture bench = ChargePointFixture.running(ChargePointFixture.BUSY.withCalls(tight));
        bench.passUntil("StopTransaction"); // the first session was under way before, and may end soon
        bench.passUntil("StartTransaction");
        bench.drop(LOST);
        bench.pass(Duration.ofMinutes(60));
        assertTrue(bench.count(FleetCount.METER_VALUES_DROPPED) > 0);
        assertEquals(2, bench.count(FleetCount.SESSIONS), "with a full queue no further session begins");
        bench.history.clear();
        bench.open();
        assertEquals(
                List.of("MeterValues", "MeterValues", "MeterValues", "MeterValues", "StopTransaction"),
                bench.history.stream()
                        .filter(action -> !action.equals("StatusNotification"))
                        .toList());
    }
}
