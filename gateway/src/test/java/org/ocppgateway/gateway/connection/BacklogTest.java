package org.ocppgateway.gateway.connection;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BacklogTest {
    private static final String HALF = "x".repeat(Rig.BACKLOG / 2);
    private static final CloseStatus BYE = new CloseStatus(CloseStatus.NORMAL, "bye");

    private final Rig rig = new Rig();
    private final StallingTransport talkative = new StallingTransport();
    private final StallingTransport other = new StallingTransport();

    @BeforeEach
    void holdReceivers() {
        rig.holdReceiver();
    }

    @AfterEach
    void stop() {
        rig.stop();
    }

    @Test
    void fromHalfOfTheBoundOnNobodyWhoHasSentSomethingIsReadFromUntilThereIsLess() {
        Connection talking = rig.open(talkative);
        Connection speaking = rig.open(other);
        Rig.message(talking, HALF);
        Rig.message(speaking, "a");
        assertEquals(1, talkative.demands.get());
        assertEquals(1, other.demands.get());

        talking.done(2);
        assertEquals(2, talkative.demands.get());
        assertEquals(2, other.demands.get());
    }

    @Test
    void whoeverIsHeldBackCountsAsAlive() throws InterruptedException {
        Connection talking = rig.open(talkative);
        Rig.message(talking, HALF);
        assertTrue(talking.answersWithin(Duration.ZERO));
    }

    @Test
    void aMessageOnTopOfTheBoundClosesItsConnectionUnhandled() {
        Connection talking = rig.open(talkative);
        Connection speaking = rig.open(other);
        Rig.message(talking, HALF);
        Rig.message(talking, HALF);
        Rig.message(speaking, "a");
        await().until(() -> other.given().size() == 1);
        assertEquals(
                new Outgoing.Close(new CloseStatus(CloseStatus.TRY_AGAIN_LATER, "too much to do")),
                other.given().getFirst());
        assertEquals(Rig.BACKLOG, rig.connections.backlog().held());
        assertFalse(talking.closing());
    }

    /** Complete messages of one connection may wait for long, for a decision or for their turn. */
    @Test
    void whoFillsMoreThanItsShareIsReadFromNoMoreAndNobodyElseNotices() {
        Rig large = new Rig(2, 64_000_000, FloodLimits.NONE);
        try {
            large.holdReceiver();
            Connection talking = large.open(talkative);
            Connection speaking = large.open(other);
            String half = "x".repeat(64_000_000 / 128 / 2);
            Rig.message(talking, half);
            Rig.message(speaking, half);
            assertEquals(2, talkative.demands.get());
            Rig.message(talking, half + "x");
            assertEquals(2, talkative.demands.get());
            assertEquals(2, other.demands.get());
            assertEquals(1, large.readingPaused());

            talking.done(half.length());
            await().until(() -> talkative.demands.get() == 3);
            assertFalse(talking.closing());
        } finally {
            large.stop();
        }
    }

    @Test
    void aMessageInPartsWaitsFromHalfOfTheBoundOnLikeAnyOther() {
        Connection talking = rig.open(talkative);
        Connection speaking = rig.open(other);
        Rig.part(speaking, 1);
        Rig.message(talking, HALF);
        Rig.part(speaking, 1);
        assertEquals(2, other.demands.get());
        assertFalse(speaking.closing());

        talking.done(1);
        assertEquals(3, other.demands.get());
    }

    @Test
    void theMessageThatIsCompleteCountsInPlaceOfItsParts() {
        Connection talking = rig.open(talkative);
        Rig.part(talking, 3);
        Rig.part(talking, 4);
        assertEquals(7, rig.connections.partials().held());
        Rig.lastPart(talking);
        assertEquals(0, rig.connections.partials().held());
        assertEquals(8, rig.connections.backlog().held());
        talking.done(8);
        assertEquals(0, rig.connections.backlog().held());
    }

    @Test
    void partsThatComeAfterTheEndAreNotCountedAndTakeNothingFromWhatIsInWork() {
        Connection talking = rig.open(talkative);
        Rig.message(talking, "in work");
        talking.close(BYE);
        Rig.part(talking, 5);
        Rig.message(talking, "too late");
        assertEquals(0, rig.connections.partials().held());
        assertEquals(7, rig.connections.backlog().held());
        talking.done(7);
        assertEquals(0, rig.connections.backlog().held());
    }

    @Test
    void whatAConnectionHeldIsGivenBackAtItsEnd() {
        Connection talking = rig.open(talkative);
        Rig.message(talking, "one");
        Rig.message(talking, "two");
        Rig.part(talking, 10);
        assertEquals(6, rig.connections.backlog().held());
        assertEquals(10, rig.connections.partials().held());
        talking.disconnected(BYE);
        assertEquals(0, rig.connections.partials().held());
        rig.takeOne();
        rig.takeOne();
        await().until(() -> rig.connections.backlog().held() == 0);
        talking.done(10);
        assertEquals(0, rig.connections.backlog().held());
    }
}
