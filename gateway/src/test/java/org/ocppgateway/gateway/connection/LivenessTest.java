package org.ocppgateway.gateway.connection;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LivenessTest {
    private final ConnectionFixture rig = new ConnectionFixture();
    private final StallingTransport transport = new StallingTransport();

    @AfterEach
    void stop() {
        rig.stop();
    }

    @Test
    void everyConnectionIsPingedOncePerInterval() {
        rig.open(transport);
        rig.pass(ConnectionFixture.PING_INTERVAL.multipliedBy(3));
        assertEquals(List.of(OutboundFrame.PING, OutboundFrame.PING, OutboundFrame.PING), transport.given());
        assertEquals(3, rig.connections.metrics().totalPings());
    }

    @Test
    void aPeerThatAnsweredPingsMayLeaveOneUnansweredForTwoIntervals() throws Exception {
        Connection connection = rig.open(transport);
        connection.onPong();
        rig.pass(ConnectionFixture.PING_INTERVAL.multipliedBy(2));
        assertEquals(0, transport.aborts.get());
        rig.pass(ConnectionFixture.PING_INTERVAL);
        assertEquals(1, transport.aborts.get());
        assertEquals("silent for too long", rig.awaitEnd().reason());
        await().until(() -> rig.connections.count() == 0);
    }

    @Test
    void anyTrafficCountsAsLife() {
        Connection connection = rig.open(transport);
        connection.onPong();
        for (int i = 0; i < 10; i++) {
            rig.pass(ConnectionFixture.PING_INTERVAL);
            ConnectionFixture.message(connection, "message");
        }
        assertEquals(0, transport.aborts.get());
    }

    @Test
    void aPeerThatNeverAnsweredAPingLivesByTheSilenceLimit() throws Exception {
        rig.open(transport);
        rig.pass(Duration.ofSeconds(899));
        assertEquals(0, transport.aborts.get());
        rig.pass(ConnectionFixture.PING_INTERVAL);
        assertEquals(1, transport.aborts.get());
        assertEquals("silent for too long", rig.awaitEnd().reason());
    }

    @Test
    void aPeerThatWeHoldBackCountsAsAlive() {
        rig.holdReceiver();
        Connection connection = rig.open(transport);
        connection.onPong();
        int fill = 1 + ConnectionFixture.INBOX;
        for (int i = 0; i < fill; i++) {
            int demandsBefore = i + 2;
            await().until(() -> transport.demands.get() >= demandsBefore);
            ConnectionFixture.message(connection, "message");
        }
        rig.pass(Duration.ofHours(1));
        assertEquals(0, transport.aborts.get());
        for (int i = 0; i < fill; i++) {
            rig.takeOne();
        }
        await().until(() -> rig.received.size() == fill);
    }

    @Test
    void aLongMessageIsASignOfLifeForAsLongAsItMayTake() throws Exception {
        Connection connection = rig.open(transport);
        connection.onPong();
        rig.pass(ConnectionFixture.PING_INTERVAL);
        ConnectionFixture.part(connection, 1);
        rig.pass(ConnectionFixture.PING_INTERVAL);
        ConnectionFixture.part(connection, 1);
        rig.pass(ConnectionFixture.PING_INTERVAL.minusSeconds(1));
        ConnectionFixture.lastPart(connection);
        ConnectionFixture.part(connection, 1);
        rig.pass(ConnectionFixture.PING_INTERVAL);
        ConnectionFixture.part(connection, 1);
        assertEquals(0, transport.aborts.get());
        rig.pass(ConnectionFixture.PING_INTERVAL.multipliedBy(2));
        assertEquals(1, transport.aborts.get());
        assertEquals("too long over one message", rig.awaitEnd().reason());
        assertEquals(0, rig.connections.partials().held());
    }

    @Test
    void fragmentsWithoutContentAreNoSignOfLifeForLongerThanOneMessageMayTake() throws Exception {
        Connection connection = rig.open(transport);
        for (int i = 0; i < 4; i++) {
            ConnectionFixture.part(connection, 0);
            rig.pass(ConnectionFixture.PING_INTERVAL.dividedBy(2));
        }
        assertEquals(0, transport.aborts.get());
        ConnectionFixture.part(connection, 0);
        rig.pass(ConnectionFixture.PING_INTERVAL);
        assertEquals(1, transport.aborts.get());
        assertEquals("too long over one message", rig.awaitEnd().reason());
    }

    @Test
    void aConnectionThatIsClosingIsNotPingedAndIsNoSkippedPing() {
        transport.stall();
        Connection connection = rig.open(transport);
        connection.close(new CloseStatus(CloseStatus.SERVICE_RESTART, "the gateway restarts"));
        rig.pass(ConnectionFixture.PING_INTERVAL);
        assertEquals(0, rig.connections.metrics().totalPings());
        assertEquals(0, rig.connections.metrics().totalSkippedPings());
    }

    @Test
    void aPingWaitsBehindWhatIsOnItsWay() {
        transport.stall();
        Connection connection = rig.open(transport);
        assertTrue(connection.send("on its way"));
        rig.pass(ConnectionFixture.PING_INTERVAL);
        assertEquals(1, rig.connections.metrics().totalPings());
        transport.sendOne();
        assertEquals(List.of(new OutboundFrame.Text("on its way"), OutboundFrame.PING), transport.given());
    }

    @Test
    void aPeerThatDoesNotReadIsPingedNoMoreAndThenCut() throws Exception {
        transport.stall();
        Connection connection = rig.open(transport);
        assertTrue(connection.send("stuck"));
        rig.pass(ConnectionFixture.PING_INTERVAL.multipliedBy(2));
        assertEquals(1, rig.connections.metrics().totalSkippedPings());
        assertEquals(0, transport.aborts.get());
        rig.pass(ConnectionFixture.PING_INTERVAL);
        assertEquals(1, transport.aborts.get());
        assertEquals("does not read", rig.awaitEnd().reason());
    }

    @Test
    void aPeerThatReadsSlowlyButReadsIsKept() {
        transport.stall();
        Connection connection = rig.open(transport);
        assertTrue(connection.send("first"));
        for (int i = 0; i < 5; i++) {
            ConnectionFixture.message(connection, "alive");
            rig.pass(ConnectionFixture.PING_INTERVAL);
            transport.sendOne();
        }
        assertEquals(0, transport.aborts.get());
        assertEquals(0, rig.connections.metrics().totalSkippedPings());
    }

    @Test
    void whoIsAskedForASignOfLifeIsPingedAndAnyMessageIsOne() throws Exception {
        Connection connection = rig.open(transport);
        Future<Boolean> answer = ask(connection, Duration.ofMinutes(1));
        await().until(() -> transport.given().contains(OutboundFrame.PING));
        assertFalse(answer.isDone());
        ConnectionFixture.message(connection, "message");
        assertTrue(answer.get());

        answer = ask(connection, Duration.ofMinutes(1));
        await().until(() -> transport.given().size() == 2);
        connection.onPong();
        assertTrue(answer.get());
    }

    @Test
    void silenceOrTheEndOfTheConnectionIsNoSignOfLife() throws Exception {
        Connection connection = rig.open(transport);
        assertFalse(connection.probe(Duration.ofMillis(20)));
        Future<Boolean> answer = ask(connection, Duration.ofMinutes(1));
        await().until(() -> transport.given().size() == 2);
        connection.onDisconnected(new CloseStatus(CloseStatus.NO_CLOSE_FRAME, ""));
        assertFalse(answer.get());
        assertFalse(connection.probe(Duration.ofMinutes(1)));
    }

    private static Future<Boolean> ask(Connection connection, Duration limit) {
        FutureTask<Boolean> question = new FutureTask<>(() -> connection.probe(limit));
        Thread.ofVirtual().start(question);
        return question;
    }
}
