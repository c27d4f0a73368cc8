package org.ocppgateway.routing.command;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.routing.command.CommandStates.Claim;

/** Contract of every implementation of command states, as two pods see it. */
public abstract class CommandStatesContract {
    private static final ChargePointId CHARGE_POINT = new ChargePointId("CP-1");
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    private final String id = UUID.randomUUID().toString();

    protected abstract CommandStates ours();

    /** The same states as another pod sees them. */
    protected abstract CommandStates theirs();

    @TestFactory
    List<DynamicTest> everyStageAllowsTheDocumentedTransitions() throws Exception {
        return new StageTable(ours(), theirs()).tests();
    }

    @Test
    void onlyOneOfTwoPodsClaims() throws Exception {
        assertEquals(new Claim.Claimed(null, true), ours().claim(id, CHARGE_POINT, NOW));
        assertEquals(new Claim.Running(), theirs().claim(id, CHARGE_POINT, NOW));
        assertEquals(new Claim.Claimed(null, true), ours().claim(id, CHARGE_POINT, NOW));
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
    void aSendWithALostReplyIsIdempotent() throws Exception {
        ours().claim(id, CHARGE_POINT, NOW);

        assertTrue(ours().send(id, NOW));
        assertTrue(ours().send(id, NOW));
    }

    @Test
    void anUnknownCommandIsNotSent() throws Exception {
        assertFalse(ours().send(id, NOW));
    }

    @Test
    void theFirstEndIsStoredAndRepeated() throws Exception {
        ours().claim(id, CHARGE_POINT, NOW);

        assertEquals(Optional.of("{\"first\":1}"), ours().end(id, ours().ownership(null), "{\"first\":1}"));
        assertEquals(Optional.of("{\"first\":1}"), theirs().end(id, theirs().ownership(null), "{\"second\":1}"));
        assertEquals(Optional.of("{\"first\":1}"), theirs().end(id, null, "{\"third\":1}"));
        assertFalse(ours().send(id, NOW));
        assertEquals(new Claim.Ended("{\"first\":1}"), ours().claim(id, CHARGE_POINT, NOW));
    }

    @Test
    void aClaimReportsWhetherItCreatedTheState() throws Exception {
        assertEquals(new Claim.Claimed(null, true), ours().claim(id, CHARGE_POINT, NOW));
        assertEquals(new Claim.Claimed(null, true), ours().claim(id, CHARGE_POINT, NOW));
        assertEquals(new Claim.Claimed(null, false), ours().claim(id, CHARGE_POINT, NOW.plusMillis(1)));
        theirs().release(id, CHARGE_POINT, ours().ownership(null), null, NOW);
        assertEquals(new Claim.Claimed(null, false), theirs().claim(id, CHARGE_POINT, NOW));
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
        ours().setWaiting(id);
        await().until(() -> seen().stage() == CommandState.Stage.WAITING);
        ours().send(id, NOW.plusSeconds(1));
        assertEquals(CommandState.Stage.SENT, seen().stage());
        assertEquals(NOW.plusSeconds(1), seen().sentAt());
        ours().end(id, ours().ownership(NOW.plusSeconds(1)), "{\n}");
        assertEquals(CommandState.Stage.ENDED, seen().stage());
        assertEquals("{\n}", seen().result());
        assertFalse(seen().delivered());
        theirs().delivered(id);
        await().until(() -> seen().delivered());
    }

    @Test
    void aWaitingCommandKeepsItsOwner() throws Exception {
        ours().claim(id, CHARGE_POINT, NOW);
        ours().setWaiting(id);

        assertEquals(new Claim.Running(), theirs().claim(id, CHARGE_POINT, NOW));
        assertEquals(new Claim.Claimed(null, true), ours().claim(id, CHARGE_POINT, NOW));
        assertTrue(ours().send(id, NOW));
    }

    @Test
    void aReleasedCommandBelongsToTheNextClaim() throws Exception {
        ours().claim(id, CHARGE_POINT, NOW);
        Ownership before = seen().ownership();

        assertTrue(theirs().release(id, CHARGE_POINT, before, null, NOW));
        assertTrue(theirs().release(id, CHARGE_POINT, before, null, NOW));
        assertFalse(ours().send(id, NOW));
        assertEquals(new Claim.Claimed(null, false), theirs().claim(id, CHARGE_POINT, NOW));
        assertEquals(new Claim.Running(), ours().claim(id, CHARGE_POINT, NOW));
        assertTrue(theirs().send(id, NOW));
    }

    @Test
    void aReleasedCommandRemembersThatItWasSent() throws Exception {
        ours().claim(id, CHARGE_POINT, NOW);
        ours().send(id, NOW);

        assertTrue(theirs().release(id, CHARGE_POINT, seen().ownership(), null, NOW));

        assertEquals(new Claim.Claimed(NOW, false), theirs().claim(id, CHARGE_POINT, NOW));
    }

    @Test
    void aReleasedCommandRemembersAPossibleSend() throws Exception {
        ours().claim(id, CHARGE_POINT, NOW);

        assertTrue(theirs().release(id, CHARGE_POINT, seen().ownership(), NOW.minusSeconds(5), NOW));

        assertEquals(new Claim.Claimed(NOW.minusSeconds(5), false), theirs().claim(id, CHARGE_POINT, NOW));
    }
}
