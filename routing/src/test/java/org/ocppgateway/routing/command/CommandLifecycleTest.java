package org.ocppgateway.routing.command;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ocppgateway.protocol.model.DerivedIds;
import org.ocppgateway.routing.command.CommandWire.Reply;

/** Every command ends, in exactly one outcome, and a repeated one repeats it. */
class CommandLifecycleTest extends CommandLifecycleFixture {
    @Test
    void anAnsweredCommandIsCompletedWithTheChargePointsWord() throws Exception {
        receive("c1", ",\"issuedAt\":\"2026-11-21T09:59:59Z\"");
        lane.runAll();

        String result = onlyResult();
        assertEquals(
                "{\"commandId\":\"c1\",\"chargePointId\":\"CP-1\",\"type\":\"reset\",\"outcome\":\"completed\",\"sent\":true,"
                        + "\"status\":\"Accepted\",\"payload\":{\"status\":\"Accepted\"},\"podId\":\"gateway-0\",\"protocolVersion\":\"1.6\",\"sessionEpoch\":"
                        + lane.epoch()
                        + ",\"hops\":0,\"issuedAt\":\"2026-11-21T09:59:59.000Z\",\"receivedAt\":\"2026-11-21T10:00:00.000Z\","
                        + "\"sentAt\":\"2026-11-21T10:00:00.000Z\",\"completedAt\":\"2026-11-21T10:00:00.000Z\"}",
                result);
        assertEquals(result, states.result("c1"));
    }

    @Test
    void aResultBelongsToTheTraceOfItsCommand() throws Exception {
        receive("c1", "");
        lane.runAll();
        onlyResult();
        receive("c1", "");

        await().until(() -> results.size() == 2);
        assertEquals(List.of(TRACE, TRACE), traces);
    }

    @Test
    void aCallErrorIsRefused() throws Exception {
        lane.answer(new Reply.Refused("NotSupported", "no", DerivedIds.NONE));
        receive("c1", "");
        lane.runAll();

        assertOutcome("refused", true);
    }

    @Test
    void noAnswerIsUncertain() throws Exception {
        lane.answer(new Reply.Unanswered("no answer in time", DerivedIds.NONE));
        receive("c1", "");
        lane.runAll();

        assertOutcome("uncertain", true);
    }

    @Test
    void whatTheVersionCannotSayIsInvalid() throws Exception {
        lane.answer(new Reply.Inexpressible("no such thing"));
        receive("c1", "");
        lane.runAll();

        assertOutcome("invalid", false);
    }

    @Test
    void aConnectionClosedBeforeWritingIsNotConnected() throws Exception {
        lane.answer(new Reply.Closed());
        receive("c1", "");
        lane.runAll();

        assertOutcome("not-connected", false);
    }

    @Test
    void aChargePointThatIsNotHereIsNotConnected() throws Exception {
        current = null;
        receive("c1", "");

        assertOutcome("not-connected", false);
    }

    @Test
    void aCommandPastItsExpiryIsNotSent() throws Exception {
        receive("c1", ",\"expiresAt\":\"2026-11-21T09:59:59Z\"");

        assertOutcome("expired", false);
        assertEquals(0, lane.waiting());
    }

    @Test
    void aCommandThatExpiresWhileItWaitsIsNotSent() throws Exception {
        receive("c1", "");
        clock.advance(Duration.ofSeconds(60));
        lane.runAll();

        assertOutcome("expired", false);
        assertEquals(List.of(), lane.sent());
    }

    @Test
    void aFullLaneIsOverloadedAtOnce() throws Exception {
        receive("c1", "");
        receive("c2", "");
        receive("c3", "");

        assertOutcome("overloaded", false);
        lane.runAll();
        await().until(() -> results.size() == 3);
    }

    @Test
    void aCommandThatBreaksTheContractButSaysWhoseItIsIsInvalid() throws Exception {
        receive("c1", ",\"priority\":\"whenever\"");

        assertOutcome("invalid", false);
    }

    @Test
    void whatNobodyCanBeToldAboutIsUndecodable() {
        assertThrows(UndecodableException.class, () -> take("{", 0));
        assertThrows(UndecodableException.class, () -> take("{}", 0));
    }

    @Test
    void aRepeatedCommandIdRepeatsTheStoredOutcome() throws Exception {
        receive("c1", "");
        lane.runAll();
        String first = onlyResult();

        clock.advance(Duration.ofHours(1));
        receive("c1", "");

        await().until(() -> results.size() == 2);
        assertEquals(first, results.get(1));
        assertEquals(List.of("c1"), lane.sent());
    }

    @Test
    void theOutcomeOfAnotherPodIsRepeated() throws Exception {
        states.asSeenBy("gateway-1/1").end("c1", THEIRS);

        receive("c1", "");

        assertEquals(THEIRS, onlyResult());
        assertEquals(0, lane.waiting());
    }

