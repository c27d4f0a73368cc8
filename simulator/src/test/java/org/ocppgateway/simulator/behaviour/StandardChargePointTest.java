package org.ocppgateway.simulator.behaviour;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ocppgateway.simulator.measure.FleetCount;
import org.ocppgateway.simulator.net.CloseReason;

class StandardChargePointTest {
    private static final CloseReason LOST = new CloseReason.Lost();

    @Test
    void itBootsThenReportsThenBeatsAtTheIntervalOfTheServer() {
        ChargePointFixture bench = new ChargePointFixture(ChargePointFixture.IDLE);
        bench.station.start(bench.now);
        assertEquals(1, bench.connects);
        bench.open();
        assertEquals(
                "Simulator",
                bench.expect("BootNotification").get("chargePointVendor").getAsString());
        bench.expectNothing();
        bench.result("{\"status\":\"Accepted\",\"currentTime\":\"2026-11-21T00:00:00Z\",\"interval\":100}");
        assertEquals(0, bench.expect("StatusNotification").get("connectorId").getAsInt());
        bench.expectNothing();
        bench.result("{}");
        assertEquals(1, bench.expect("StatusNotification").get("connectorId").getAsInt());
        bench.result("{}");
        bench.answerAlways();
        bench.pass(Duration.ofSeconds(1_000));
        assertEquals(10, bench.sent.size());
        assertTrue(bench.sent.stream().allMatch(frame -> frame.word().equals("Heartbeat")));
    }

    @Test
    void whileRejectedItWaitsTheIntervalSendsNothingAndAnswersNothing() {
        ChargePointFixture bench = new ChargePointFixture(ChargePointFixture.BUSY);
        bench.station.start(bench.now);
        bench.open();
        bench.expect("BootNotification");
        bench.result("{\"status\":\"Rejected\",\"currentTime\":\"2026-11-21T00:00:00Z\",\"interval\":60}");
        bench.station.received("[2,\"c\",\"ClearCache\",{}]", bench.now);
        bench.pass(Duration.ofSeconds(59));
        bench.expectNothing();
        assertEquals(1, bench.count(FleetCount.COMMANDS_NOT_ANSWERED));
        bench.pass(Duration.ofSeconds(2));
        bench.expect("BootNotification");
        bench.result(ChargePointFixture.BOOT_ACCEPTED);
        bench.expect("StatusNotification");
    }

    @Test
    void whilePendingItCanBeConfiguredAndTriggeredButNotStarted() {
        ChargePointFixture bench = new ChargePointFixture(ChargePointFixture.BUSY);
        bench.station.start(bench.now);
        bench.open();
        bench.expect("BootNotification");
        bench.result("{\"status\":\"Pending\",\"currentTime\":\"2026-11-21T00:00:00Z\",\"interval\":60}");
        bench.expectNothing();
        assertEquals(
                "Accepted",
                bench.commandStatus("ChangeConfiguration", "{\"key\":\"HeartbeatInterval\",\"value\":\"9\"}"));
        assertEquals("Rejected", bench.commandStatus("RemoteStartTransaction", "{\"idTag\":\"A\"}"));
        assertEquals(
                "Accepted", bench.commandStatus("TriggerMessage", "{\"requestedMessage\":\"StatusNotification\"}"));
        bench.expect("StatusNotification");
    }

    @Test
    void anUnansweredBootIsRepeated() {
        ChargePointFixture bench = new ChargePointFixture(ChargePointFixture.IDLE);
        bench.station.start(bench.now);
        bench.open();
        bench.expect("BootNotification");
        bench.pass(Duration.ofSeconds(61));
        bench.expect("BootNotification");
        bench.error("InternalError");
        bench.pass(Duration.ofSeconds(31));
        bench.expect("BootNotification");
    }

