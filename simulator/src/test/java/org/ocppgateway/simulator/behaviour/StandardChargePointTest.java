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
    void itBootsReportsItsStatusAndSendsHeartbeatsAtTheGivenInterval() {
        ChargePointFixture fixture = new ChargePointFixture(ChargePointFixture.IDLE);
        fixture.chargePoint.start(fixture.now);
        assertEquals(1, fixture.connects);
        fixture.open();
        assertEquals(
                "Simulator",
                fixture.expectCall("BootNotification").get("chargePointVendor").getAsString());
        fixture.expectNothing();
        fixture.result("{\"status\":\"Accepted\",\"currentTime\":\"2026-11-21T00:00:00Z\",\"interval\":100}");
        assertEquals(
                0, fixture.expectCall("StatusNotification").get("connectorId").getAsInt());
        fixture.expectNothing();
        fixture.result("{}");
        assertEquals(
                1, fixture.expectCall("StatusNotification").get("connectorId").getAsInt());
        fixture.result("{}");
        fixture.answerAllCalls();
        fixture.advance(Duration.ofSeconds(1_000));
        assertEquals(10, fixture.sent.size());
        assertTrue(fixture.sent.stream().allMatch(frame -> frame.action().equals("Heartbeat")));
    }

    @Test
    void aRejectedChargePointIsSilentUntilTheNextBoot() {
        ChargePointFixture fixture = new ChargePointFixture(ChargePointFixture.BUSY);
        fixture.chargePoint.start(fixture.now);
        fixture.open();
        fixture.expectCall("BootNotification");
        fixture.result("{\"status\":\"Rejected\",\"currentTime\":\"2026-11-21T00:00:00Z\",\"interval\":60}");
        fixture.chargePoint.onMessage("[2,\"c\",\"ClearCache\",{}]", fixture.now);
        fixture.advance(Duration.ofSeconds(59));
        fixture.expectNothing();
        assertEquals(1, fixture.count(FleetCount.COMMANDS_NOT_ANSWERED));
        fixture.advance(Duration.ofSeconds(2));
        fixture.expectCall("BootNotification");
        fixture.result(ChargePointFixture.BOOT_ACCEPTED);
        fixture.expectCall("StatusNotification");
    }

    @Test
    void aPendingChargePointCanBeConfiguredAndTriggeredButNotStarted() {
        ChargePointFixture fixture = new ChargePointFixture(ChargePointFixture.BUSY);
        fixture.chargePoint.start(fixture.now);
        fixture.open();
        fixture.expectCall("BootNotification");
        fixture.result("{\"status\":\"Pending\",\"currentTime\":\"2026-11-21T00:00:00Z\",\"interval\":60}");
        fixture.expectNothing();
        assertEquals(
                "Accepted",
                fixture.commandStatus("ChangeConfiguration", "{\"key\":\"HeartbeatInterval\",\"value\":\"9\"}"));
        assertEquals("Rejected", fixture.commandStatus("RemoteStartTransaction", "{\"idTag\":\"A\"}"));
        assertEquals(
                "Accepted", fixture.commandStatus("TriggerMessage", "{\"requestedMessage\":\"StatusNotification\"}"));
        fixture.expectCall("StatusNotification");
    }

    @Test
    void anUnansweredBootNotificationIsRepeated() {
        ChargePointFixture fixture = new ChargePointFixture(ChargePointFixture.IDLE);
        fixture.chargePoint.start(fixture.now);
        fixture.open();
        fixture.expectCall("BootNotification");
        fixture.advance(Duration.ofSeconds(61));
        fixture.expectCall("BootNotification");
        fixture.error("InternalError");
        fixture.advance(Duration.ofSeconds(31));
        fixture.expectCall("BootNotification");
    }

    @Test
    void aReconnectionSendsNoBootAndNoUnchangedStatus() {
        ChargePointFixture fixture = ChargePointFixture.running(ChargePointFixture.IDLE);
        fixture.drop(LOST);
        fixture.advance(Duration.ofSeconds(4));
        assertEquals(2, fixture.connects);
        fixture.open();
        fixture.expectNothing();
        assertEquals(1, fixture.count(FleetCount.RECONNECTIONS));
    }

    @Test
    void aStatusChangedOfflineIsReportedOnReconnection() {
        ChargePointFixture fixture = ChargePointFixture.running(ChargePointFixture.BUSY);
        fixture.advanceUntil("StartTransaction");
        fixture.drop(LOST);
        fixture.chargePoint.connector().stop(StopReason.LOCAL, fixture.now);
        fixture.sent.clear();
        fixture.open();
        assertEquals(
                "Finishing",
                fixture.advanceUntil("StatusNotification").get("status").getAsString());
    }

    @Test
    void theBackoffDoublesWithJitterAndResetsAfterAServerMessage() {
        ChargePointFixture fixture = ChargePointFixture.running(ChargePointFixture.IDLE);
        fixture.drop(LOST);
        long minimum = 1;
        for (int attempt = 0; attempt < 8; attempt++) {
            double waited = (fixture.chargePoint.nextTimerAt() - fixture.now) / 1e9;
            assertTrue(waited >= minimum && waited <= minimum + 2, "waited " + waited + " after " + attempt);
            fixture.advance(Duration.ofNanos(fixture.chargePoint.nextTimerAt() - fixture.now));
            assertEquals(attempt + 2, fixture.connects);
            fixture.drop(new CloseReason.Failed("Connection refused"));
            minimum = Math.min(minimum * 2, 32);
        }
        fixture.advance(Duration.ofMinutes(1));
        fixture.open();
        fixture.commandStatus("ClearCache", "{}");
        fixture.drop(LOST);
        assertTrue(fixture.chargePoint.nextTimerAt() - fixture.now
                <= Duration.ofSeconds(3).toNanos());
    }

    @Test
    void anOpenConnectionWithoutMessagesDoesNotResetTheBackoff() {
        ChargePointFixture fixture = ChargePointFixture.running(ChargePointFixture.IDLE);
        for (int i = 0; i < 6; i++) {
            fixture.drop(new CloseReason.ByServer(1013, ""));
            fixture.advance(Duration.ofSeconds(40));
            fixture.open();
        }
        fixture.drop(new CloseReason.ByServer(1013, ""));
        assertTrue(fixture.chargePoint.nextTimerAt() - fixture.now
                >= Duration.ofSeconds(32).toNanos());
    }

    @Test
    void theRetryAfterOfARefusalIsRespected() {
        ChargePointFixture fixture = ChargePointFixture.running(ChargePointFixture.IDLE);
        fixture.drop(new CloseReason.Refused(503, Duration.ofMinutes(2)));
        long waited = fixture.chargePoint.nextTimerAt() - fixture.now;
        assertTrue(waited >= Duration.ofMinutes(2).toNanos()
                && waited <= Duration.ofSeconds(122).toNanos());
    }

    @Test
    void aCommandIsAnsweredWhileACallIsOutstanding() {
        ChargePointFixture fixture = ChargePointFixture.running(ChargePointFixture.IDLE);
        fixture.stopAnsweringAll();
        fixture.commandStatus("TriggerMessage", "{\"requestedMessage\":\"Heartbeat\"}");
        fixture.expectCall("Heartbeat");
        assertEquals("Accepted", fixture.commandStatus("ClearCache", "{}"));
        fixture.result("{\"currentTime\":\"2026-11-21T00:00:00Z\"}");
        assertEquals(0, fixture.count(FleetCount.UNMATCHED_ANSWERS));
    }

    @Test
    void aDelayedCommandIsAnsweredLaterOrDiscardedWithItsConnection() {
        ChargePointFixture fixture =
                ChargePointFixture.running(ChargePointFixture.IDLE.withMaxResponseDelay(Duration.ofSeconds(2)));
        fixture.sendCommand("GetLocalListVersion", "{}");
        fixture.expectNothing();
        fixture.advance(Duration.ofSeconds(2));
        assertEquals("c", fixture.sent.removeFirst().id());

        fixture.sendCommand("GetLocalListVersion", "{}");
        fixture.drop(LOST);
        fixture.advance(Duration.ofSeconds(5));
        fixture.open();
        fixture.advance(Duration.ofSeconds(5));
        fixture.expectNothing();
    }

    @Test
    void aQueuedTransactionMessageIsCountedUntilItsAnswer() {
        ChargePointFixture fixture = ChargePointFixture.running(ChargePointFixture.BUSY);
        fixture.stopAnswering("StartTransaction");
        fixture.advanceUntil("StartTransaction");
        assertEquals(1, fixture.count(FleetCount.TRANSACTION_MESSAGES_QUEUED));
        fixture.result(ChargePointFixture.STARTED);
        assertEquals(0, fixture.count(FleetCount.TRANSACTION_MESSAGES_QUEUED));
    }

    @Test
    void unmatchedAnswersAndMalformedFramesAreCountedAndHarmless() {
        ChargePointFixture fixture = ChargePointFixture.running(ChargePointFixture.IDLE);
        for (String garbage : List.of("", "x", "[]", "[3]", "{}", "[9,\"a\",{}]", "[2,5]", "[2,\"c\",\"Reset\",7]")) {
            fixture.chargePoint.onMessage(garbage, fixture.now);
        }
        fixture.chargePoint.onMessage("[3,\"nobody\",{}]", fixture.now);
        fixture.chargePoint.onMessage("[4,\"nobody\",\"GenericError\",\"\",{}]", fixture.now);
        assertEquals(2, fixture.count(FleetCount.UNMATCHED_ANSWERS));
        assertTrue(fixture.count(FleetCount.MALFORMED_FRAMES) >= 6);
        fixture.sent.clear();
        fixture.advanceUntil("Heartbeat");
    }

    @Test
    void aResetDisconnectsRebootsAndThenSendsTheQueuedStop() {
        ChargePointFixture fixture = ChargePointFixture.running(ChargePointFixture.BUSY);
        fixture.advanceUntil("MeterValues");
        fixture.stopAnsweringAll();
        assertEquals("Accepted", fixture.commandStatus("Reset", "{\"type\":\"Hard\"}"));
        assertEquals(
                "HardReset", fixture.expectCall("StopTransaction").get("reason").getAsString());
        assertEquals(1, fixture.closes);
        fixture.drop(new CloseReason.ByChargePoint(1000));
        fixture.advance(Duration.ofSeconds(3));
        assertEquals(2, fixture.connects);
        fixture.open();
        fixture.expectCall("BootNotification");
        fixture.result(ChargePointFixture.BOOT_ACCEPTED);
        List<String> actions =
                fixture.sent.stream().map(ChargePointFixture.Sent::action).toList();
        assertEquals("StopTransaction", actions.getFirst(), "the stop stays queued during the reboot");
    }

    @Test
    void aShutDownChargePointSendsNoNewCallAndClosesAfterTheLastAnswer() {
        ChargePointFixture fixture = ChargePointFixture.running(ChargePointFixture.BUSY);
        fixture.stopAnswering("Heartbeat");
        fixture.commandStatus("TriggerMessage", "{\"requestedMessage\":\"Heartbeat\"}");
        fixture.chargePoint.shutDown(fixture.now);
        assertEquals(0, fixture.closes);
        fixture.sent.clear();
        fixture.result("{}");
        assertNotEquals(0, fixture.closes);
        assertFalse(fixture.chargePoint.isTerminated());
        fixture.advance(Duration.ofMinutes(5));
        fixture.expectNothing();
        fixture.drop(new CloseReason.ByChargePoint(1000));
        assertTrue(fixture.chargePoint.isTerminated());
        assertEquals(Long.MAX_VALUE, fixture.chargePoint.nextTimerAt());
    }

    @Test
    void aDisconnectedChargePointTerminatesImmediately() {
        ChargePointFixture fixture = ChargePointFixture.running(ChargePointFixture.IDLE);
        fixture.drop(LOST);
        fixture.chargePoint.shutDown(fixture.now);
        assertTrue(fixture.chargePoint.isTerminated());
    }
}
