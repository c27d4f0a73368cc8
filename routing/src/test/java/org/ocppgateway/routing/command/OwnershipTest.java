package org.ocppgateway.routing.command;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ocppgateway.routing.command.CommandQueue.Reply;

/** Commands that another pod owns by now, or whose state is lost. */
class OwnershipTest extends CommandLifecycleFixture {
    private static final String COMPLETED = "{\"commandId\":\"c1\",\"outcome\":\"completed\"}";

    @Test
    void anExpiredCommandIsEndedByThePodThatSentIt() throws Exception {
        receive("c1", "");
        CommandStates theirs = takeElsewhere("c1");
        assertTrue(theirs.send("c1", clock.instant()));

        clock.advance(Duration.ofSeconds(60));
        queue.runAll();

        assertIsTheirs(theirs);
    }

    @Test
    void aCommandOfAnEndedSessionIsEndedByThePodThatSentIt() throws Exception {
        receive("c1", "");
        CommandStates theirs = takeElsewhere("c1");
        assertTrue(theirs.send("c1", clock.instant()));

        current = null;
        queue.drop();
        clock.advance(SETTINGS.reconnectHold());

        assertIsTheirs(theirs);
    }

    @Test
    void anInexpressibleCommandIsEndedByThePodThatSentIt() throws Exception {
        queue.answer(new Reply.Inexpressible("no such thing"));
        receive("c1", "");
        CommandStates theirs = takeElsewhere("c1");
        assertTrue(theirs.send("c1", clock.instant()));

        queue.runAll();

        assertIsTheirs(theirs);
    }

    private void assertIsTheirs(CommandStates theirs) throws Exception {
        await().during(Duration.ofMillis(100)).until(() -> results.isEmpty() && states.result("c1") == null);
        theirs.end("c1", theirs.ownership(clock.instant().minusSeconds(60)), THEIRS);
        CommandState state = theirs.find("c1").orElseThrow();
        theirs.end("c1", state.ownership(), THEIRS);
        assertEquals(THEIRS, states.result("c1"));
    }

    @Test
    void aMalformedRepetitionOfARunningCommandIsIgnored() throws Exception {
        receive("c1", "");
        receive("c1", ",\"priority\":\"whenever\"");
        await().during(Duration.ofMillis(50)).until(results::isEmpty);
        queue.runAll();

        assertOutcome("completed", true);
    }

    @Test
    void aMalformedRepetitionOfACommandOfAnotherPodIsIgnored() throws Exception {
        CommandStates theirs = states.asSeenBy("gateway-1/1");
        theirs.claim("c1", CHARGE_POINT, clock.instant());
        theirs.send("c1", clock.instant());

        receive("c1", ",\"priority\":\"whenever\"");

        await().during(Duration.ofMillis(50)).until(() -> results.isEmpty() && states.result("c1") == null);
    }

    @Test
    void aMalformedRepetitionOfAnEndedCommandRepeatsItsOutcome() throws Exception {
        endElsewhere("c1");

        receive("c1", ",\"priority\":\"whenever\"");

        assertEquals(THEIRS, onlyResult());
    }

    @Test
    void afterAFlushACommandThatNoOtherPodCanHaveOwnedIsClaimedAgainAndSent() throws Exception {
        receive("c1", "");
        states.flush(clock.instant());
        queue.runAll();

        assertOutcome("completed", true);
    }

    @Test
    void afterAFlushACommandIsUncertainIfThisPodWasCutOffBefore() throws Exception {
        receive("c1", "");
        states.cutOff(true);
        states.flush(clock.instant());
        queue.runAll();

        assertOutcome("uncertain", true);
        assertEquals(List.of(), queue.sent());
    }

    @Test
    void afterAFlushACommandThatOtherPodsMayHaveOwnedIsUncertain() throws Exception {
        receive("c1", "", 1);
        states.flush(clock.instant());
        queue.runAll();

        assertOutcome("uncertain", true);
        assertEquals(List.of(), queue.sent());
    }

    @Test
    void afterAFlushACommandThatPermitsResendingIsSent() throws Exception {
        receive("c1", ",\"resend\":true", 1);
        states.flush(clock.instant());
        queue.runAll();

        assertOutcome("completed", true);
    }

    @Test
    void afterAFlushAPublishedResultIsStoredAgainAndRepeated() throws Exception {
        states.flush(clock.instant());
        published.put("c1", THEIRS);
        receive("c1", "", 1);

        assertEquals(THEIRS, onlyResult());
        assertEquals(THEIRS, states.result("c1"));
        assertEquals(0, queue.waiting());
    }

    @Test
    void aRecordYoungerThanItsCommandMayRepeatALostCommand() throws Exception {
        states.flush(clock.instant().minusSeconds(10));
        receive("c1", ",\"issuedAt\":\"" + clock.instant().minusSeconds(20) + "\"");

        assertOutcome("uncertain", true);
        assertEquals(0, queue.waiting());
    }

    @Test
    void aCommandWrittenAfterTheFlushIsNew() throws Exception {
        states.flush(clock.instant().minusSeconds(10));
        published.put("c1", COMPLETED);
        receive("c1", "", 1);
        queue.runAll();

        assertOutcome("completed", true);
        assertEquals(List.of("c1"), queue.sent());
    }

    @Test
    void thePublishedResultOfARunningCommandIsKeptAfterAFlush() throws Exception {
        receive("c1", "");
        queue.afterGate(() -> {
            states.flush(clock.instant());
            published.put("c1", THEIRS);
        });
        queue.runAll();

        assertEquals(THEIRS, onlyResult());
        assertEquals(THEIRS, states.result("c1"));
    }

    @Test
    void theResultOfAnAnsweredCommandIsStoredAfterAFlush() throws Exception {
        receive("c1", "");
        queue.afterGate(() -> states.flush(clock.instant()));
        queue.runAll();

        assertOutcome("completed", true);
        assertEquals(results.getFirst(), states.result("c1"));
        assertNull(states.result("c2"));
    }
}
