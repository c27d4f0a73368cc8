package org.ocppgateway.gateway.connection;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.routing.log.LogSubject;

class ConnectionTest {
    private static final CloseStatus BYE = new CloseStatus(CloseStatus.NORMAL, "bye");

    private final ConnectionFixture fixture = new ConnectionFixture();
    private final StallingTransport transport = new StallingTransport();

    @AfterEach
    void stop() {
        fixture.stop();
    }

    @Test
    void aMessageIsReportedAsQueuedBeforeItIsSentAndNotIfItIsRefused() {
        Connection connection = fixture.open(transport);
        List<String> order = new ArrayList<>();
        assertTrue(connection.send(
                "one", () -> order.add("queued, " + transport.given().size() + " sent")));
        assertEquals(List.of("queued, 0 sent"), order);
        assertEquals(1, transport.given().size());
        connection.close(CloseStatus.SILENT);
        assertFalse(connection.send("two", () -> order.add("queued")));
        assertEquals(1, order.size());
    }

    @Test
    void framesLeaveOneAtATimeAndInOrder() {
        transport.stall();
        Connection connection = fixture.open(transport);
        connection.send("one", () -> {});
        connection.onPing(ByteBuffer.allocate(1));
        connection.send("two", () -> {});
        assertEquals(1, transport.given().size());
        transport.sendOne();
        transport.sendOne();
        assertEquals(
                List.of(
                        new OutboundFrame.Text("one"),
                        new OutboundFrame.Pong(ByteBuffer.allocate(1)),
                        new OutboundFrame.Text("two")),
                transport.given());
    }

    @Test
    void afterAMessageThatFollowsAPauseAnotherThreadReads() throws Exception {
        Connection connection = fixture.open(transport);
        read(connection, "first");
        read(connection, "second");
        read(connection, "third");
        fixture.nanos.addAndGet(Duration.ofSeconds(10).toNanos());
        read(connection, "after a pause");
        read(connection, "next");
        List<Thread> readers = fixture.readers;
        assertNotEquals(readers.get(0), readers.get(1));
        assertEquals(readers.get(1), readers.get(2));
        assertEquals(readers.get(2), readers.get(3));
        assertNotEquals(readers.get(3), readers.get(4));
        connection.close(BYE);
        connection.onDisconnected(BYE);
        assertEquals(BYE, fixture.awaitClose());
    }

    /** Delivers a message and waits until the read loop waits for the next one. */
    private void read(Connection connection, String text) throws InterruptedException {
        int before = fixture.readers.size();
        ConnectionFixture.message(connection, text);
        await().until(() ->
                fixture.readers.size() > before && fixture.readers.getLast().getState() != Thread.State.RUNNABLE);
    }

    @Test
    void aFullQueueClosesTheConnectionAsSlowConsumer() throws Exception {
        transport.stall();
        Connection connection = fixture.open(transport);
        for (int i = 0; i < 1 + ConnectionFixture.WRITER; i++) {
            assertTrue(connection.send("message", () -> {}));
        }
        assertFalse(connection.send("one too many", () -> {}));
        assertEquals(CloseStatus.POLICY_VIOLATION, fixture.awaitClose().code());
        await().until(() -> transport.aborts.get() == 1);
    }

    @Test
    void theCloseFrameFollowsQueuedMessages() {
        transport.stall();
        Connection connection = fixture.open(transport);
        connection.send("answer", () -> {});
        connection.close(BYE);
        assertFalse(connection.send("too late", () -> {}));
        transport.sendOne();
        assertEquals(List.of(new OutboundFrame.Text("answer"), new OutboundFrame.Close(BYE)), transport.given());
    }

    @Test
    void aPeerThatClosesButDoesNotReadIsCut() throws Exception {
        transport.stall();
        Connection connection = fixture.open(transport);
        connection.send("stuck", () -> {});
        connection.send("never sent", () -> {});
        connection.onPeerClose(BYE);
        assertEquals(BYE, fixture.awaitClose());
        assertEquals(List.of(new OutboundFrame.Text("stuck")), transport.given());
        await().until(() -> transport.aborts.get() == 1);
    }

    @Test
    void messagesReceivedBeforeADisconnectionAreProcessed() throws Exception {
        fixture.blockListener();
        Connection connection = fixture.open(transport);
        ConnectionFixture.message(connection, "one");
        ConnectionFixture.message(connection, "two");
        connection.onDisconnected(BYE);
        fixture.processOne();
        fixture.processOne();
        assertEquals("one", fixture.received.poll(60, TimeUnit.SECONDS));
        assertEquals("two", fixture.received.poll(60, TimeUnit.SECONDS));
        assertEquals(BYE, fixture.awaitClose());
    }

    @Test
    void theFirstCauseOfADisconnectionIsReported() throws Exception {
        Connection connection = fixture.open(transport);
        connection.close(BYE);
        connection.onDisconnected(new CloseStatus(CloseStatus.NO_CLOSE_FRAME, ""));
        assertEquals(BYE, fixture.awaitClose());
        assertNull(fixture.closes.poll());
    }

    @Test
    void afterACloseReadingContinuesUntilThePeersCloseFrame() {
        Connection connection = fixture.open(transport);
        connection.close(BYE);
        int before = transport.demands.get();
        ConnectionFixture.message(connection, "ignored");
        assertEquals(before + 1, transport.demands.get());
    }

    @Test
    void aConnectionOpenedAfterCloseAllIsClosed() throws Exception {
        fixture.connections.closeAll(BYE);
        fixture.open(transport);
        assertEquals(BYE, fixture.awaitClose());
        assertEquals(List.of(new OutboundFrame.Close(BYE)), transport.given());
        await().until(() -> fixture.connections.count() == 0);
    }

    @Test
    void anErrorOfTheListenerClosesTheConnection() throws Exception {
        BlockingQueue<CloseStatus> closes = new LinkedBlockingQueue<>();
        Connection connection = fixture.connections.open(transport, opened -> new ConnectionListener() {
            @Override
            public LogSubject subject() {
                return LogSubject.of(new ChargePointId("CP-1"));
            }

            @Override
            public void onOpen() {}

            @Override
            public void onMessage(String text, BacklogPermit permit) {
                throw new AssertionError("thrown by the test");
            }

            @Override
            public void onClose(Disconnection disconnection) {
                closes.add(disconnection.status());
            }
        });
        ConnectionFixture.message(Objects.requireNonNull(connection), "message");
        CloseStatus status = closes.poll(60, TimeUnit.SECONDS);
        assertNotNull(status);
        assertEquals(CloseStatus.INTERNAL_ERROR, status.code());
        assertEquals(List.of(new OutboundFrame.Close(status)), transport.given());
        await().until(() -> fixture.connections.backlog().characters() == 0);
        assertEquals(0, fixture.connections.count());
    }

    @Test
    void aConnectionAboveTheMaximumIsNotOpened() {
        assertNotNull(fixture.open(transport));
        assertNotNull(fixture.open(new StallingTransport()));
        assertTrue(fixture.connections.isFull());
        assertNull(fixture.connections.open(new StallingTransport(), connection -> {
            throw new AssertionError("the listener factory was called");
        }));
        assertEquals(2, fixture.connections.count());
    }
}
