package org.ocppgateway.gateway.endpoint;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
    private static final Duration PATIENCE = Duration.ofSeconds(3);
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
    void aPeerThatKeepsExceedingItsRateIsClosedAndOthersAreUnaffected() throws Exception {
        try (RawClient flooder = endpoint.client();
                RawClient other = endpoint.client()) {
            flooder.upgrade("/ocpp/CP-1", OCPP16);
            other.upgrade("/ocpp/CP-2", OCPP16);
            Thread flood = Thread.ofVirtual().start(() -> {
                try {
                    while (true) {
                        flooder.text("flood");
                    }
                } catch (IOException e) {
                    // The gateway closed the connection, as expected.
                }
            });
            int heard = 0;
            while (endpoint.closed.isEmpty()) {
                other.text("hello");
                assertEquals("1.6:hello", other.read().text());
                heard++;
                if (heard >= BURST) {
                    await().pollDelay(Duration.ofMillis(50)).until(() -> true);
                }
            }
            CloseStatus status = endpoint.closed.remove();
            assertEquals(new CloseStatus(CloseStatus.POLICY_VIOLATION, "sends too much"), status);
            assertTrue(heard >= BURST, "the other connection was answered " + heard + " times");
            flood.join();
        }
    }

    @Test
    void aPeerThatNeverReadsIsClosedAtTheQueueLimit() throws Exception {
        EndpointFixture generous = new EndpointFixture();
        try (RawClient deaf = generous.client();
                RawClient other = generous.client()) {
            deaf.upgrade("/ocpp/CP-1", OCPP16);
            other.upgrade("/ocpp/CP-2", OCPP16);
            String large = "x".repeat(4_000);
            Thread talking = Thread.ofVirtual().start(() -> {
                try {
                    while (true) {
                        deaf.text(large);
                    }
                } catch (IOException e) {
                    // The gateway closed the connection, as expected.
                }
            });
            CloseStatus status = generous.closed.poll(60, TimeUnit.SECONDS);
            assertEquals(new CloseStatus(CloseStatus.POLICY_VIOLATION, "reads too slowly"), status);
            other.text("hello");
            assertEquals("1.6:hello", other.read().text());
            talking.join();
        } finally {
            generous.stop();
        }
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

    /** Tries again if the machine was too slow for the handshake timeout. */
    private static RawClient upgraded(EndpointFixture impatient) throws Exception {
        while (true) {
            RawClient client = impatient.client();
            try {
                if (client.upgrade("/ocpp/CP-2", OCPP16).startsWith("HTTP/1.1 101 ")) {
                    return client;
                }
            } catch (SocketException cut) {
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