    @Test
    void aReconnectionBringsNoBootAndNoStatusThatIsKnown() {
        ChargePointFixture bench = ChargePointFixture.running(ChargePointFixture.IDLE);
        bench.drop(LOST);
        bench.pass(Duration.ofSeconds(4));
        assertEquals(2, bench.connects);
        bench.open();
        bench.expectNothing();
        assertEquals(1, bench.count(FleetCount.RECONNECTIONS));
    }

    @Test
    void aStatusThatChangedOfflineIsReportedOnReconnection() {
        ChargePointFixture bench = ChargePointFixture.running(ChargePointFixture.BUSY);
        bench.passUntil("StartTransaction");
        bench.drop(LOST);
        bench.station.connector().stop(StopReason.LOCAL, bench.now);
        bench.sent.clear();
        bench.open();
        assertEquals(
                "Finishing", bench.passUntil("StatusNotification").get("status").getAsString());
    }

    @Test
    void waitsBetweenAttemptsDoubleWithAJitterAndBeginAnewOnceTheServerHasSpoken() {
        ChargePointFixture bench = ChargePointFixture.running(ChargePointFixture.IDLE);
        bench.drop(LOST);
        long minimum = 1;
        for (int attempt = 0; attempt < 8; attempt++) {
            double waited = (bench.station.wakeAt() - bench.now) / 1e9;
            assertTrue(waited >= minimum && waited <= minimum + 2, "waited " + waited + " after " + attempt);
            bench.pass(Duration.ofNanos(bench.station.wakeAt() - bench.now));
            assertEquals(attempt + 2, bench.connects);
            bench.drop(new CloseReason.Failed("Connection refused"));
            minimum = Math.min(minimum * 2, 32);
        }
        bench.pass(Duration.ofMinutes(1));
        bench.open();
        bench.commandStatus("ClearCache", "{}");
        bench.drop(LOST);
        assertTrue(bench.station.wakeAt() - bench.now <= Duration.ofSeconds(3).toNanos());
    }

    @Test
    void anOpenedConnectionThatNeverSpeaksDoesNotResetTheWait() {
        ChargePointFixture bench = ChargePointFixture.running(ChargePointFixture.IDLE);
        for (int i = 0; i < 6; i++) {
            bench.drop(new CloseReason.ByServer(1013, ""));
            bench.pass(Duration.ofSeconds(40));
            bench.open();
        }
        bench.drop(new CloseReason.ByServer(1013, ""));
        assertTrue(bench.station.wakeAt() - bench.now >= Duration.ofSeconds(32).toNanos());
    }

    @Test
    void aRefusalThatSaysWhenIsObeyed() {
        ChargePointFixture bench = ChargePointFixture.running(ChargePointFixture.IDLE);
        bench.drop(new CloseReason.Refused(503, Duration.ofMinutes(2)));
        long waited = bench.station.wakeAt() - bench.now;
        assertTrue(waited >= Duration.ofMinutes(2).toNanos()
                && waited <= Duration.ofSeconds(122).toNanos());
    }

    @Test
    void aCommandIsAnsweredWhileACallIsOutstanding() {
        ChargePointFixture bench = ChargePointFixture.running(ChargePointFixture.IDLE);
        bench.answerNothing();
        bench.commandStatus("TriggerMessage", "{\"requestedMessage\":\"Heartbeat\"}");
        bench.expect("Heartbeat");
        assertEquals("Accepted", bench.commandStatus("ClearCache", "{}"));
        bench.result("{\"currentTime\":\"2026-11-21T00:00:00Z\"}");
        assertEquals(0, bench.count(FleetCount.UNMATCHED_ANSWERS));
    }

