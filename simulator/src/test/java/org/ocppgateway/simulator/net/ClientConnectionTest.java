package org.ocppgateway.simulator.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class ClientConnectionTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final ClientConnectionLimits LIMITS = new ClientConnectionLimits(LONG, SHORT, 100_000, 200_000);

    private final NetworkLoop loop = new NetworkLoop("test", System::nanoTime, Duration.ofMillis(10), 1);
    private final RecordingListener listener = new RecordingListener();
    private final BlockingQueue<ScriptedServer.Received> seen = new LinkedBlockingQueue<>();
    private final CountDownLatch over = new CountDownLatch(1);

    @BeforeEach
    void startLoop() {
        loop.start();
    }

    @AfterEach
    void stopLoop() {
        over.countDown();
        loop.close();
    }

    @Test
    void theUpgradeRequestOffersTheSubprotocolAndCarriesTheCredentials() throws Exception {
        BlockingQueue<String> requests = new LinkedBlockingQueue<>();
        try (ScriptedServer server = new ScriptedServer(peer -> requests.add(peer.request()))) {
            ConnectionTarget plain = server.target("/ocpp/CP%20001");
            connect(new ConnectionTarget(
                    plain.address(), "example.org:80", plain.path(), "ocpp1.6", "Basic abc", null, null));
            String request = requests.take();
            assertTrue(request.startsWith("GET /ocpp/CP%20001 HTTP/1.1\r\nHost: example.org:80\r\n"), request);
            assertTrue(request.contains("\r\nSec-WebSocket-Protocol: ocpp1.6\r\n"), request);
            assertTrue(request.contains("\r\nAuthorization: Basic abc\r\n"), request);
        }
    }

    @Test
    void theConnectionUsesTheConfiguredSourceAddress() throws Exception {
        BlockingQueue<InetAddress> clients = new LinkedBlockingQueue<>();
        try (ScriptedServer server = new ScriptedServer(peer -> clients.add(peer.clientAddress()))) {
            ConnectionTarget plain = server.target("/x");
            InetAddress source = InetAddress.getByName("127.0.0.77");
            connect(new ConnectionTarget(plain.address(), "localhost", "/x", "ocpp1.6", null, source, null));
            assertEquals(source, clients.take());
        }
    }

    @Test
    void aTextIsMaskedAndArrivesComplete() throws Exception {
        String longText = "ü".repeat(40_000);
        try (ScriptedServer server = new ScriptedServer(peer -> {
            peer.upgrade();
            readAll(peer);
        })) {
            ClientConnection connection = connect(server.target("/x"));
            awaitOpen();
            loop.execute(() -> connection.send("short"));
            loop.execute(() -> connection.send(longText));
            assertEquals("short", seen.take().text());
            assertEquals(longText, seen.take().text());
        }
    }

    @Test
    void aFrameInTheSameReadAsTheUpgradeIsNotLost() throws Exception {
        try (ScriptedServer server = new ScriptedServer(peer -> {
            peer.raw(joined(peer.acceptance().getBytes(ISO_8859_1), textFrame("first"), textFrame("second")));
            hold(over);
        })) {
            connect(server.target("/x"));
            awaitTexts(List.of("first", "second"));
        }
    }

    @Test
    void messagesAreParsedFromSingleBytes() throws Exception {
        try (ScriptedServer server = new ScriptedServer(peer -> {
            byte[] all = joined(peer.acceptance().getBytes(ISO_8859_1), textFrame("grün"), textFrame("x".repeat(200)));
            for (byte single : all) {
                peer.raw(new byte[] {single});
            }
            hold(over);
        })) {
            connect(server.target("/x"));
            awaitTexts(List.of("grün", "x".repeat(200)));
        }
    }

    @Test
    void fragmentsAreAssembledAndAPingBetweenThemIsAnswered() throws Exception {
        try (ScriptedServer server = new ScriptedServer(peer -> {
            peer.upgrade()
                    .frame(0x01, "one ")
                    .frame(0x00, "two ")
                    .frame(0x89, "ping")
                    .frame(0x80, "three");
            readAll(peer);
        })) {
            connect(server.target("/x"));
            awaitTexts(List.of("one two three"));
            ScriptedServer.Received pong = seen.take();
            assertEquals(FrameHeader.PONG, pong.opcode());
            assertEquals("ping", pong.text());
        }
    }

    @Test
    void aMessageLongerThanTheReadBufferArrivesComplete() throws Exception {
        String text = "y".repeat(90_000);
        try (ScriptedServer server = new ScriptedServer(peer -> {
            peer.upgrade().text(text).text("next");
            hold(over);
        })) {
            connect(server.target("/x"));
            awaitTexts(List.of(text, "next"));
        }
    }

    @Test
    void aCloseFrameOfTheServerIsEchoedAndReported() throws Exception {
        try (ScriptedServer server = new ScriptedServer(peer -> {
            peer.upgrade().close(1012);
            readAll(peer);
        })) {
            connect(server.target("/x"));
            assertEquals(1012, seen.take().closeCode());
            assertEquals(new CloseReason.ByServer(1012, ""), closing());
        }
    }

    @Test
    void aCloseWithoutAnAnswerEndsAtTheDeadline() throws Exception {
        try (ScriptedServer server = new ScriptedServer(peer -> {
            peer.upgrade();
            readAll(peer);
            hold(over);
        })) {
            ClientConnection connection = connect(server.target("/x"));
            awaitOpen();
            loop.execute(() -> connection.close(1000, "done"));
            assertEquals(1000, seen.take().closeCode());
            assertEquals(new CloseReason.ByChargePoint(1000), closing());
        }
    }

    @Test
    void aStreamThatEndsWithoutACloseFrameIsLost() throws Exception {
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.Peer::upgrade)) {
            connect(server.target("/x"));
            assertEquals(new CloseReason.Lost(), closing());
            assertTrue(listener.isOpened());
        }
    }

    @Test
    void aRefusedUpgradeReportsStatusAndRetryAfter() throws Exception {
        assertEquals(
                new CloseReason.Refused(503, Duration.ofSeconds(7)),
                closingAfter("HTTP/1.1 503 Service Unavailable\r\nretry-after: 7\r\nContent-Length: 0\r\n\r\n"));
        assertFalse(listener.isOpened());
    }

    @Test
    void anUpgradeResponseOtherThanHttpIsAViolation() throws Exception {
        assertInstanceOf(CloseReason.Violation.class, closingAfter("SSH-2.0-OpenSSH_9.2\r\n\r\n"));
    }

    @Test
    void anEndlessUpgradeResponseIsAViolation() throws Exception {
        assertInstanceOf(CloseReason.Violation.class, closingAfter("HTTP/1.1 101 X\r\n" + "a: b\r\n".repeat(2_000)));
    }

    @Test
    void anUpgradeWithoutACommonSubprotocolIsAViolation() throws Exception {
        try (ScriptedServer server = new ScriptedServer(peer -> {
            String acceptance = peer.acceptance().replace("sec-websocket-protocol: ocpp1.6\r\n", "");
            peer.raw(acceptance.getBytes(ISO_8859_1));
        })) {
            connect(server.target("/x"));
            assertEquals(new CloseReason.Violation(1002, "no common subprotocol"), closing());
        }
    }

    @Test
    void aWrongAcceptKeyIsAViolation() throws Exception {
        assertEquals(
                new CloseReason.Violation(1002, "wrong Sec-WebSocket-Accept"),
                closingAfter("HTTP/1.1 101 X\r\nSec-WebSocket-Accept: no\r\nSec-WebSocket-Protocol: ocpp1.6\r\n\r\n"));
    }

    @Test
    void aProtocolViolationClosesWithItsCode() throws Exception {
        assertEquals(1002, codeFor(new byte[] {(byte) 0xc1, 0}), "reserved bit");
        assertEquals(1002, codeFor(new byte[] {(byte) 0x83, 0}), "unknown opcode");
        assertEquals(1002, codeFor(new byte[] {(byte) 0x81, (byte) 0x80, 0, 0, 0, 0}), "masked");
        assertEquals(1002, codeFor(new byte[] {0x09, 0}), "fragmented ping");
        assertEquals(1002, codeFor(new byte[] {(byte) 0x80, 0}), "continuation of nothing");
        assertEquals(1003, codeFor(new byte[] {(byte) 0x82, 0}), "binary");
        assertEquals(1007, codeFor(new byte[] {(byte) 0x81, 1, (byte) 0xff}), "not UTF-8");
        assertEquals(1009, codeFor(new byte[] {(byte) 0x81, 127, 0, 0, 0, 0, 0x7f, 0, 0, 0}), "too long");
    }

    @Test
    void fragmentsOverTheMessageLimitCloseWith1009() throws Exception {
        byte[] first = ScriptedServer.frameBytes(0x01, new byte[60_000]);
        byte[] second = ScriptedServer.frameBytes(0x00, new byte[60_000]);
        assertEquals(1009, codeFor(joined(first, second)));
    }

    @Test
    void aValidReplacementCharacterIsAccepted() throws Exception {
        try (ScriptedServer server = new ScriptedServer(peer -> {
            peer.upgrade().text("\uFFFD");
            hold(over);
        })) {
            connect(server.target("/x"));
            awaitTexts(List.of("\uFFFD"));
        }
    }

    @Test
    void anUnansweredUpgradeTimesOut() throws Exception {
        try (ScriptedServer server = new ScriptedServer(peer -> hold(over))) {
            connect(server.target("/x"), new ClientConnectionLimits(SHORT, SHORT, 100_000, 200_000));
            assertEquals(new CloseReason.TimedOut(), closing());
        }
    }

    @Test
    void aConnectionEndsAtTheLimitOfUnsentBytes() throws Exception {
        try (ScriptedServer server = new ScriptedServer(peer -> {
            peer.upgrade();
            hold(over);
        })) {
            ClientConnection connection = connect(server.target("/x"));
            awaitOpen();
            String text = "z".repeat(50_000);
            for (int i = 0; i < 1_000; i++) {
                loop.execute(() -> connection.send(text));
            }
            assertEquals(new CloseReason.Failed("the server does not read"), closing());
        }
    }

    @Test
    void bytesThatTheSocketDoesNotAcceptAreSentLater() throws Exception {
        CountDownLatch begin = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer(peer -> {
            peer.upgrade();
            hold(begin);
            readAll(peer);
        })) {
            ClientConnectionLimits roomy = new ClientConnectionLimits(LONG, LONG, 100_000, 20_000_000);
            ClientConnection connection = connect(server.target("/x"), roomy);
            awaitOpen();
            String text = "z".repeat(60_000);
            int messages = 200;
            for (int i = 0; i < messages; i++) {
                loop.execute(() -> connection.send(text));
            }
            begin.countDown();
            for (int i = 0; i < messages; i++) {
                assertEquals(text, seen.take().text());
            }
        }
    }

    @Test
    void aRefusedConnectionReportsTheSystemMessage() throws Exception {
        // A bound socket that does not listen keeps the port from other processes.
        try (SocketChannel bound = SocketChannel.open()) {
            bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            InetSocketAddress refusing = (InetSocketAddress) bound.getLocalAddress();
            connect(new ConnectionTarget(refusing, "localhost", "/x", "ocpp1.6", null, null, null));
            CloseReason.Failed failed = assertInstanceOf(CloseReason.Failed.class, closing());
            // Java 21 appends the name of the system call.
            assertTrue(failed.problem().startsWith("Connection refused"), failed::problem);
        }
    }

    @Test
    void theEndIsReportedOnce() throws Exception {
        try (ScriptedServer server = new ScriptedServer(peer -> peer.upgrade().close(1000))) {
            ClientConnection connection = connect(server.target("/x"));
            closing();
            loop.execute(() -> {
                connection.close(1000, "");
                connection.send("too late");
            });
            CompletableFuture<Boolean> later = new CompletableFuture<>();
            loop.execute(() -> loop.execute(() -> later.complete(true)));
            later.get();
            assertEquals(1, listener.closeCount());
        }
    }

    private CloseReason closingAfter(String response) throws IOException {
        try (ScriptedServer server = new ScriptedServer(peer -> {
            peer.raw(response.getBytes(UTF_8));
            hold(over);
        })) {
            connect(server.target("/x"));
            return closing();
        }
    }

    private int codeFor(byte[] garbage) throws Exception {
        try (ScriptedServer server = new ScriptedServer(peer -> {
            peer.upgrade().raw(garbage);
            readAll(peer);
        })) {
            connect(server.target("/x"));
            return seen.take().closeCode();
        }
    }

    private ClientConnection connect(ConnectionTarget target) {
        return connect(target, LIMITS);
    }

    private ClientConnection connect(ConnectionTarget target, ClientConnectionLimits limits) {
        CompletableFuture<ClientConnection> connection = new CompletableFuture<>();
        loop.execute(() -> connection.complete(loop.connect(target, listener, limits)));
        return connection.join();
    }

    private void readAll(ScriptedServer.Peer peer) throws IOException {
        while (true) {
            ScriptedServer.Received received = peer.read();
            seen.add(received);
            if (received.opcode() == FrameHeader.CLOSE) {
                return;
            }
        }
    }

    private void awaitOpen() {
        await().until(listener::isOpened);
    }

    private void awaitTexts(List<String> expected) {
        await().untilAsserted(() -> assertEquals(expected, listener.texts()));
    }

    private CloseReason closing() {
        return await().until(listener::closeReason, closeReason -> closeReason != null);
    }

    private static byte[] textFrame(String text) {
        return ScriptedServer.frameBytes(0x81, text.getBytes(UTF_8));
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static void hold(CountDownLatch latch) {
        try {
            if (!latch.await(120, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the test did not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
