package org.ocppgateway.gateway.endpoint.listener;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.bouncycastle.tls.ProtocolVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ocppgateway.gateway.tls.FailureReason;
import org.ocppgateway.gateway.tls.TestAuthority;
import org.ocppgateway.gateway.tls.TestCertificate;
import org.ocppgateway.gateway.tls.TlsSettings;

/** Handshakes that are slow, many, or endless. */
class HandshakeBoundsTest {
    private static final TestAuthority ROOT = TestAuthority.root("CN=Server Root");
    private static final SSLContext CLIENT = TestCertificate.clientContext(ROOT, null);
    private static final long SECOND = 1_000_000_000L;

    @TempDir
    private Path directory;

    private TlsSettings settings() {
        return ListenerFixture.settings(ROOT.server("EC", "gateway.example").write(directory, "ec"));
    }

    /** Waits until the deadline of the first connection runs. Its handshake counts as open earlier. */
    private static void awaitDeadline(ListenerFixture fixture) {
        await().until(() -> fixture.opened() > 0);
        assertEquals(1, fixture.metric("tls_handshakes_open"));
    }

    private static void tick(ListenerFixture fixture, long seconds) {
        fixture.nanoTime.addAndGet(seconds * SECOND);
        fixture.deadline.cutOverdue();
    }

