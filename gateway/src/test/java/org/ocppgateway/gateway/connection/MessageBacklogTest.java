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

    private final ConnectionFixture fixture = new ConnectionFixture();
    private final StallingTransport firstTransport = new StallingTransport();
    private final StallingTransport secondTransport = new StallingTransport();

    @BeforeEach
    void blockListeners() {
        fixture.blockListener();
    }

    @AfterEach
    void stop() {
        fixture.stop();
    }

    @Test
    void atHalfOfTheLimitConnectionsWithUnprocessedMessagesAreNotRead() {
        Connection first = fixture.open(firstTransport);
        Connection second = fixture.open(secondTransport);
        ConnectionFixture.message(first, HALF);
        ConnectionFixture.message(second, "a");
        assertEquals(1, firstTransport.demands.get());
        assertEquals(1, secondTransport.demands.get());

        first.release(2);
        // A read loop that begins just then demands in place of this thread.
        await().until(() -> firstTransport.demands.get() == 2);
        await().until(() -> secondTransport.demands.get() == 2);
    }

    @Test
    void aPausedPeerCountsAsAlive() throws InterruptedException {
        Connection first = fixture.open(firstTransport);
        ConnectionFixture.message(first, HALF);
        assertTrue(first.probe(Duration.ZERO));
    }

    @Test
    void aMessageAboveTheBacklogLimitClosesItsConnection() {
        Connection first = fixture.open(firstTransport);
        Connection second = fixture.open(secondTransport);
        ConnectionFixture.message(first, HALF);
        ConnectionFixture.message(first, HALF);
        ConnectionFixture.message(second, "a");
        await().until(() -> secondTransport.given().size() == 1);
        assertEquals(
                new OutboundFrame.Close(new CloseStatus(CloseStatus.TRY_AGAIN_LATER, "too much to do")),
                secondTransport.given().getFirst());
        assertEquals(ConnectionFixture.BACKLOG, fixture.connections.backlog().characters());
        assertFalse(first.isClosing());
    }

    /** Complete messages may wait for long, for a decision or for capacity. */
    @Test
    void aConnectionAboveItsShareIsNotReadAndOthersAreUnaffected() {
        ConnectionFixture large = new ConnectionFixture(2, 64_000_000, FloodLimits.NONE);
        try {
            large.blockListener();
            Connection first = large.open(firstTransport);
            Connection second = large.open(secondTransport);
            String half = "x".repeat(64_000_000 / 128 / 2);
            ConnectionFixture.message(first, half);
            ConnectionFixture.message(second, half);
            assertEquals(2, firstTransport.demands.get());
            ConnectionFixture.message(first, half + "x");
            assertEquals(2, firstTransport.demands.get());
            assertEquals(2, secondTransport.demands.get());
            assertEquals(1, large.readingPaused());

            first.release(half.length());
            await().until(() -> firstTransport.demands.get() == 3);
            assertFalse(first.isClosing());
        } finally {
            large.stop();
        }
    }

    @Test
    void aFragmentedMessageWaitsWhileTheBacklogIsHigh() {
        Connection first = fixture.open(firstTransport);
        Connection second = fixture.open(secondTransport);
        ConnectionFixture.part(second, 1);
        ConnectionFixture.message(first, HALF);
        ConnectionFixture.part(second, 1);
        assertEquals(2, secondTransport.demands.get());
        assertFalse(second.isClosing());

        first.release(1);
        assertEquals(3, secondTransport.demands.get());
    }

    @Test
    void aCompleteMessageReplacesItsFragmentsInTheCount() {
        Connection first = fixture.open(firstTransport);
        ConnectionFixture.part(first, 3);
        ConnectionFixture.part(first, 4);
        assertEquals(7, fixture.connections.partials().bytes());
        ConnectionFixture.lastPart(first);
        assertEquals(0, fixture.connections.partials().bytes());
        assertEquals(8, fixture.connections.backlog().characters());
        first.release(8);
        assertEquals(0, fixture.connections.backlog().characters());
    }

    @Test
    void fragmentsAfterACloseAreNotCounted() {
        Connection first = fixture.open(firstTransport);
        ConnectionFixture.message(first, "in work");
        first.close(BYE);
        ConnectionFixture.part(first, 5);
        ConnectionFixture.message(first, "too late");
        assertEquals(0, fixture.connections.partials().bytes());
        assertEquals(7, fixture.connections.backlog().characters());
        first.release(7);
        assertEquals(0, fixture.connections.backlog().characters());
    }

    @Test
    void aDisconnectionReleasesAllUnprocessedText() {
        Connection first = fixture.open(firstTransport);
        ConnectionFixture.message(first, "one");
        ConnectionFixture.message(first, "two");
        ConnectionFixture.part(first, 10);
        assertEquals(6, fixture.connections.backlog().characters());
        assertEquals(10, fixture.connections.partials().bytes());
        first.onDisconnected(BYE);
        assertEquals(0, fixture.connections.partials().bytes());
        fixture.processOne();
        fixture.processOne();
        await().until(() -> fixture.connections.backlog().characters() == 0);
        first.release(10);
        assertEquals(0, fixture.connections.backlog().characters());
    }
}
