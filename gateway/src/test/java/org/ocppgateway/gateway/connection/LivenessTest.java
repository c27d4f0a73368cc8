package org.ocppgateway.gateway.connection;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LivenessTest {
    private final ConnectionFixture fixture = new ConnectionFixture();
    private final StallingTransport transport = new StallingTransport();

    @AfterEach
    void stop() {
        fixture.stop();
    }

    @Test
    void everyConnectionIsPingedOncePerInterval() {
        fixture.open(transport);
        fixture.pass(ConnectionFixture.PING_INTERVAL.multipliedBy(3));
        assertEquals(List.of(OutboundFrame.PING, OutboundFrame.PING, OutboundFrame.PING), transport.given());
        assertEquals(3, fixture.connections.metrics().totalPings());
    }

    @Test
    void aPeerThatAnsweredPingsIsCutTwoIntervalsAfterAnUnansweredOne() throws Exception {
        Connection connection = fixture.open(transport);
        connection.onPong();
        fixture.pass(ConnectionFixture.PING_INTERVAL.multipliedBy(2));
        assertEquals(0, transport.aborts.get());
        fixture.pass(ConnectionFixture.PING_INTERVAL);
        assertEquals(1, transport.aborts.get());
        assertEquals("silent for too long", fixture.awaitClose().reason());
        await().until(() -> fixture.connections.count() == 0);
    }

    @Test
    void aPongMeasuresTheRoundTripTime() {
        Connection connection = fixture.open(transport);
        assertNull(connection.facts().roundTrip());
        fixture.passUntil(() -> !transport.given().isEmpty());
        fixture.nanos.addAndGet(Duration.ofMillis(250).toNanos());
        connection.onPong();
        assertEquals(Duration.ofMillis(250), connection.facts().roundTrip());
        assertEquals(1, fixture.measuredRoundTrips());
    }

    @Test
    void aPongWithoutPingMeasuresNothing() {
        Connection connection = fixture.open(transport);
        connection.onPong();
        assertNull(connection.facts().roundTrip());
    }

    @Test
    void aPongAfterTwoPingsMeasuresNothing() {
        Connection connection = fixture.open(transport);
        fixture.pass(ConnectionFixture.PING_INTERVAL.multipliedBy(2));
        connection.onPong();
        assertNull(connection.facts().roundTrip());
        fixture.pass(ConnectionFixture.PING_INTERVAL);
        connection.onPong();
        assertEquals(1, fixture.measuredRoundTrips());
    }

    @Test
    void anyTrafficCountsAsActivity() {
        Connection connection = fixture.open(transport);
        connection.onPong();
        for (int i = 0; i < 10; i++) {
            fixture.pass(ConnectionFixture.PING_INTERVAL);
            ConnectionFixture.message(connection, "message");
        }
        assertEquals(0, transport.aborts.get());
    }

    @Test
    void onlyTheSilenceLimitAppliesToAPeerThatNeverAnsweredAPing() throws Exception {
        fixture.open(transport);
        fixture.pass(Duration.ofSeconds(899));
        assertEquals(0, transport.aborts.get());
        fixture.pass(ConnectionFixture.PING_INTERVAL);
        assertEquals(1, transport.aborts.get());
        assertEquals("silent for too long", fixture.awaitClose().reason());
    }

    @Test
    void aPeerThatIsNotReadFromCountsAsAlive() {
        fixture.blockListener();
        Connection connection = fixture.open(transport);
        connection.onPong();
        int fill = 1 + ConnectionFixture.INBOX;
        for (int i = 0; i < fill; i++) {
            int demandsBefore = i + 2;
            await().until(() -> transport.demands.get() >= demandsBefore);
            ConnectionFixture.message(connection, "message");
        }
        fixture.pass(Duration.ofHours(1));
        assertEquals(0, transport.aborts.get());
        for (int i = 0; i < fill; i++) {
            fixture.processOne();
        }
        await().until(() -> fixture.received.size() == fill);
    }

    @Test
    void fragmentsCountAsActivityUntilTheMessageTimeout() throws Exception {
        Connection connection = fixture.open(transport);
        connection.onPong();
        fixture.pass(ConnectionFixture.PING_INTERVAL);
        ConnectionFixture.part(connection, 1);
        fixture.pass(ConnectionFixture.PING_INTERVAL);
        ConnectionFixture.part(connection, 1);
        fixture.pass(ConnectionFixture.PING_INTERVAL.minusSeconds(1));
        ConnectionFixture.lastPart(connection);
        ConnectionFixture.part(connection, 1);
        fixture.pass(ConnectionFixture.PING_INTERVAL);
        ConnectionFixture.part(connection, 1);
        assertEquals(0, transport.aborts.get());
        fixture.pass(ConnectionFixture.PING_INTERVAL.multipliedBy(2));
        assertEquals(1, transport.aborts.get());
        assertEquals("too long over one message", fixture.awaitClose().reason());
        assertEquals(0, fixture.connections.partials().bytes());
    }

    @Test
    void emptyFragmentsDoNotExtendTheMessageTimeout() throws Exception {
        Connection connection = fixture.open(transport);
        for (int i = 0; i < 4; i++) {
            ConnectionFixture.part(connection, 0);
            fixture.pass(ConnectionFixture.PING_INTERVAL.dividedBy(2));
        }
        assertEquals(0, transport.aborts.get());
        ConnectionFixture.part(connection, 0);
        fixture.pass(ConnectionFixture.PING_INTERVAL);
        assertEquals(1, transport.aborts.get());
        assertEquals("too long over one message", fixture.awaitClose().reason());
    }

    @Test
    void aClosingConnectionIsNotPingedAndCountsNoSkippedPing() {
        transport.stall();
        Connection connection = fixture.open(transport);
        connection.close(new CloseStatus(CloseStatus.SERVICE_RESTART, "the gateway restarts"));
        fixture.pass(ConnectionFixture.PING_INTERVAL);
        assertEquals(0, fixture.connections.metrics().totalPings());
        assertEquals(0, fixture.connections.metrics().totalSkippedPings());
    }

    @Test
    void aPingFollowsTheFrameInFlight() {
        transport.stall();
        Connection connection = fixture.open(transport);
        assertTrue(connection.send("on its way", () -> {}));
        fixture.pass(ConnectionFixture.PING_INTERVAL);
        assertEquals(1, fixture.connections.metrics().totalPings());
        transport.sendOne();
        assertEquals(List.of(new OutboundFrame.Text("on its way"), OutboundFrame.PING), transport.given());
    }

    @Test
    void aPeerThatDoesNotReadIsNotPingedAgainAndThenCut() throws Exception {
        transport.stall();
        Connection connection = fixture.open(transport);
        assertTrue(connection.send("stuck", () -> {}));
        fixture.pass(ConnectionFixture.PING_INTERVAL.multipliedBy(2));
        assertEquals(1, fixture.connections.metrics().totalSkippedPings());
        assertEquals(0, transport.aborts.get());
        fixture.pass(ConnectionFixture.PING_INTERVAL);
        assertEquals(1, transport.aborts.get());
        assertEquals("does not read", fixture.awaitClose().reason());
    }

    @Test
    void aSlowButReadingPeerStaysConnected() {
        transport.stall();
        Connection connection = fixture.open(transport);
        assertTrue(connection.send("first", () -> {}));
        for (int i = 0; i < 5; i++) {
            ConnectionFixture.message(connection, "alive");
            fixture.pass(ConnectionFixture.PING_INTERVAL);
            transport.sendOne();
        }
        assertEquals(0, transport.aborts.get());
        assertEquals(0, fixture.connections.metrics().totalSkippedPings());
    }

    @Test
    void aProbeSendsAPingAndSucceedsOnAnyMessage() throws Exception {
        Connection connection = fixture.open(transport);
        Future<Boolean> answer = probe(connection, Duration.ofMinutes(1));
        await().until(() -> transport.given().contains(OutboundFrame.PING));
        assertFalse(answer.isDone());
        ConnectionFixture.message(connection, "message");
        assertTrue(answer.get());

        answer = probe(connection, Duration.ofMinutes(1));
        await().until(() -> transport.given().size() == 2);
        connection.onPong();
        assertTrue(answer.get());
    }

    @Test
    void aProbeFailsOnSilenceAndOnDisconnection() throws Exception {
        Connection connection = fixture.open(transport);
        assertFalse(connection.probe(Duration.ofMillis(20)));
        Future<Boolean> answer = probe(connection, Duration.ofMinutes(1));
        await().until(() -> transport.given().size() == 2);
        connection.onDisconnected(new CloseStatus(CloseStatus.NO_CLOSE_FRAME, ""));
        assertFalse(answer.get());
        assertFalse(connection.probe(Duration.ofMinutes(1)));
    }

    private static Future<Boolean> probe(Connection connection, Duration limit) {
        FutureTask<Boolean> probe = new FutureTask<>(() -> connection.probe(limit));
        Thread.ofVirtual().start(probe);
        return probe;
    }
}