    @Test
    void aHandshakeThatTricklesIsCutAtTheDeadline() throws IOException {
        try (ListenerFixture fixture = ListenerFixture.tls(settings());
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), fixture.port())) {
            socket.setSoTimeout(20_000);
            byte[] hello = {0x16, 3, 1, 2, 0, 1, 0, 1, (byte) 0xFC, 3, 3};
            socket.getOutputStream().write(hello, 0, 5);
            awaitDeadline(fixture);
            tick(fixture, 9);
            socket.getOutputStream().write(hello, 5, 6);
            assertEquals(0, fixture.timedOut.get());
            tick(fixture, 1);
            assertEquals(-1, socket.getInputStream().read());
            assertEquals(1, fixture.timedOut.get());
            assertEquals(
                    FailureReason.TIMED_OUT,
                    await().until(fixture.failures::peek, Objects::nonNull).reason());
            await().until(() -> fixture.metric("tls_handshakes_open") == 0);
        }
    }

    @Test
    void aConnectionThatSendsNothingIsCutAtTheDeadline() throws IOException {
        try (ListenerFixture fixture = ListenerFixture.tls(settings());
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), fixture.port())) {
            socket.setSoTimeout(20_000);
            awaitDeadline(fixture);
            tick(fixture, 10);
            assertEquals(-1, socket.getInputStream().read());
            assertTrue(await().until(fixture.failures::peek, Objects::nonNull)
                    .explanation()
                    .contains("sent nothing"));
        }
    }

    @Test
    void aDoneHandshakeWithoutARequestIsCutAtTheSameDeadline() throws IOException {
        try (ListenerFixture fixture = ListenerFixture.tls(settings());
                SSLSocket socket = TlsClient.connect(CLIENT, fixture.port(), parameters -> {})) {
            await().until(() -> fixture.metric("tls_handshakes", "TLSv1.3") == 1);
            tick(fixture, 10);
            assertEquals(-1, socket.getInputStream().read());
            assertEquals(1, fixture.timedOut.get());
        }
    }

    @Test
    void anOpenWebSocketIsNotCutAtTheDeadline() throws Exception {
        try (ListenerFixture fixture = ListenerFixture.tls(settings());
                WebSocketClient client = WebSocketClient.tls(fixture.port(), CLIENT)) {
            client.echo("before");
            tick(fixture, 1000);
            assertTrue(client.echo("after").endsWith("|after"));
            assertEquals(0, fixture.timedOut.get());
        }
    }

    @Test
    void silentConnectionsCannotKeepOthersOut() throws IOException {
        List<Socket> silent = new ArrayList<>();
        try (ListenerFixture fixture =
                ListenerFixture.bounded(settings(), new HandshakeSettings(20, 1, Duration.ofSeconds(10)))) {
            silent.add(new Socket(InetAddress.getLoopbackAddress(), fixture.port()));
            // Connections that are accepted at the same time may begin in any order.
            await().until(() -> fixture.metric("tls_handshakes_open") == 1);
            for (int i = 1; i < 100; i++) {
                silent.add(new Socket(InetAddress.getLoopbackAddress(), fixture.port()));
            }
            // The oldest make room for the others.
            await().until(() -> fixture.metric("tls_failures", "overloaded") >= 80);
            for (int i = 0; i < 20; i++) {
                String answer = TlsClient.request(TlsClient.connect(CLIENT, fixture.port(), parameters -> {}));
                assertTrue(answer.contains("Tls["), answer);
            }
            assertTrue(fixture.metric("tls_handshakes_open") <= 20);
            silent.getFirst().setSoTimeout(20_000);
            assertEquals(-1, silent.getFirst().getInputStream().read());
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    @Test
    void endlessRecordsInAHandshakeEndTheConnection() throws IOException {
        try (ListenerFixture fixture = ListenerFixture.tls(settings());
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), fixture.port())) {
            socket.setSoTimeout(20_000);
            // A ClientHello in records of one byte.
            byte[] hello = RawTls.clientHello();
            try {
                for (int i = 5; i < hello.length; i++) {
                    socket.getOutputStream().write(new byte[] {0x16, 3, 1, 0, 1, hello[i]});
                }
            } catch (IOException e) {
                // Cut while we wrote.
                assertTrue(hello.length > 128);
            }
            assertEquals(
                    FailureReason.EMPTY_RECORDS,
                    await().until(fixture.failures::peek, Objects::nonNull).reason());
        }
    }

    @Test
    void endlessKeyUpdatesEndTheConnection() throws Exception {
        try (ListenerFixture fixture = ListenerFixture.tls(settings());
                EngineClient client = EngineClient.connect(fixture.port(), CLIENT, "TLSv1.3")) {
            client.write(EngineClient.REQUEST);
            client.awaitAnswer();
            for (int i = 0; i < 100; i++) {
                client.updateKeys();
            }
            client.write(EngineClient.REQUEST);
            client.awaitAnswer();
            for (int i = 0; i < 1000 && client.isOpen(); i++) {
                client.updateKeys();
            }
            // A server that is slower than the client ends the connection later, and only a write shows it.
            await().until(() -> {
                boolean isOpen = client.isOpen();
                if (isOpen) {
                    client.updateKeys();
                }
                return !isOpen;
            });
        }
    }

    @Test
    void endlessRecordsWithoutContentEndTheConnection() throws Exception {
        try (ListenerFixture fixture = ListenerFixture.tls(settings());
                EmptyRecordClient client = EmptyRecordClient.connect(fixture.port(), ProtocolVersion.TLSv12)) {
            client.request(EngineClient.REQUEST);
            for (int i = 0; i < 100; i++) {
                client.sendEmptyRecord();
            }
            client.request(EngineClient.REQUEST);
            assertTrue(recordsUntilTheEnd(client) >= 100);
            await().until(() -> fixture.sockets() == 0);
        }
    }

    /** In TLS 1.3 the JDK itself refuses a record without content. */
    @Test
    void aRecordWithoutContentEndsATls13Connection() throws Exception {
        try (ListenerFixture fixture = ListenerFixture.tls(settings());
                EmptyRecordClient client = EmptyRecordClient.connect(fixture.port(), ProtocolVersion.TLSv13)) {
            client.request(EngineClient.REQUEST);
            client.sendEmptyRecord();
            await().until(() -> fixture.sockets() == 0);
        }
    }

    /** Returns the number of empty records that could be written. */
    private static int recordsUntilTheEnd(EmptyRecordClient client) {
        AtomicInteger sent = new AtomicInteger();
        await().pollInterval(Duration.ofMillis(1)).until(() -> {
            try {
                client.sendEmptyRecord();
                sent.incrementAndGet();
                return false;
            } catch (IOException e) {
                return true;
            }
        });
        return sent.get();
    }

    @Test
    void aRenegotiationEndsAWebSocket() throws Exception {
        try (ListenerFixture fixture = ListenerFixture.tls(settings());
                EngineClient client = EngineClient.connect(fixture.port(), CLIENT, "TLSv1.2")) {
            client.write(EngineClient.UPGRADE);
            client.awaitAnswer();
            client.renegotiate();
            await().until(() -> fixture.sockets() == 0);
            assertEquals(1, fixture.metric("tls_handshakes", "TLSv1.2"));
        }
    }

    @Test
    void aRenegotiationBeforeTheUpgradeEndsAtTheDeadline() throws Exception {
        try (ListenerFixture fixture = ListenerFixture.tls(settings());
                EngineClient client = EngineClient.connect(fixture.port(), CLIENT, "TLSv1.2")) {
            client.renegotiate();
            await().until(() -> {
                tick(fixture, 11);
                return fixture.sockets() == 0;
            });
            assertEquals(1, fixture.metric("tls_handshakes", "TLSv1.2"));
        }
    }
}
