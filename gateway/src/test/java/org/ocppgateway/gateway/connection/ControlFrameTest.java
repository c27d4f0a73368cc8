package org.ocppgateway.gateway.connection;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ocppgateway.gateway.limit.RateLimit;

/** Control frames and fragments count towards the same rate limit as messages. */
class ControlFrameTest {
    private static final int BURST = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ConnectionFixture fixture =
            new ConnectionFixture(2, 64_000_000, new FloodLimits(new RateLimit(20, BURST), PATIENCE));
    private final StallingTransport transport = new StallingTransport();

    /** Frames with the cost of one message. */
    enum Flood {
        PINGS,
        PONGS,
        EMPTY_FRAGMENTS,
        TINY_FRAGMENTS;

        void on(Connection connection) {
            switch (this) {
                case PINGS -> connection.onPing(ByteBuffer.allocate(0));
                case PONGS -> connection.onPong();
                case EMPTY_FRAGMENTS -> ConnectionFixture.part(connection, 0);
                case TINY_FRAGMENTS -> {
                    for (int i = 0; i < 32; i++) {
                        ConnectionFixture.part(connection, 1);
                    }
                }
            }
        }
    }

    @AfterEach
    void stop() {
        fixture.stop();
    }

    @ParameterizedTest
    @EnumSource
    void framesAboveTheRateAreDelayed(Flood flood) {
        Connection connection = fixture.open(transport);
        for (int i = 0; i < BURST; i++) {
            flood.on(connection);
        }
        int before = transport.demands.get();
        fixture.connections.partials().onTimer(fixture.nanos.get());
        Runnable continueTimer = fixture.holdTimer();
        ConnectionFixture.part(connection, 0);
        assertEquals(before, transport.demands.get());
        continueTimer.run();
        await().until(() -> transport.demands.get() == before + 1);
        assertFalse(connection.isClosing());
    }

    @ParameterizedTest
    @EnumSource
    void aPeerThatKeepsFloodingIsClosed(Flood flood) throws Exception {
        Connection connection = fixture.open(transport);
        // The clock of the test is faster than the timer, so each delayed read would seem late.
        Runnable continueTimer = fixture.holdTimer();
        long end = fixture.nanos.get() + PATIENCE.plusSeconds(2).toNanos();
        while (fixture.nanos.get() - end < 0 && !connection.isClosing()) {
            flood.on(connection);
            flood.on(connection);
            fixture.nanos.addAndGet(Duration.ofMillis(50).toNanos());
        }
        continueTimer.run();
        assertEquals(new CloseStatus(CloseStatus.POLICY_VIOLATION, "sends too much"), fixture.awaitClose());
    }

    /** A compressed message of a megabyte may be one small frame. */
    @Test
    void contentCostsTheSameInOneFrameAsInFragments() {
        Connection connection = fixture.open(transport);
        String message = "x".repeat(BURST * 32 * 4096);
        ConnectionFixture.message(connection, message);
        connection.release(message.length());
        int before = transport.demands.get();
        Runnable continueTimer = fixture.holdTimer();
        connection.onPong();
        assertEquals(before, transport.demands.get());
        continueTimer.run();
        await().until(() -> transport.demands.get() == before + 1);
    }

    /** The peer does not read the close frame and keeps sending. */
    @Test
    void theRateAppliesToAClosingConnection() {
        List<Consumer<Connection>> floods = List.of(
                Connection::onPong,
                connection -> connection.onPing(ByteBuffer.allocate(0)),
                Connection::onBinary,
                connection -> ConnectionFixture.part(connection, 1),
                connection -> ConnectionFixture.message(connection, "message"));
        for (Consumer<Connection> flood : floods) {
            StallingTransport stalled = new StallingTransport();
            stalled.stall();
            ConnectionFixture fixture =
                    new ConnectionFixture(1, 1_000_000, new FloodLimits(new RateLimit(1, BURST), PATIENCE));
            try {
                Connection connection = fixture.open(stalled);
                connection.send("never sent", () -> {});
                connection.close(new CloseStatus(CloseStatus.SERVICE_RESTART, "restart"));
                int frames = 10 * BURST;
                int before = stalled.demands.get();
                for (int i = 0; i < frames; i++) {
                    flood.accept(connection);
                }
                int demanded = stalled.demands.get() - before;
                assertTrue(demanded >= BURST && demanded < frames, demanded + " of " + frames);
            } finally {
                fixture.stop();
            }
        }
    }

    @Test
    void onlyTheNewestPingIsAnsweredWhileAFrameIsInFlight() {
        transport.stall();
        Connection connection = fixture.open(transport);
        connection.send("on its way", () -> {});
        for (byte i = 0; i < 3; i++) {
            connection.onPing(ByteBuffer.wrap(new byte[] {i}));
        }
        transport.sendOne();
        transport.sendOne();
        assertEquals(
                List.of(new OutboundFrame.Text("on its way"), new OutboundFrame.Pong(ByteBuffer.wrap(new byte[] {2}))),
                transport.given());
    }

    @Test
    void pingsDoNotFillTheQueue() {
        transport.stall();
        Connection connection = fixture.open(transport);
        connection.send("on its way", () -> {});
        for (int i = 0; i < ConnectionFixture.WRITER; i++) {
            connection.onPing(ByteBuffer.allocate(1));
        }
        for (int i = 0; i < ConnectionFixture.WRITER; i++) {
            connection.send("message", () -> {});
        }
        assertFalse(connection.isClosing());
    }
}
