package org.ocppgateway.routing.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
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
        assertEquals(new Claim.Claimed(), ours().claim(id, CHARGE_POINT, NOW));
        assertEquals(new Claim.Running(), theirs().claim(id, CHARGE_POINT, NOW));
        assertEquals(new Claim.Claimed(), ours().claim(id, CHARGE_POINT, NOW));
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
}
