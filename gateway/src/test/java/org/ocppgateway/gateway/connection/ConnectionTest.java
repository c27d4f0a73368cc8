package org.ocppgateway.gateway.connection;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionTest {
    private static final CloseStatus BYE = new CloseStatus(CloseStatus.NORMAL, "bye");

    private final ConnectionFixture rig = new ConnectionFixture();
    private final StallingTransport transport = new StallingTransport();

    @AfterEach
    void stop() {
        rig.stop();
    }

    @Test
    void framesLeaveOneAtATimeAndInOrder() {
        transport.stall();
        Connection connection = rig.open(transport);
        connection.send("one");
        connection.onPing(ByteBuffer.allocate(1));
        connection.send("two");
        assertEquals(1, transport.given().size());
        transport.sendOne();
        transport.sendOne();
        assertEquals(
                List.of(new OutboundFrame.Text("one"), new OutboundFrame.Pong(ByteBuffer.allocate(1)), new OutboundFrame.Text("two")),
                transport.given());
    }

    @Test
    void aFullQueueIsASlowConsumerAndIsCut() throws Exception {
        transport.stall();
        Connection connection = rig.open(transport);
        for (int i = 0; i < 1 + ConnectionFixture.WRITER; i++) {
            assertTrue(connection.send("message"));
        }
        assertFalse(connection.send("one too many"));
        assertEquals(CloseStatus.POLICY_VIOLATION, rig.awaitEnd().code());
        await().until(() -> transport.aborts.get() == 1);
    }

    @Test
    void aCloseFollowsWhatIsAlreadyOnItsWay() {
        transport.stall();
        Connection connection = rig.open(transport);
        connection.send("answer");
        connection.close(BYE);
        assertFalse(connection.send("too late"));
        transport.sendOne();
        assertEquals(List.of(new OutboundFrame.Text("answer"), new OutboundFrame.Close(BYE)), transport.given());
    }

    @Test
    void aPeerThatClosesButDoesNotReadIsCut() throws Exception {
        transport.stall();
        Connection connection = rig.open(transport);
        connection.send("stuck");
        connection.send("never sent");
        connection.onPeerClose(BYE);
        assertEquals(BYE, rig.awaitEnd());
        assertEquals(List.of(new OutboundFrame.Text("stuck")), transport.given());
        await().until(() -> transport.aborts.get() == 1);
    }

    @Test
    void whatArrivedBeforeTheEndIsStillHandled() throws Exception {
        rig.holdReceiver();
        Connection connection = rig.open(transport);
        ConnectionFixture.message(connection, "one");
        ConnectionFixture.message(connection, "two");
        connection.onDisconnected(BYE);
        rig.takeOne();
        rig.takeOne();
        assertEquals("one", rig.received.poll(60, TimeUnit.SECONDS));
        assertEquals("two", rig.received.poll(60, TimeUnit.SECONDS));
        assertEquals(BYE, rig.awaitEnd());
    }

    @Test
    void reasonsForTheEndDoNotOvertakeTheFirstOne() throws Exception {
        Connection connection = rig.open(transport);
        connection.close(BYE);
        connection.onDisconnected(new CloseStatus(CloseStatus.NO_CLOSE_FRAME, ""));
        assertEquals(BYE, rig.awaitEnd());
        assertNull(rig.ended.poll());
    }

    @Test
    void afterTheEndReadingGoesOnSoThatTheCloseOfThePeerIsSeen() {
        Connection connection = rig.open(transport);
        connection.close(BYE);
        int before = transport.demands.get();
        ConnectionFixture.message(connection, "ignored");
        assertEquals(before + 1, transport.demands.get());
    }

    @Test
    void whoComesInAfterAllWereClosedIsClosedLikeThem() throws Exception {
        rig.connections.closeAll(BYE);
        rig.open(transport);
        assertEquals(BYE, rig.awaitEnd());
        assertEquals(List.of(new OutboundFrame.Close(BYE)), transport.given());
        await().until(() -> rig.connections.count() == 0);
    }

    @Test
    void anErrorClosesTheConnectionToo() throws Exception {
        BlockingQueue<CloseStatus> ended = new LinkedBlockingQueue<>();
        Connection connection = rig.connections.open(transport, opened -> new ConnectionListener() {
            @Override
            public void onOpen() {}

            @Override
            public void onMessage(String text) {
                throw new AssertionError("as the test wants it");
            }

            @Override
            public void onClose(Disconnection disconnection) {
                ended.add(disconnection.status());
            }
        });
        ConnectionFixture.message(Objects.requireNonNull(connection), "message");
        CloseStatus status = ended.poll(60, TimeUnit.SECONDS);
        assertNotNull(status);
        assertEquals(CloseStatus.INTERNAL_ERROR, status.code());
        assertEquals(List.of(new OutboundFrame.Close(status)), transport.given());
        await().until(() -> rig.connections.backlog().held() == 0);
        assertEquals(0, rig.connections.count());
    }

    @Test
    void oneConnectionTooManyIsNotOpened() {
        assertNotNull(rig.open(transport));
        assertNotNull(rig.open(new StallingTransport()));
        assertTrue(rig.connections.full());
        assertNull(rig.connections.open(new StallingTransport(), connection -> {
            throw new AssertionError("nobody is asked");
        }));
        assertEquals(2, rig.connections.count());
    }
}