    @Test
    void aChargePointThatTakesItsTimeObeysAndAnswersLaterAndForgetsWhatItsConnectionTookAlong() {
        ChargePointFixture bench = ChargePointFixture.running(ChargePointFixture.IDLE.withLongestAnswerTime(Duration.ofSeconds(2)));
        bench.giveCommand("GetLocalListVersion", "{}");
        bench.expectNothing();
        bench.pass(Duration.ofSeconds(2));
        assertEquals("c", bench.sent.removeFirst().id());

        bench.giveCommand("GetLocalListVersion", "{}");
        bench.drop(LOST);
        bench.pass(Duration.ofSeconds(5));
        bench.open();
        bench.pass(Duration.ofSeconds(5));
        bench.expectNothing();
    }

    @Test
    void whatIsKeptIsCountedUntilItIsAnswered() {
        ChargePointFixture bench = ChargePointFixture.running(ChargePointFixture.BUSY);
        bench.answerNo("StartTransaction");
        bench.passUntil("StartTransaction");
        assertEquals(1, bench.count(FleetCount.TRANSACTION_MESSAGES_KEPT));
        bench.result(ChargePointFixture.STARTED);
        assertEquals(0, bench.count(FleetCount.TRANSACTION_MESSAGES_KEPT));
    }

    @Test
    void answersToNothingAndGarbageAreCountedAndHarmless() {
        ChargePointFixture bench = ChargePointFixture.running(ChargePointFixture.IDLE);
        for (String garbage : List.of("", "x", "[]", "[3]", "{}", "[9,\"a\",{}]", "[2,5]", "[2,\"c\",\"Reset\",7]")) {
            bench.station.received(garbage, bench.now);
        }
        bench.station.received("[3,\"nobody\",{}]", bench.now);
        bench.station.received("[4,\"nobody\",\"GenericError\",\"\",{}]", bench.now);
        assertEquals(2, bench.count(FleetCount.UNMATCHED_ANSWERS));
        assertTrue(bench.count(FleetCount.MALFORMED_FRAMES) >= 6);
        bench.sent.clear();
        bench.passUntil("Heartbeat");
    }

    @Test
    void aResetEndsTheSessionDisconnectsAndBootsAgainWithTheStopStillToCome() {
        ChargePointFixture bench = ChargePointFixture.running(ChargePointFixture.BUSY);
        bench.passUntil("MeterValues");
        bench.answerNothing();
        assertEquals("Accepted", bench.commandStatus("Reset", "{\"type\":\"Hard\"}"));
        assertEquals("HardReset", bench.expect("StopTransaction").get("reason").getAsString());
        assertEquals(1, bench.closes);
        bench.drop(new CloseReason.ByChargePoint(1000));
        bench.pass(Duration.ofSeconds(3));
        assertEquals(2, bench.connects);
        bench.open();
        bench.expect("BootNotification");
        bench.result(ChargePointFixture.BOOT_ACCEPTED);
        List<String> words = bench.sent.stream().map(ChargePointFixture.Sent::word).toList();
        assertEquals("StopTransaction", words.getFirst(), "kept over the reboot");
    }

    @Test
    void retiredItSendsNothingNewAndLeavesWhenTheLastAnswerIsThere() {
        ChargePointFixture bench = ChargePointFixture.running(ChargePointFixture.BUSY);
        bench.answerNo("Heartbeat");
        bench.commandStatus("TriggerMessage", "{\"requestedMessage\":\"Heartbeat\"}");
        bench.station.retire(bench.now);
        assertEquals(0, bench.closes);
        bench.sent.clear();
        bench.result("{}");
        assertNotEquals(0, bench.closes);
        assertFalse(bench.station.ended());
        bench.pass(Duration.ofMinutes(5));
        bench.expectNothing();
        bench.drop(new CloseReason.ByChargePoint(1000));
        assertTrue(bench.station.ended());
        assertEquals(Long.MAX_VALUE, bench.station.wakeAt());
    }

    @Test
    void retiredWhileWaitingToReconnectItIsGoneAtOnce() {
        ChargePointFixture bench = ChargePointFixture.running(ChargePointFixture.IDLE);
        bench.drop(LOST);
        bench.station.retire(bench.now);
        assertTrue(bench.station.ended());
    }
}
