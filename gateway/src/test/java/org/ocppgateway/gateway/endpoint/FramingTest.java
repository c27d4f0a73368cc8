package org.ocppgateway.gateway.endpoint;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ocppgateway.gateway.connection.CloseStatus;
import org.ocppgateway.gateway.connection.Disconnection;

class FramingTest {
    private EndpointFixture endpoint;
    private RawClient client;

    @BeforeEach
    void connect() throws Exception {
        endpoint = new EndpointFixture();
        client = endpoint.client();
        client.upgrade("/ocpp/CP-1", "Sec-WebSocket-Protocol: ocpp1.6");
    }

    @AfterEach
    void disconnect() throws Exception {
        client.close();
        await().until(() -> endpoint.connections.count() == 0);
        endpoint.stop();
    }

    @Test
    void pipelinedMessagesAreAnsweredInOrder() throws Exception {
        for (int i = 0; i < 100; i++) {
            client.text("m" + i);
        }
        for (int i = 0; i < 100; i++) {
            assertEquals("1.6:m" + i, client.read().text());
        }
    }

    @Test
    void fragmentsBecomeOneMessageEvenWithAPingInBetween() throws Exception {
        client.frame(false, 1, bytes("hel"));
        client.frame(true, 9, bytes("p"));
        client.frame(true, 0, bytes("lo"));
        RawClient.Received pong = client.read();
        assertEquals(10, pong.opcode());
        assertEquals("p", pong.text());
        assertEquals("1.6:hello", client.read().text());
    }

    @Test
    void aMessageAtTheSizeLimitIsAcceptedAndALargerOneClosesWith1009() throws Exception {
        client.text("x".repeat(4096));
        assertEquals(4096 + 4, client.read().payload().remaining());
        client.text("x".repeat(4097));
        assertEquals(1009, client.read().closeCode());
    }

    @Test
    void fragmentsThatExceedTheLimitTogetherCloseWith1009() throws Exception {
        client.frame(false, 1, new byte[3000]);
        client.frame(false, 0, new byte[3000]);
        assertEquals(1009, client.read().closeCode());
    }

    @Test
    void theSizeLimitAppliesToTheSmallestFragmentsWithPingsInBetween() throws Exception {
        for (int extra = 0; extra <= 1; extra++) {
            int length = 4096 + extra;
            for (int i = 0; i < length; i++) {
                client.frame(i == length - 1, i == 0 ? 1 : 0, bytes("x"));
                if (i % 1000 == 0) {
                    client.frame(true, 9, bytes("p" + i));
                    assertEquals("p" + i, client.read().text());
                }
            }
            if (extra == 0) {
                assertEquals("1.6:" + "x".repeat(length), client.read().text());
            }
        }
        assertEquals(1009, client.read().closeCode());
    }

    @Test
    void framesInTheSegmentOfTheUpgradeAreRead() throws Exception {
        try (RawClient eager = endpoint.client()) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.writeBytes(RawClient.upgradeRequest("/ocpp/CP-2", "Sec-WebSocket-Protocol: ocpp1.6"));
            all.writeBytes(RawClient.maskedFrame(true, 1, bytes("first")));
            all.writeBytes(RawClient.maskedFrame(true, 9, bytes("p")));
            eager.write(all.toByteArray());
            assertTrue(eager.head().startsWith("HTTP/1.1 101 "));
            Set<String> answers = new HashSet<>();
            answers.add(eager.read().text());
            answers.add(eager.read().text());
            assertEquals(Set.of("1.6:first", "p"), answers);
        }
    }

    @Test
    void aBinaryMessageClosesWith1003() throws Exception {
        client.frame(true, 2, bytes("binary"));
        assertEquals(1003, client.read().closeCode());
    }

    @Test
    void invalidUtf8ClosesWith1007() throws Exception {
        client.frame(true, 1, new byte[] {'a', (byte) 0xc3});
        assertEquals(1007, client.read().closeCode());
    }

    @Test
    void theReplacementCharacterIsValidText() throws Exception {
        client.text("a\uFFFDb");
        assertEquals("1.6:a\uFFFDb", client.read().text());
    }

    @Test
    void aCharacterMaySpanFragments() throws Exception {
        byte[] snowman = bytes("\u2603");
        client.frame(false, 1, new byte[] {snowman[0]});
        client.frame(false, 0, new byte[0]);
        client.frame(true, 0, new byte[] {snowman[1], snowman[2]});
        assertEquals("1.6:\u2603", client.read().text());
    }

    @Test
    void aBinaryMessageInFragmentsClosesWith1003() throws Exception {
        client.frame(false, 2, bytes("bin"));
        assertEquals(1003, client.read().closeCode());
    }

    @Test
    void aPongCountsAsActivity() throws Exception {
        client.frame(true, 10, bytes(""));
        client.text("after");
        assertEquals("1.6:after", client.read().text());
    }

    @Test
    void theClosingHandshakeOfThePeerIsAnsweredAndSeen() throws Exception {
        client.frame(true, 8, new byte[] {3, (byte) 0xe8});
        assertEquals(1000, client.read().closeCode());
        CloseStatus status = endpoint.closed.poll(60, TimeUnit.SECONDS);
        assertEquals(CloseStatus.NORMAL, status.code());
    }

    /** Also while answers are being written on other threads: three messages and the close frame arrive in one read. */
    @Test
    void theSideThatSendsTheFirstCloseFrameEndedTheConnection() throws Exception {
        byte[] burst = HexFormat.of().parseHex("81810000000061".repeat(3) + "88820000000003e8");
        for (int i = 0; i < 100; i++) {
            try (RawClient station = endpoint.client()) {
                station.upgrade("/ocpp/CP-" + i, "Sec-WebSocket-Protocol: ocpp2.0.1");
                station.write(burst);
                assertEquals(
                        Disconnection.Initiator.CHARGE_POINT,
                        endpoint.endedBy.poll(60, TimeUnit.SECONDS),
                        "connection " + i);
            }
        }
    }

    @Test
    void aPeerThatDoesNotAnswerTheCloseFrameIsCut() throws Exception {
        client.text("opened");
        assertEquals("1.6:opened", client.read().text());
        endpoint.connections.closeAll(new CloseStatus(CloseStatus.SERVICE_RESTART, "restart"));
        assertEquals(1012, client.read().closeCode());
        assertTrue(client.ended());
    }

    /**
     * The peer sends before, during and after the close, and reads only afterwards. Before the close it sends fewer messages than the
     * queue of answers holds, because a full queue would close the connection as well, with 1008.
     */
    @Test
    void aPeerThatIsSendingDuringCloseAllReceivesItsAnswersAndTheCloseFrame() throws Exception {
        client.text("first");
        assertEquals("1.6:first", client.read().text());
        String message = "x".repeat(4000);
        CountDownLatch closing = new CountDownLatch(1);
        Thread sending = Thread.ofVirtual().start(() -> {
            try {
                for (int sent = 0; sent < EndpointFixture.WRITER_BOUND; sent++) {
                    client.text(message);
                }
                closing.await();
                while (true) {
                    client.text(message);
                }
            } catch (IOException e) {
                // The gateway closed the connection, as expected.
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        await().until(() -> endpoint.connections.metrics().totalReceived() > 2);
        endpoint.connections.closeAll(new CloseStatus(CloseStatus.SERVICE_RESTART, "restart"));
        closing.countDown();
        RawClient.Received received = client.read();
        while (received.opcode() == 1) {
            assertEquals("1.6:" + message, received.text());
            received = client.read();
        }
        assertEquals(1012, received.closeCode());
        client.close();
        sending.join();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
