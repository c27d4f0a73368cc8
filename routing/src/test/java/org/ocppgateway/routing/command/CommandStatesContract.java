package org.ocppgateway.routing.command;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.routing.command.CommandStates.Claim;

/** What every implementation of command states keeps, seen from two pods. */
public abstract class CommandStatesContract {
    private static final ChargePointId CHARGE_POINT = new ChargePointId("CP-1");
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    private final String id = UUID.randomUUID().toString();

    protected abstract CommandStates ours();

    /** The same states as another pod sees them. */
    protected abstract CommandStates theirs();

    @Test
    void oneOfTwoPodsGetsTheClaim() throws Exception {
        assertEquals(new Claim.Claimed(null), ours().claim(id, CHARGE_POINT, NOW));
        assertEquals(new Claim.Running(), theirs().claim(id, CHARGE_POINT, NOW));
        assertEquals(new Claim.Claimed(null), ours().claim(id, CHARGE_POINT, NOW));
    }

    @Test
    void aCommandIsSentOnce() throws Exception {
        ours().claim(id, CHARGE_POINT, NOW);

        assertFalse(theirs().send(id, NOW));
        assertTrue(ours().send(id, NOW));
        assertFalse(ours().send(id, NOW.plusMillis(1)));
        assertEquals(new Claim.Running(), ours().claim(id, CHARGE_POINT, NOW));
    }

    @Test
    void aSendWhoseAnswerWasLostMayBeAskedAgain() throws Exception {
        ours().claim(id, CHARGE_POINT, NOW);

        assertTrue(ours().send(id, NOW));
        assertTrue(ours().send(id, NOW));
    }

    @Test
    void anUnknownCommandIsNotSent() throws Exception {
        assertFalse(ours().send(id, NOW));
    }

    @Test
    void theFirstEndStandsAndIsRepeated() throws Exception {
        ours().claim(id, CHARGE_POINT, NOW);

        assertEquals("{\"outcome\":\"uncertain\"}", theirs().end(id, "{\"outcome\":\"uncertain\"}"));
        assertEquals("{\"outcome\":\"uncertain\"}", ours().end(id, "{\"outcome\":\"completed\"}"));
        assertFalse(ours().send(id, NOW));
        assertEquals(new Claim.Ended("{\"outcome\":\"uncertain\"}"), ours().claim(id, CHARGE_POINT, NOW));
    }

    @Test
    void aCommandThatNobodyClaimedCanEnd() throws Exception {
        assertEquals("{}", ours().end(id, "{}"));
        assertEquals(new Claim.Ended("{}"), theirs().claim(id, CHARGE_POINT, NOW));
    }

    private CommandState seen() throws Exception {
        return ours().find(id).orElseThrow();
    }

    @Test
    void everyStageCanBeRead() throws Exception {
        assertTrue(ours().find(id).isEmpty());
        ours().claim(id, CHARGE_POINT, NOW);
        assertEquals(CommandState.Stage.RECEIVED, seen().stage());
        assertEquals(NOW, seen().receivedAt());
        ours().await(id);
        await().until(() -> seen().stage() == CommandState.Stage.WAITING);
        ours().send(id, NOW.plusSeconds(1));
        assertEquals(CommandState.Stage.SENT, seen().stage());
        assertEquals(NOW.plusSeconds(1), seen().sentAt());
        ours().end(id, "{\n}");
        assertEquals(CommandState.Stage.ENDED, seen().stage());
        assertEquals("{\n}", seen().result());
        assertFalse(seen().delivered());
        theirs().delivered(id);
        await().until(() -> seen().delivered());
    }

    @Test
    void aWaitingCommandIsStillOurs() throws Exception {
        ours().claim(id, CHARGE_POINT, NOW);
        ours().await(id);

        assertEquals(new Claim.Running(), theirs().claim(id, CHARGE_POINT, NOW));
        assertEquals(new Claim.Claimed(null), ours().claim(id, CHARGE_POINT, NOW));
        assertTrue(ours().send(id, NOW));
    }

    @Test
    void aReleasedCommandIsWhoseverClaimsItNext() throws Exception {
        ours().claim(id, CHARGE_POINT, NOW);
        CommandState before = seen();

        assertTrue(theirs().release(id, CHARGE_POINT, before, null, NOW));
        assertTrue(theirs().release(id, CHARGE_POINT, before, null, NOW));
        assertFalse(ours().send(id, NOW));
        assertEquals(new Claim.Claimed(null), theirs().claim(id, CHARGE_POINT, NOW));
        assertEquals(new Claim.Running(), ours().claim(id, CHARGE_POINT, NOW));
        assertTrue(theirs().send(id, NOW));
    }

    @Test
    void aCommandThatHasMovedOnIsNeitherReleasedNorEnded() throws Exception {
        ours().claim(id, CHARGE_POINT, NOW);
        CommandState before = seen();
        ours().send(id, NOW);

        assertFalse(theirs().release(id, CHARGE_POINT, before, null, NOW));
        assertEquals(Optional.empty(), theirs().endIf(id, before, "{}"));
        assertFalse(theirs().release(id, CHARGE_POINT, null, null, NOW));
        assertEquals(Optional.empty(), theirs().endIf(id, null, "{}"));
        assertEquals(Optional.of("{}"), theirs().endIf(id, seen(), "{}"));
        assertEquals(Optional.of("{}"), theirs().endIf(id, before, "{\"other\":1}"));
    }

    @Test
    void aCommandWithoutATraceCanBeReleasedAndEnded() throws Exception {
        assertTrue(theirs().release(id, CHARGE_POINT, null, null, NOW));
        assertEquals(Optional.of("{}"), theirs().endIf(id, seen(), "{}"));
        assertEquals(Optional.of("{}"), theirs().endIf(id + "-2", null, "{}"));
    }

    @Test
    void aReleasedCommandRemembersThatItWasSent() throws Exception {
        ours().claim(id, CHARGE_POINT, NOW);
        ours().send(id, NOW);

        assertTrue(theirs().release(id, CHARGE_POINT, seen(), null, NOW));

        assertEquals(new Claim.Claimed(NOW), theirs().claim(id, CHARGE_POINT, NOW));
    }

    @Test
    void aReleasedCommandRemembersThatItMayHaveBeenSentAsWasKnownFromElsewhere() throws Exception {
        ours().claim(id, CHARGE_POINT, NOW);

        assertTrue(theirs().release(id, CHARGE_POINT, seen(), NOW.minusSeconds(5), NOW));

        assertEquals(new Claim.Claimed(NOW.minusSeconds(5)), theirs().claim(id, CHARGE_POINT, NOW));
    }
}
