package org.ocppgateway.gateway.endpoint;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.ocppgateway.gateway.connection.CloseStatus;
import org.ocppgateway.gateway.connection.FloodLimits;
import org.ocppgateway.gateway.limit.RateLimit;

/** A peer that floods or never reads (fault 49). */
@Timeout(180)
class FloodTest {
    private static final int BURST = 10;
    private static final int PER_SECOND = 50;
    /** No test lasts that long, also on a slow machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(100);

    private static final String OCPP16 = "Sec-WebSocket-Protocol: ocpp1.6";

    private EndpointFixture endpoint;

    @BeforeEach
    void start() throws Exception {
        endpoint = new EndpointFixture(new FloodLimits(new RateLimit(PER_SECOND, BURST), PATIENCE));
    }

    @AfterEach
    void stop() throws Exception {
        endpoint.stop();
    }

    @Test
    void aPeerThatExceedsItsRateIsDelayedAndLosesNothing() throws Exception {
        try (RawClient client = endpoint.client()) {
            client.upgrade("/ocpp/CP-1", OCPP16);
            long begun = System.nanoTime();
            int messages = BURST + PER_SECOND;
            for (int i = 0; i < messages; i++) {
                client.text("m" + i);
            }
            for (int i = 0; i < messages; i++) {
                assertEquals("1.6:m" + i, client.read().text());
            }
            assertTrue(
                    System.nanoTime() - begun > Duration.ofMillis(900).toNanos(),
                    "more messages than the rate limit allows");
        }
    }

    @Test
    void aPeerThatKeepsExceedingItsRateIsClosedAndOthersStay() throws Exception {
        EndpointFixture strict =
                new EndpointFixture(new FloodLimits(new RateLimit(PER_SECOND, BURST), Duration.ofSeconds(3)));
        try (RawClient flooder = strict.client();
                RawClient other = strict.client()) {
            flooder.upgrade("/ocpp/CP-1", OCPP16);
            other.upgrade("/ocpp/CP-2", OCPP16);
            Thread flood = sendWithoutEnd(flooder, "flood");
            CloseStatus status = strict.closed.poll(120, TimeUnit.SECONDS);
            assertEquals(new CloseStatus(CloseStatus.POLICY_VIOLATION, "sends too much"), status);
            other.text("hello");
            assertEquals("1.6:hello", other.read().text());
            flood.join();
        } finally {
            strict.stop();
        }
    }

    @Test
    void othersAreAnsweredWhileAPeerExceedsItsRate() throws Exception {
        Thread flood;
        try (RawClient flooder = endpoint.client();
                RawClient other = endpoint.client()) {
            flooder.upgrade("/ocpp/CP-1", OCPP16);
            other.upgrade("/ocpp/CP-2", OCPP16);
            flood = sendWithoutEnd(flooder, "flood");
            await().until(() -> endpoint.connections.metrics().totalReceived() > BURST);
            for (int i = 0; i < BURST; i++) {
                other.text("hello");
                assertEquals("1.6:hello", other.read().text());
            }
            assertTrue(endpoint.closed.isEmpty(), "the flood lasts");
        }
        flood.join();
    }

    @Test
    void aPeerThatNeverReadsIsClosedAtTheQueueLimit() throws Exception {
        EndpointFixture generous = new EndpointFixture();
        try (RawClient deaf = generous.client();
                RawClient other = generous.client()) {
            deaf.upgrade("/ocpp/CP-1", OCPP16);
            other.upgrade("/ocpp/CP-2", OCPP16);
            Thread talking = sendWithoutEnd(deaf, "x".repeat(4_000));
            CloseStatus status = generous.closed.poll(60, TimeUnit.SECONDS);
            assertEquals(new CloseStatus(CloseStatus.POLICY_VIOLATION, "reads too slowly"), status);
            other.text("hello");
            assertEquals("1.6:hello", other.read().text());
            talking.join();
        } finally {
            generous.stop();
        }
    }

    private static Thread sendWithoutEnd(RawClient client, String text) {
        return Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    client.text(text);
                }
            } catch (IOException e) {
                // The gateway or the test closed the connection, as expected.
            }
        });
    }

    /** One sender per selector thread. */
    @Test
    void aContinuousSenderDoesNotBlockOtherConnections() throws Exception {
        EndpointFixture generous = new EndpointFixture();
        List<Thread> floods = new ArrayList<>();
        try (RawClient flooder = generous.client();
                RawClient another = generous.client();
                RawClient other = generous.client()) {
            flooder.upgrade("/ocpp/CP-1", OCPP16);
            another.upgrade("/ocpp/CP-2", OCPP16);
            other.upgrade("/ocpp/CP-3", OCPP16);
            floods.add(pingWithoutEnd(flooder));
            floods.add(pingWithoutEnd(another));
            for (int i = 0; i < BURST; i++) {
                other.text("hello");
                assertEquals("1.6:hello", other.read().text());
            }
        } finally {
            generous.stop();
        }
        for (Thread flood : floods) {
            flood.join();
        }
    }

    /** Sends many messages per write, faster than the gateway can read them. */
    private static Thread pingWithoutEnd(RawClient client) {
        byte[] pings = new byte[60_000];
        for (int i = 0; i < pings.length; i += 6) {
            pings[i] = (byte) 0x89;
            pings[i + 1] = (byte) 0x80;
        }
        return Thread.ofPlatform().start(() -> {
            try {
                while (true) {
                    client.write(pings);
                }
            } catch (IOException e) {
                // The gateway closed the connection, as expected.
            }
        });
    }

    /** Connections without upgrade (fault 11). */
    @Test
    void twoThousandConnectionsWithoutUpgradeAreCutAndDoNotAffectOthers() throws Exception {
        EndpointFixture impatient = EndpointFixture.withShortHandshakeTimeout();
        List<RawClient> crowd = new ArrayList<>();
        try (RawClient other = upgraded(impatient)) {
            for (int i = 0; i < 2_000; i++) {
                RawClient idler = impatient.client();
                idler.write("GET /ocpp/CP-1 HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII));
                crowd.add(idler);
            }
            other.text("hello");
            assertEquals("1.6:hello", other.read().text());
            for (RawClient idler : crowd) {
                assertTrue(cut(idler));
            }
        } finally {
            for (RawClient idler : crowd) {
                idler.close();
            }
            impatient.stop();
        }
    }

    /** Tries again if the machine was too slow for the handshake timeout, which may cut a connection just after its answer too. */
    private static RawClient upgraded(EndpointFixture impatient) throws Exception {
        while (true) {
            RawClient client = impatient.client();
            try {
                if (client.upgrade("/ocpp/CP-2", OCPP16).startsWith("HTTP/1.1 101 ")) {
                    client.text("upgraded");
                    assertEquals("1.6:upgraded", client.read().text());
                    return client;
                }
            } catch (SocketException | EOFException cut) {
                // Try again.
            }
            client.close();
        }
    }

    private static boolean cut(RawClient client) {
        try {
            return client.ended();
        } catch (SocketException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
