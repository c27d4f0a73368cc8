package org.ocppgateway.gateway.endpoint.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ocppgateway.gateway.tls.CertificateFiles;
import org.ocppgateway.gateway.tls.ProtocolOptions;
import org.ocppgateway.gateway.tls.TestAuthority;
import org.ocppgateway.gateway.tls.TestCertificate;
import org.ocppgateway.gateway.tls.TlsSettings;

/** Versions, suites and server certificates of a TLS listener. */
class TlsListenerTest {
    private static final TestAuthority ROOT = TestAuthority.root("CN=Server Root");
    private static final SSLContext CLIENT = TestCertificate.clientContext(ROOT, null);

    @TempDir
    private Path directory;

    private TlsSettings both() {
        return ListenerFixture.settings(
                ROOT.server("RSA", "gateway.example").write(directory, "rsa"),
                ROOT.server("EC", "gateway.example").write(directory, "ec"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void bothVersionsAreSpoken(String version) throws IOException {
        try (ListenerFixture fixture = ListenerFixture.tls(both())) {
            String answer = TlsClient.request(TlsClient.connect(CLIENT, fixture.port(), TlsClient.version(version)));
            assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
            assertTrue(answer.contains("\n" + version + "\n"), answer);
            assertEquals(1, fixture.metric("tls_handshakes", version, "full"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aRequestThatComesWithTheEndOfTheHandshakeRunsOnAVirtualThread(String version) throws IOException {
        try (ListenerFixture fixture = ListenerFixture.tls(both());
                EngineClient client = EngineClient.connectWith(fixture.port(), CLIENT, version, EngineClient.REQUEST)) {
            String answer = client.awaitAnswer("thread=");
            assertTrue(answer.contains("thread=virtual"), answer);
        }
    }

    @Test
    void aListenerMaySpeakTls12Only() throws IOException {
        ProtocolOptions options = new ProtocolOptions(true, false, false, false, List.of());
        try (ListenerFixture fixture = ListenerFixture.tls(ListenerFixture.with(both(), options))) {
            try (SSLSocket socket = TlsClient.connect(CLIENT, fixture.port(), parameters -> {})) {
                assertEquals("TLSv1.2", socket.getSession().getProtocol());
            }
            assertThrows(
                    IOException.class, () -> TlsClient.connect(CLIENT, fixture.port(), TlsClient.version("TLSv1.3")));
        }
    }

    @Test
    void onlyTheListedSuitesAreOffered() throws IOException {
        try (ListenerFixture fixture = ListenerFixture.tls(both())) {
            Set<String> accepted = new TreeSet<>();
            for (String suite : CLIENT.getSupportedSSLParameters().getCipherSuites()) {
                try (SSLSocket socket = TlsClient.connect(
                        CLIENT, fixture.port(), parameters -> parameters.setCipherSuites(new String[] {suite}))) {
                    accepted.add(socket.getSession().getCipherSuite());
                } catch (IOException e) {
                    // Not offered.
                    accepted.remove(suite);
                }
            }
            assertEquals(
                    new TreeSet<>(List.of(
                            "TLS_AES_128_GCM_SHA256",
                            "TLS_AES_256_GCM_SHA384",
                            "TLS_CHACHA20_POLY1305_SHA256",
                            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
                            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
                            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
                            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384")),
                    accepted);
        }
    }

    @Test
    void anAdditionalSuiteIsOfferedIfConfigured() throws IOException {
        String suite = "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA";
        ProtocolOptions options = new ProtocolOptions(false, false, false, false, List.of(suite));
        try (ListenerFixture fixture = ListenerFixture.tls(ListenerFixture.with(both(), options));
                SSLSocket socket = TlsClient.connect(
                        CLIENT, fixture.port(), parameters -> parameters.setCipherSuites(new String[] {suite}))) {
            assertEquals(suite, socket.getSession().getCipherSuite());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, RSA",
        "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, EC",
    })
    void rsaAndEcdsaAreServedSideBySide(String suite, String keyType) throws IOException {
        try (ListenerFixture fixture = ListenerFixture.tls(both());
                SSLSocket socket = TlsClient.connect(
                        CLIENT, fixture.port(), parameters -> parameters.setCipherSuites(new String[] {suite}))) {
            assertEquals(keyType, certificate(socket).getPublicKey().getAlgorithm());
        }
    }

    @ParameterizedTest(name = "SNI {0}: {1}")
    @CsvSource({
        "first.example, first.example",
        "FIRST.example, first.example",
        "second.example, second.example",
        "any.wild.example, *.wild.example",
        "deep.any.wild.example, first.example",
        "unknown.example, first.example",
        ", first.example",
    })
    void theServerNameChoosesTheCertificate(String name, String expected) throws IOException {
        CertificateFiles first = ROOT.server("EC", "first.example").write(directory, "first");
        CertificateFiles second =
                ROOT.server("RSA", "second.example", "other.example").write(directory, "second");
        CertificateFiles wild = ROOT.server("EC", "*.wild.example").write(directory, "wild");
        try (ListenerFixture fixture = ListenerFixture.tls(ListenerFixture.settings(first, second, wild));
                SSLSocket socket = TlsClient.connect(
                        CLIENT, fixture.port(), name == null ? parameters -> {} : TlsClient.serverName(name))) {
            assertEquals(
                    "CN=" + expected,
                    certificate(socket).getSubjectX500Principal().getName());
        }
    }

    @Test
    void aHostThatTheCertificateLacksIsServed() throws IOException {
        try (ListenerFixture fixture = ListenerFixture.tls(both())) {
            for (String host : List.of("127.0.0.1", "old-name.example", "gateway.example")) {
                try (SSLSocket socket =
                        TlsClient.connect(CLIENT, fixture.port(), TlsClient.serverName("gateway.example"))) {
                    String answer = TlsClient.request(socket, host);
                    assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
                }
            }
        }
    }

    @Test
    void theChainIsSentWithoutTheRoot() throws IOException {
        TestAuthority issuing = ROOT.intermediate("CN=Server Issuing");
        try (ListenerFixture fixture = ListenerFixture.tls(ListenerFixture.settings(
                        issuing.server("EC", "gateway.example").write(directory, "ec")));
                SSLSocket socket = TlsClient.connect(CLIENT, fixture.port(), parameters -> {})) {
            assertEquals(2, socket.getSession().getPeerCertificates().length);
        }
    }

    @Test
    void smallFragmentsAreGrantedToSmallDevices() {
        OpenSsl.require();
        try (ListenerFixture fixture = ListenerFixture.tls(both())) {
            for (String version : List.of("-tls1_2", "-tls1_3")) {
                String output = OpenSsl.client(fixture.port(), version, "-maxfraglen", "512", "-tlsextdebug");
                assertTrue(output.contains("max fragment length"), output);
            }
        }
    }

    @Test
    void aClientWithGroupP384OnlyIsServed() {
        OpenSsl.require();
        try (ListenerFixture fixture = ListenerFixture.tls(both())) {
            for (String version : List.of("-tls1_2", "-tls1_3")) {
                String output = OpenSsl.client(fixture.port(), version, "-groups", "P-384");
                assertTrue(output.contains(" Temp Key: ECDH, secp384r1, 384 bits"), output);
            }
            String ecdsa = OpenSsl.client(
                    fixture.port(), "-tls1_2", "-groups", "P-384", "-cipher", "ECDHE-RSA-AES128-GCM-SHA256");
            assertTrue(ecdsa.contains("Cipher is ECDHE-RSA"), ecdsa);
        }
    }

    @Test
    void aClientHelloInSeveralRecordsIsServed() {
        OpenSsl.require();
        try (ListenerFixture fixture = ListenerFixture.tls(both())) {
            String names = String.join(",", Collections.nCopies(40, "x".repeat(30)));
            for (String version : List.of("-tls1_2", "-tls1_3")) {
                String output =
                        OpenSsl.client(fixture.port(), version, "-max_send_frag", "512", "-alpn", names, "-msg");
                long records = output.lines()
                        .takeWhile(line -> !line.startsWith("<<<"))
                        .filter(line -> line.startsWith(">>>") && line.contains("RecordHeader"))
                        .count();
                assertTrue(records >= 3 || output.contains("ClientHello"), output);
                assertTrue(output.contains("Cipher is TLS_") || output.contains("Cipher is ECDHE"), output);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aHandshakeInPiecesOfOneByteIsServed(String version) throws IOException {
        try (ListenerFixture fixture = ListenerFixture.tls(both());
                Socket pieces = new SingleByteSocket(fixture.port());
                SSLSocket socket = (SSLSocket)
                        CLIENT.getSocketFactory().createSocket(pieces, "gateway.example", fixture.port(), true)) {
            socket.setEnabledProtocols(new String[] {version});
            assertTrue(TlsClient.request(socket, "gateway.example").startsWith("HTTP/1.1 200"));
        }
    }

    /** Sends every byte in a TCP segment of its own. */
    private static final class SingleByteSocket extends Socket {
        SingleByteSocket(int port) throws IOException {
            super(InetAddress.getLoopbackAddress(), port);
            setTcpNoDelay(true);
            setSoTimeout(20_000);
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            OutputStream whole = super.getOutputStream();
            return new OutputStream() {
                @Override
                public void write(int single) throws IOException {
                    whole.write(single);
                }

                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    for (int i = offset; i < offset + length; i++) {
                        whole.write(bytes[i]);
                    }
                }
            };
        }
    }

    private static X509Certificate certificate(SSLSocket socket) throws IOException {
        return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }
}
