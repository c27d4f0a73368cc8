package org.ocppgateway.routing.command;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ocppgateway.protocol.ChargePointId;

/** A command whose charge point is not connected here waits for a reconnect, is forwarded, or ends. */
class DisconnectedChargePointTest extends CommandLifecycleFixture {
    @Test
    void aCommandIsNotConnectedIfItsSessionEndsAndTheChargePointDoesNotReconnect() throws Exception {
        receive("c1", "");
        current = null;
        queue.drop();
        await().until(() -> stage("c1") == CommandState.Stage.WAITING);
        assertTrue(results.isEmpty());

        clock.advance(SETTINGS.reconnectHold());

        assertOutcome("not-connected", false);
    }

    @Test
    void commandsWaitForARecentlyDisconnectedChargePointInOrder() throws Exception {
        current = null;
        routes.left(CHARGE_POINT);
        receive("c1", "");
        receive("c2", "");
        assertEquals(0, queue.waiting());

        current = queue;
        await().until(() -> queue.waiting() == 2);
        queue.runAll();

        await().until(() -> results.size() == 2);
        assertEquals(List.of("c1", "c2"), queue.sent());
    }

    @Test
    void aCommandThatExpiresWhileItsChargePointIsDisconnectedIsExpired() throws Exception {
        current = null;
        routes.left(CHARGE_POINT);
        receive("c1", ",\"expiresAt\":\"2026-11-21T10:00:05Z\"");

        clock.advance(Duration.ofSeconds(5));

        assertOutcome("expired", false);
    }

    @Test
    void waitingCommandsBeyondTheLimitAreOverloaded() throws Exception {
        current = null;
        routes.left(CHARGE_POINT);
        for (int i = 0; i < 11; i++) {
            receive("c" + i, "");
        }

        assertOutcome("overloaded", false);
        clock.advance(SETTINGS.reconnectHold());
        await().until(() -> results.size() == 11);
    }

    @Test
    void aCommandForAChargePointOnAnotherPodIsForwardedOnceAndReleased() throws Exception {
        current = null;
        routes.at(CHARGE_POINT, "gateway-1");
        receive("c1", "");

        assertEquals(List.of("gateway-1 after 0"), forwarded);
        assertEquals(
                new CommandStates.Claim.Claimed(null, false),
                states.asSeenBy("gateway-1/1").claim("c1", CHARGE_POINT, clock.instant()));
        assertTrue(results.isEmpty());
    }

    @Test
    void aCommandThatWasForwardedOnceIsNotForwardedAgain() throws Exception {
        current = null;
        routes.at(CHARGE_POINT, "gateway-1");
        receive("c1", "", 1);

        assertOutcome("not-connected", false);
        assertTrue(onlyResult().contains("\"hops\":1"), onlyResult());
        assertEquals(List.of(), forwarded);
    }

    @Test
    void aCommandFollowsAChargePointThatReconnectsToAnotherPod() throws Exception {
        receive("c1", "");
        current = null;
        queue.drop();
        routes.at(CHARGE_POINT, "gateway-1");

        await().until(() -> forwarded.equals(List.of("gateway-1 after 0")));
        assertTrue(results.isEmpty());
    }

    @Test
    void aFailedForwardIsRetried() throws Exception {
        current = null;
        routes.at(CHARGE_POINT, "gateway-1");
        publishFailures.set(2);
        receive("c1", "");

        await().until(() -> forwarded.equals(List.of("gateway-1 after 0")));
    }

    @Test
    void aCommandThatADeadPodMayHaveSentIsUncertainIfItIsNotSentNow() throws Exception {
        CommandStates theirs = states.asSeenBy("gateway-1/1");
        theirs.claim("c1", CHARGE_POINT, clock.instant());
        theirs.send("c1", clock.instant());
        theirs.release("c1", CHARGE_POINT, theirs.find("c1").orElseThrow().ownership(), null, clock.instant());
        current = null;
        receive("c1", ",\"resend\":true", 1);

        assertOutcome("uncertain", true);
    }

    @Test
    void aCommandThatCannotBeRoutedBlocksNoOther() throws Exception {
        current = null;
        ChargePointId broken = new ChargePointId("CP-BROKEN");
        routes.left(broken);
        routes.left(CHARGE_POINT);
        take("{\"commandId\":\"c0\",\"chargePointId\":\"CP-BROKEN\",\"type\":\"reset\"}", 0);
        receive("c1", "");
        routes.breakFor(broken);
        // An attempt that looked the route up before has ended by then.
        await().until(() -> routes.brokenLookups() > 0);

        clock.advance(SETTINGS.reconnectHold());

        assertOutcome("not-connected", false);
        routes.breakFor(null);
        await().until(() -> results.size() == 2);
    }

    @Test
    void aCommandForAnEndedSessionWaitsForTheNextOne() throws Exception {
        routes.left(CHARGE_POINT);
        queue.close();
        receive("c1", "");
        assertTrue(results.isEmpty());
        FakeCommandQueue next = new FakeCommandQueue(epochOf(clock.instant()), 2);
        current = next;

        await().until(() -> next.waiting() == 1);
        next.runAll();

        assertOutcome("completed", true);
    }

    @Test
    void aRunningCommandStaysAheadOfThoseQueuedBehindIt() throws Exception {
        queue.answer(new CommandQueue.Reply.Closed());
        queue.beforeGate(() -> {
            current = null;
            queue.drop();
            queue.refuse();
        });
        receive("c1", "");
        receive("c2", "");
        queue.runAll();
        FakeCommandQueue next = new FakeCommandQueue(epochOf(clock.instant()), 2);
        current = next;

        await().until(() -> next.waiting() == 2);
        next.runAll();

        assertEquals(List.of("c1", "c2"), next.sent());
        await().until(() -> results.size() == 2);
    }

    private CommandState.Stage stage(String id) throws Exception {
        return states.asSeenBy("test").find(id).orElseThrow().stage();
    }
}
