package org.ocppgateway.gateway.connection;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MessageBacklogTest {
    private static final String HALF = "x".repeat(ConnectionFixture.BACKLOG / 2);
    private static final CloseStatus BYE = new CloseStatus(CloseStatus.NORMAL, "bye");

    private final ConnectionFixture rig = new ConnectionFixture();
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
        ConnectionFixture.message(talking, HALF);
        ConnectionFixture.message(speaking, "a");
        assertEquals(1, talkative.demands.get());
        assertEquals(1, other.demands.get());

        talking.release(2);
        assertEquals(2, talkative.demands.get());
        assertEquals(2, other.demands.get());
    }

    @Test
    void whoeverIsHeldBackCountsAsAlive() throws InterruptedException {
        Connection talking = rig.open(talkative);
        ConnectionFixture.message(talking, HALF);
        assertTrue(talking.probe(Duration.ZERO));
    }

    @Test
    void aMessageOnTopOfTheBoundClosesItsConnectionUnhandled() {
        Connection talking = rig.open(talkative);
        Connection speaking = rig.open(other);
        ConnectionFixture.message(talking, HALF);
        ConnectionFixture.message(talking, HALF);
        ConnectionFixture.message(speaking, "a");
        await().until(() -> other.given().size() == 1);
        assertEquals(
                new OutboundFrame.Close(new CloseStatus(CloseStatus.TRY_AGAIN_LATER, "too much to do")),
                other.given().getFirst());
        assertEquals(ConnectionFixture.BACKLOG, rig.connections.backlog().held());
        assertFalse(talking.isClosing());
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
        ConnectionFixture.part(speaking, 1);
        ConnectionFixture.message(talking, HALF);
        ConnectionFixture.part(speaking, 1);
        assertEquals(2, other.demands.get());
        assertFalse(speaking.isClosing());

        talking.release(1);
        assertEquals(3, other.demands.get());
    }

    @Test
    void theMessageThatIsCompleteCountsInPlaceOfItsParts() {
        Connection talking = rig.open(talkative);
        ConnectionFixture.part(talking, 3);
        ConnectionFixture.part(talking, 4);
        assertEquals(7, rig.connections.partials().held());
        ConnectionFixture.lastPart(talking);
        assertEquals(0, rig.connections.partials().held());
        assertEquals(8, rig.connections.backlog().held());
        talking.release(8);
        assertEquals(0, rig.connections.backlog().held());
    }

    @Test
    void partsThatComeAfterTheEndAreNotCountedAndTakeNothingFromWhatIsInWork() {
        Connection talking = rig.open(talkative);
        ConnectionFixture.message(talking, "in work");
        talking.close(BYE);
        ConnectionFixture.part(talking, 5);
        ConnectionFixture.message(talking, "too late");
        assertEquals(0, rig.connections.partials().held());
        assertEquals(7, rig.connections.backlog().held());
        talking.release(7);
        assertEquals(0, rig.connections.backlog().held());
    }

    @Test
    void whatAConnectionHeldIsGivenBackAtItsEnd() {
        Connection talking = rig.open(talkative);
        ConnectionFixture.message(talking, "one");
        ConnectionFixture.message(talking, "two");
        ConnectionFixture.part(talking, 10);
        assertEquals(6, rig.connections.backlog().held());
        assertEquals(10, rig.connections.partials().held());
        talking.onDisconnected(BYE);
        assertEquals(0, rig.connections.partials().held());
        rig.takeOne();
        rig.takeOne();
        await().until(() -> rig.connections.backlog().held() == 0);
        talking.release(10);
        assertEquals(0, rig.connections.backlog().held());
    }
}
