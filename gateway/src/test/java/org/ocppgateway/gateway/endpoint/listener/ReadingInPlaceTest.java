package org.ocppgateway.gateway.endpoint.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ocppgateway.gateway.tls.TestAuthority;
import org.ocppgateway.gateway.tls.TestCertificate;
import org.ocppgateway.gateway.tls.TlsSettings;

/** Frames are read by the thread that watches the socket, with TLS as without. */
class ReadingInPlaceTest {
    private static final TestAuthority ROOT = TestAuthority.root("CN=Server Root");
    private static final SSLContext CLIENT = TestCertificate.clientContext(ROOT, null);

    /** Jetty's pool names its platform threads so; a frame handled elsewhere would be on a virtual thread. */
    private static final String SELECTOR = "endpoint-";

    @TempDir
    private Path directory;

    private TlsSettings settings() {
        return ListenerFixture.settings(ROOT.server("EC", "gateway.example").write(directory, "ec"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void throughTls(String version) throws IOException {
        try (ListenerFixture fixture = ListenerFixture.tls(settings());
                SSLSocket socket = TlsClient.connect(CLIENT, fixture.port(), TlsClient.version(version));
                WebSocketClient client = WebSocketClient.over(socket)) {
            client.echo("first");
            for (int i = 0; i < 100; i++) {
                String answer = client.echo("text " + i);
                assertTrue(answer.startsWith(SELECTOR), answer);
                assertTrue(answer.endsWith("|text " + i), answer);
            }
        }
    }

    @Test
    void withoutTlsBehindAProxy() throws IOException {
        try (ListenerFixture fixture = ListenerFixture.proxied("127.0.0.1", null);
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), fixture.port())) {
            socket.getOutputStream()
                    .write("PROXY TCP4 192.0.2.1 192.0.2.2 40000 8080\r\n".getBytes(StandardCharsets.US_ASCII));
            WebSocketClient client = WebSocketClient.over(socket);
            client.echo("first");
            assertTrue(client.echo("text").startsWith(SELECTOR));
        }
    }

    @Test
    void manyTinyRecordsAreAllReadInTurns() throws IOException {
        try (ListenerFixture fixture = ListenerFixture.tls(settings());
                WebSocketClient client = WebSocketClient.tls(fixture.port(), CLIENT)) {
            // One byte a record: more than one turn reads.
            byte[] frames = WebSocketClient.frame("x".repeat(50));
            for (int i = 0; i < 20; i++) {
                for (byte one : frames) {
                    client.socket().getOutputStream().write(one);
                }
            }
            for (int i = 0; i < 20; i++) {
                assertTrue(client.receive().endsWith("|" + "x".repeat(50)));
            }
            assertTrue(client.echo("after").endsWith("|after"));
        }
    }

    @Test
    void aRequestThatComesWithTheLastHandshakeMessageIsServed() throws IOException {
        try (ListenerFixture fixture = ListenerFixture.tls(settings())) {
            for (int i = 0; i < 20; i++) {
                // The JDK client sends its Finished and the request back to back.
                try (WebSocketClient client = WebSocketClient.tls(fixture.port(), CLIENT)) {
                    assertTrue(client.echo("hello").endsWith("|hello"));
                }
            }
            assertEquals(0, fixture.metric("tls_handshakes_open"));
        }
    }
}
