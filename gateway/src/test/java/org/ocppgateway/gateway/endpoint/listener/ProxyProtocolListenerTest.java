package org.ocppgateway.gateway.endpoint.listener;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ocppgateway.gateway.proxyprotocol.HeaderBytes;
import org.ocppgateway.gateway.tls.TestAuthority;
import org.ocppgateway.gateway.tls.TestCertificate;
import org.ocppgateway.gateway.tls.TlsSettings;

/** A listener behind a proxy: who may speak, what counts, and what is refused. */
class ProxyProtocolListenerTest {
    private static final TestAuthority ROOT = TestAuthority.root("CN=Server Root");
    private static final SSLContext CLIENT = TestCertificate.clientContext(ROOT, null);
    private static final String V1 = "PROXY TCP4 192.0.2.1 192.0.2.2 40000 8080\r\n";
    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

    @TempDir
    private Path directory;

    private TlsSettings settings() {
        return ListenerFixture.settings(ROOT.server("EC", "gateway.example").write(directory, "ec"));
    }

    private static String send(ListenerFixture fixture, byte[]... parts) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), fixture.port())) {
            socket.setSoTimeout(20_000);
            socket.setTcpNoDelay(true);
            for (byte[] part : parts) {
                socket.getOutputStream().write(part);
            }
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (SocketException e) {
            return "reset";
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void theClientAddressIsThatOfTheHeader() throws IOException {
        try (ListenerFixture fixture = ListenerFixture.proxied("127.0.0.0/8", null)) {
            for (byte[] header : List.of(ascii(V1), HeaderBytes.tcp4().checked(0))) {
                String answer = send(fixture, header, ascii(REQUEST));
                assertTrue(answer.contains("sender=/192.0.2.1:40000"), answer);
                assertTrue(answer.contains("security=Plain[]"), answer);
            }
        }
    }

    @Test
    void headerAndRequestMayComeInOnePieceOrInMany() throws IOException {
        try (ListenerFixture fixture = ListenerFixture.proxied("127.0.0.1", null)) {
            assertTrue(send(fixture, ascii(V1 + REQUEST)).contains("sender=/192.0.2.1:40000"));
            byte[] whole = ascii(V1 + REQUEST);
            byte[][] single = new byte[whole.length][];
            for (int i = 0; i < whole.length; i++) {
                single[i] = new byte[] {whole[i]};
            }
            assertTrue(send(fixture, single).contains("sender=/192.0.2.1:40000"));
        }
    }

    @Test
    void requestsBehindAHeaderRunOnVirtualThreads() throws IOException {
        String pipelined = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
        try (ListenerFixture fixture = ListenerFixture.proxied("127.0.0.1", null)) {
            for (byte[] header : List.of(ascii(V1), HeaderBytes.tcp4().checked(0))) {
                String inOnePiece = send(fixture, join(header, ascii(pipelined + REQUEST)));
                assertEquals(2, inOnePiece.split("thread=virtual", -1).length - 1, inOnePiece);
                String inTwoPieces = send(fixture, join(header, ascii("GET /")), ascii(REQUEST.substring(5)));
                assertTrue(inTwoPieces.contains("thread=virtual"), inTwoPieces);
            }
        }
    }

    @Test
    void requestsInTlsBehindAHeaderRunOnVirtualThreads() throws IOException {
        try (ListenerFixture fixture = ListenerFixture.proxied("127.0.0.1", settings())) {
            String answer = tls(fixture, V1);
            assertTrue(answer.contains("thread=virtual"), answer);
        }
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    @Test
    void tlsMarksOfTheProxyAreShownWithTheirVerification() throws IOException {
        try (ListenerFixture fixture = ListenerFixture.proxied("127.0.0.1", null)) {
            byte[] good = HeaderBytes.tcp4()
                    .ssl(7, 0, HeaderBytes.field(0x21, "TLSv1.3"), HeaderBytes.field(0x22, "CP-1"))
                    .bytes();
            assertTrue(send(fixture, good, ascii(REQUEST)).contains("Verified[commonName=Optional[CP-1]]"));
            byte[] unverified = HeaderBytes.tcp4()
                    .ssl(7, 1, HeaderBytes.field(0x22, "CP-1"))
                    .bytes();
            String answer = send(fixture, unverified, ascii(REQUEST));
            assertTrue(answer.contains("TlsAtProxy") && !answer.contains("CP-1"), answer);
        }
    }

    @Test
    void localConnectionsAreServedAndMarked() throws IOException {
        try (ListenerFixture fixture = ListenerFixture.proxied("127.0.0.1", null)) {
            String answer = send(fixture, HeaderBytes.of(0x20, 0).bytes(), ascii(REQUEST));
            assertTrue(answer.contains("sender=/127.0.0.1:"), answer);
        }
    }

    @Test
    void aSenderThatIsNotTrustedIsCutUnheard() throws IOException {
        try (ListenerFixture fixture = ListenerFixture.proxied("192.0.2.0/24", null)) {
            String answer = send(fixture, ascii(V1 + REQUEST));
            assertTrue(answer.isEmpty() || answer.equals("reset"), answer);
            assertEquals(ProxyFailure.Reason.UNTRUSTED_SENDER, failure(fixture).reason());
            assertEquals(1, fixture.metric("proxy_header_refusals", "untrusted_sender"));
        }
    }

    @Test
    void withoutAHeaderNoClientIsServed() throws IOException {
        try (ListenerFixture fixture = ListenerFixture.proxied("127.0.0.1", settings())) {
            for (byte[] first : List.of(
                    ascii(REQUEST), RawTls.clientHello(), HeaderBytes.tcp4().checked(1))) {
                fixture.proxyFailures.clear();
                String answer = send(fixture, first);
                assertTrue(answer.isEmpty() || answer.equals("reset"), answer);
                assertEquals(
                        ProxyFailure.Reason.INVALID_HEADER, failure(fixture).reason());
            }
        }
    }

    @Test
    void aHeaderThatDoesNotComeIsCutAtTheDeadline() throws IOException {
        try (ListenerFixture fixture = ListenerFixture.proxied("127.0.0.1", null);
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), fixture.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(ascii("PROXY TCP4"));
            await().until(() -> {
                fixture.nanoTime.addAndGet(ListenerFixture.DEADLINE.toNanos());
                fixture.deadline.cutOverdue();
                return fixture.timedOut.get() == 1;
            });
            assertEquals(-1, socket.getInputStream().read());
            assertEquals(ProxyFailure.Reason.TIMED_OUT, failure(fixture).reason());
        }
    }

    @Test
    void openAndCloseIsNoFailure() throws IOException {
        try (ListenerFixture fixture = ListenerFixture.proxied("127.0.0.1", settings())) {
            new Socket(InetAddress.getLoopbackAddress(), fixture.port()).close();
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), fixture.port())) {
                socket.getOutputStream().write(HeaderBytes.of(0x20, 0).bytes());
            }
            assertTrue(tls(fixture, V1).contains("sender=/192.0.2.1:40000"));
            await().until(() -> fixture.metric("tls_handshakes_open") == 0);
            assertTrue(fixture.proxyFailures.isEmpty());
            assertTrue(fixture.failures.isEmpty());
        }
    }

    @Test
    void tlsPassesThroughBehindTheHeader() throws IOException {
        try (ListenerFixture fixture = ListenerFixture.proxied("127.0.0.1", settings())) {
            String answer = tls(fixture, V1);
            assertTrue(answer.contains("sender=/192.0.2.1:40000"), answer);
            assertTrue(answer.contains("security=Tls["), answer);
        }
    }

    @Test
    void headerAndClientHelloMayComeInOnePiece() throws IOException {
        try (ListenerFixture fixture = ListenerFixture.proxied("127.0.0.1", settings());
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), fixture.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(join(ascii(V1), RawTls.clientHello()));
            assertEquals(0x16, socket.getInputStream().read());
        }
    }

    @Test
    void aFailedHandshakeBehindAProxyNamesTheClient() throws IOException {
        try (ListenerFixture fixture = ListenerFixture.proxied("127.0.0.1", settings())) {
            send(fixture, ascii(V1 + REQUEST));
            assertEquals(
                    "/192.0.2.1:40000",
                    await().until(fixture.failures::peek, Objects::nonNull)
                            .client()
                            .toString());
        }
    }

    private static String tls(ListenerFixture fixture, String header) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), fixture.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(ascii(header));
            try (SSLSocket tls =
                    (SSLSocket) CLIENT.getSocketFactory().createSocket(socket, "gateway.example", 443, true)) {
                return TlsClient.request(tls, "x");
            }
        }
    }

    private static ProxyFailure failure(ListenerFixture fixture) {
        return await().until(fixture.proxyFailures::peek, Objects::nonNull);
    }
}