    @Test
    void aCommandIdThatIsUnderWayIsIgnored() throws Exception {
        receive("c1", "");
        receive("c1", "");
        assertEquals(1, lane.waiting());
        lane.runAll();

        assertOutcome("completed", true);
        states.asSeenBy("gateway-1/1").claim("c2", CHARGE_POINT, clock.instant());
        receive("c2", "");
        assertEquals(0, lane.waiting());
    }

    @Test
    void aCommandEndedByAnotherPodWhileItWaitedIsNeitherSentNorEndedAgain() throws Exception {
        receive("c1", "");
        states.asSeenBy("gateway-1/1").end("c1", THEIRS);
        lane.runAll();

        assertEquals(List.of(), lane.sent());
        assertTrue(results.isEmpty());
        receive("c1", "");
        assertEquals(THEIRS, onlyResult());
    }

    @Test
    void onlyTheStoredOutcomeIsPublished() throws Exception {
        lane.answer(new Reply.Unanswered("lost", DerivedIds.NONE));
        receive("c1", "");
        states.asSeenBy("gateway-0/1").send("c1", clock.instant());
        states.asSeenBy("gateway-1/1").end("c1", THEIRS);
        current = null;
        lane.drop();
        clock.advance(SETTINGS.reconnectHold());

        assertEquals(THEIRS, onlyResult());
    }

    @Test
    void aResultIsPublishedUntilItIsAcknowledged() throws Exception {
        publishFailures.set(5);
        receive("c1", "");
        lane.runAll();

        assertOutcome("completed", true);
        assertEquals(0, publishFailures.get());
    }

    @Test
    void withRedisOutACommandWrittenSinceTheSessionBeganIsSentAndStoredAndToldLater() throws Exception {
        states.out(true);
        receive("c1", "");
        lane.runAll();
        assertEquals(List.of("c1"), lane.sent());
        receive("c1", "");
        await().during(Duration.ofMillis(50)).until(results::isEmpty);

        states.out(false);

        assertOutcome("completed", true);
        assertEquals(results.getFirst(), states.result("c1"));
        assertEquals(List.of("c1"), lane.sent());
    }

    @Test
    void withRedisOutASendingIsNotedInKafkaAndWaitsUntilItIs() throws Exception {
        states.out(true);
        trailOut = true;
        receive("c1", "");
        Thread worker = Thread.ofVirtual().start(this::runLane);
        await().during(Duration.ofMillis(50)).until(() -> lane.sent().isEmpty());
        trailOut = false;
        assertTrue(worker.join(Duration.ofSeconds(30)));
        assertEquals(List.of("c1"), noted);
        assertEquals(List.of("c1"), lane.sent());

        states.out(false);
        assertOutcome("completed", true);
    }

    private void runLane() {
        try {
            lane.runAll();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void withRedisOutACommandOlderThanTheSessionWaitsForRedis() throws Exception {
        states.out(true);
        FakeLane fresh = new FakeLane(epochOf(clock.instant().plusSeconds(1)), 2);
        current = fresh;
        receive("c1", "");
        assertEquals(0, fresh.waiting());

        states.out(false);
        await().until(() -> fresh.waiting() == 1);
        fresh.runAll();

        assertOutcome("completed", true);
    }

    @Test
    void withRedisOutACommandThatWasWrittenLongAfterItWasIssuedWaitsForRedisAsItMayBeARepetition() throws Exception {
        states.out(true);
        receive("c1", ",\"issuedAt\":\"2026-11-21T09:59:50Z\"");
        assertEquals(0, lane.waiting());

        states.out(false);
        await().until(() -> lane.waiting() == 1);
        lane.runAll();

        assertOutcome("completed", true);
    }

    @Test
    void soonAfterAnOutageWhatMayBeARepetitionWaitsUntilTheSweeperHasToldWhatDeadPodsHaveSent() throws Exception {
        states.reachableSince(clock.instant());
        receive("c1", ",\"issuedAt\":\"2026-11-21T09:59:50Z\"");
        receive("c2", ",\"issuedAt\":\"" + clock.instant() + "\"");
        await().until(() -> lane.waiting() == 1);
        lane.runAll();
        assertTrue(onlyResult().contains("\"c2\""));

        states.asSeenBy("sweeper").end("c1", THEIRS);
        clock.advance(SETTINGS.settleAfterOutage());
        await().until(() -> results.size() == 2);
        assertEquals(THEIRS, results.getLast());
        assertEquals(0, lane.waiting());
    }

    @Test
    void aClaimedCommandWhoseOutcomeCannotBeStoredIsToldWhenRedisIsBack() throws Exception {
        receive("c1", "");
        lane.beforeGate(() -> states.out(true));
        lane.runAll();
        assertEquals(List.of("c1"), lane.sent());
        await().during(Duration.ofMillis(50)).until(results::isEmpty);

        states.out(false);

        assertOutcome("completed", true);
    }

    @Test
    void aReplyThatNobodyWaitsForIsCountedAndNoMore() throws Exception {
        take("{\"type\":\"reply\",\"requestId\":\"r1\",\"payload\":{}}", 0);

        assertTrue(results.isEmpty());
        assertFalse(lane.waiting() > 0);
    }
}
