package org.ocppgateway.gateway.endpoint.listener;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ocppgateway.gateway.tls.ClientAuthentication;
import org.ocppgateway.gateway.tls.ProtocolOptions;
import org.ocppgateway.gateway.tls.TestAuthority;
import org.ocppgateway.gateway.tls.TestCertificate;
import org.ocppgateway.gateway.tls.TlsSettings;

/** Resumed handshakes, with certificates of both types and a server name: the case in which Jetty's key manager prevents them. */
class ResumptionTest {
    private static final TestAuthority ROOT = TestAuthority.root("CN=Server Root");
    private static final TestAuthority STATIONS = TestAuthority.root("CN=Stations");
    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

    @TempDir
    private Path directory;

    private TlsSettings settings;

    @BeforeEach
    void writeCertificates() {
        settings = ListenerFixture.settings(
                ROOT.server("RSA", "gateway.example").write(directory, "rsa"),
                ROOT.server("EC", "gateway.example").write(directory, "ec"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void theJdkClientResumes(String version) throws IOException {
        SSLContext client = TestCertificate.clientContext(ROOT, null);
        Consumer<SSLParameters> parameters =
                TlsClient.version(version).andThen(TlsClient.serverName("gateway.example"));
        try (ListenerFixture fixture = ListenerFixture.tls(settings)) {
            for (int i = 0; i < 3; i++) {
                TlsClient.request(TlsClient.connect(client, fixture.port(), parameters));
            }
            assertEquals(1, fixture.metric("tls_handshakes", version, "full"));
            assertEquals(2, fixture.metric("tls_handshakes", version, "resumed"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-servername gateway.example", "-noservername", "-servername gateway.example -no_ticket"})
    void opensslReconnectsWithTls12(String options) {
        OpenSsl.require();
        try (ListenerFixture fixture = ListenerFixture.tls(settings)) {
            String[] arguments = ("-tls1_2 -reconnect " + options).split(" ");
            String output = OpenSsl.client(fixture.port(), arguments);
            assertEquals(5, count(output, "Reused, TLSv1.2"), output);
            // The client ends the last handshake, and openssl exits without waiting for the server.
            await().until(() -> fixture.metric("tls_handshakes", "TLSv1.2", "resumed") == 5);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void opensslResumesFromAFile(String version) {
        OpenSsl.require();
        String session = directory.resolve("session").toString();
        try (ListenerFixture fixture = ListenerFixture.tls(settings)) {
            OpenSsl.clientSaying(
                    REQUEST,
                    fixture.port(),
                    version,
                    "-servername",
                    "gateway.example",
                    "-ign_eof",
                    "-sess_out",
                    session);
            String output = OpenSsl.clientSaying(
                    REQUEST,
                    fixture.port(),
                    version,
                    "-servername",
                    "gateway.example",
                    "-ign_eof",
                    "-sess_in",
                    session);
            assertTrue(output.contains("Reused, TLSv1."), output);
            assertTrue(output.contains("HTTP/1.1 200"), output);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aClientWithACertificateResumesAndKeepsIt(String version) throws IOException {
        TlsSettings mutual = ListenerFixture.with(
                settings,
                ClientAuthentication.NEED,
                List.of(STATIONS.write(directory.resolve("stations.pem"))),
                List.of());
        SSLContext client = TestCertificate.clientContext(ROOT, STATIONS.client("CN=CP-1"));
        try (ListenerFixture fixture = ListenerFixture.tls(mutual)) {
            TlsClient.request(TlsClient.connect(client, fixture.port(), TlsClient.version(version)));
            String answer = TlsClient.request(TlsClient.connect(client, fixture.port(), TlsClient.version(version)));
            assertEquals(1, fixture.metric("tls_handshakes", version, "resumed"));
            assertTrue(answer.contains("Accepted[name=CN=CP-1"), answer);
        }
    }

    @Test
    void aListenerWithoutTicketsSendsNoneInTls13() throws IOException {
        OpenSsl.require();
        Path session = directory.resolve("session");
        ProtocolOptions options = new ProtocolOptions(false, true, false, false, List.of());
        try (ListenerFixture fixture = ListenerFixture.tls(ListenerFixture.with(settings, options))) {
            String output = OpenSsl.clientSaying(
                    REQUEST, fixture.port(), "-tls1_3", "-ign_eof", "-sess_out", session.toString());
            assertTrue(output.contains("HTTP/1.1 200"), output);
            assertFalse(output.contains("Post-Handshake New Session Ticket"), output);
            assertFalse(Files.exists(session));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-no_ticket", "-servername gateway.example"})
    void aListenerWithoutTls13TicketsStillResumesTls12(String option) {
        OpenSsl.require();
        ProtocolOptions options = new ProtocolOptions(false, true, false, false, List.of());
        try (ListenerFixture fixture = ListenerFixture.tls(ListenerFixture.with(settings, options))) {
            String output = OpenSsl.client(fixture.port(), ("-tls1_2 -reconnect " + option).split(" "));
            assertEquals(5, count(output, "Reused, TLSv1.2"), output);
        }
    }

    private static int count(String text, String part) {
        return text.split(part, -1).length - 1;
    }
}
