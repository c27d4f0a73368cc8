package org.ocppgateway.routing.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ocppgateway.protocol.model.DerivedIds;
import org.ocppgateway.routing.command.CommandQueue.Reply;

/** Every command ends with exactly one outcome, and a repeated command repeats it. */
class CommandLifecycleTest extends CommandLifecycleFixture {
    @Test
    void anAnsweredCommandIsCompletedWithTheChargePointsStatus() throws Exception {
        receive("c1", ",\"issuedAt\":\"2026-11-21T09:59:59Z\"");
        queue.runAll();

        String result = onlyResult();
        assertEquals(
                "{\"commandId\":\"c1\",\"chargePointId\":\"CP-1\",\"type\":\"reset\",\"outcome\":\"completed\",\"sent\":true,"
                        + "\"status\":\"Accepted\",\"payload\":{\"status\":\"Accepted\"},\"podId\":\"gateway-0\",\"protocolVersion\":\"1.6\",\"sessionEpoch\":"
                        + queue.epoch()
                        + ",\"hops\":0,\"issuedAt\":\"2026-11-21T09:59:59.000Z\",\"receivedAt\":\"2026-11-21T10:00:00.000Z\","
                        + "\"sentAt\":\"2026-11-21T10:00:00.000Z\",\"completedAt\":\"2026-11-21T10:00:00.000Z\"}",
                result);
        assertEquals(result, states.result("c1"));
    }

    @Test
    void aResultHasTheTraceOfItsCommand() throws Exception {
        receive("c1", "");
        queue.runAll();
        onlyResult();
        receive("c1", "");

        await().until(() -> results.size() == 2);
        assertEquals(List.of(TRACE, TRACE), traces);
    }

    @Test
    void aCallErrorIsRefused() throws Exception {
        queue.answer(new Reply.Refused("NotSupported", "no", DerivedIds.NONE));
        receive("c1", "");
        queue.runAll();

        assertOutcome("refused", true);
    }

    @Test
    void noAnswerIsUncertain() throws Exception {
        queue.answer(new Reply.Unanswered("no answer in time", DerivedIds.NONE));
        receive("c1", "");
        queue.runAll();

        assertOutcome("uncertain", true);
    }

    @Test
    void aCommandThatTheVersionCannotExpressIsInvalid() throws Exception {
        queue.answer(new Reply.Inexpressible("no such thing"));
        receive("c1", "");
        queue.runAll();

        assertOutcome("invalid", false);
    }

    @Test
    void aConnectionClosedBeforeWritingIsNotConnected() throws Exception {
        queue.answer(new Reply.Closed());
        receive("c1", "");
        queue.runAll();

        assertOutcome("not-connected", false);
    }

    @Test
    void aChargePointWithoutASessionIsNotConnected() throws Exception {
        current = null;
        receive("c1", "");

        assertOutcome("not-connected", false);
    }

    @Test
    void anExpiredCommandIsNotSent() throws Exception {
        receive("c1", ",\"expiresAt\":\"2026-11-21T09:59:59Z\"");

        assertOutcome("expired", false);
        assertEquals(0, queue.waiting());
    }

    @Test
    void aCommandThatExpiresWhileItWaitsIsNotSent() throws Exception {
        receive("c1", "");
        clock.advance(Duration.ofSeconds(60));
        queue.runAll();

        assertOutcome("expired", false);
        assertEquals(List.of(), queue.sent());
    }

    @Test
    void theExpiryIsCountedFromTheIssue() throws Exception {
        receive("c1", ",\"issuedAt\":\"" + clock.instant().minusSeconds(60) + "\"");

        assertOutcome("expired", false);
    }

    @Test
    void withoutATimeOfIssueTheExpiryIsCountedFromTheRecord() throws Exception {
        String command = "{\"commandId\":\"c1\",\"chargePointId\":\"CP-1\",\"type\":\"reset\",\"data\":{}}";
        lifecycle.accept(
                new CommandRecord(command.getBytes(UTF_8), 0, clock.instant().minusSeconds(60), TRACE));

        assertOutcome("expired", false);
    }

    @Test
    void aFullQueueIsOverloadedAtOnce() throws Exception {
        receive("c1", "");
        receive("c2", "");
        receive("c3", "");

        assertOutcome("overloaded", false);
        queue.runAll();
        await().until(() -> results.size() == 3);
    }

    @Test
    void aMalformedCommandWithAnIdIsInvalid() throws Exception {
        receive("c1", ",\"priority\":\"whenever\"");

        assertOutcome("invalid", false);
    }

    @Test
    void aRecordWithoutACommandIdIsUndecodable() {
        assertThrows(UndecodableException.class, () -> take("{", 0));
        assertThrows(UndecodableException.class, () -> take("{}", 0));
    }

    @Test
    void aRepeatedCommandIdRepeatsTheStoredOutcome() throws Exception {
        receive("c1", "");
        queue.runAll();
        String first = onlyResult();

        clock.advance(Duration.ofHours(1));
        receive("c1", "");

        await().until(() -> results.size() == 2);
        assertEquals(first, results.get(1));
        assertEquals(List.of("c1"), queue.sent());
    }

    @Test
    void theOutcomeOfAnotherPodIsRepeated() throws Exception {
        endElsewhere("c1");

        receive("c1", "");

        assertEquals(THEIRS, onlyResult());
        assertEquals(0, queue.waiting());
    }

    @Test
    void aRunningCommandIdIsIgnored() throws Exception {
        receive("c1", "");
        receive("c1", "");
        assertEquals(1, queue.waiting());
        queue.runAll();

        assertOutcome("completed", true);
        states.asSeenBy("gateway-1/1").claim("c2", CHARGE_POINT, clock.instant());
        receive("c2", "");
        assertEquals(0, queue.waiting());
    }

    @Test
    void aCommandThatAnotherPodEndedWhileItWaitedIsNotSentAndKeepsItsOutcome() throws Exception {
        receive("c1", "");
        endElsewhere("c1");
        queue.runAll();

        assertEquals(List.of(), queue.sent());
        assertEquals(THEIRS, onlyResult());
        assertEquals(THEIRS, states.result("c1"));
    }

    @Test
    void onlyTheStoredOutcomeIsPublished() throws Exception {
        queue.answer(new Reply.Unanswered("lost", DerivedIds.NONE));
        receive("c1", "");
        states.asSeenBy("gateway-0/1").send("c1", clock.instant());
        endElsewhere("c1");
        current = null;
        queue.drop();
        clock.advance(SETTINGS.reconnectHold());

        assertEquals(THEIRS, onlyResult());
    }

    @Test
    void aResultIsPublishedUntilItIsAcknowledged() throws Exception {
        publishFailures.set(5);
        receive("c1", "");
        queue.runAll();

        assertOutcome("completed", true);
        assertEquals(0, publishFailures.get());
    }

    @Test
    void anOutcomeThatCannotBeStoredIsPublishedAfterTheRedisOutage() throws Exception {
        receive("c1", "");
        queue.afterGate(() -> states.out(true));
        queue.runAll();
        assertEquals(List.of("c1"), queue.sent());
        await().during(Duration.ofMillis(50)).until(results::isEmpty);

        states.out(false);

        assertOutcome("completed", true);
    }

    @Test
    void aReplyWithoutARequestIsOnlyCounted() throws Exception {
        take("{\"type\":\"reply\",\"requestId\":\"r1\",\"payload\":{}}", 0);

        assertTrue(results.isEmpty());
        assertFalse(queue.waiting() > 0);
    }
}
