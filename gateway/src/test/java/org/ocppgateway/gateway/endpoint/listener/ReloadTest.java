package org.ocppgateway.gateway.endpoint.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ocppgateway.gateway.tls.CertificateFiles;
import org.ocppgateway.gateway.tls.ClientAuthentication;
import org.ocppgateway.gateway.tls.InvalidTlsFilesException;
import org.ocppgateway.gateway.tls.TestAuthority;
import org.ocppgateway.gateway.tls.TestCertificate;
import org.ocppgateway.gateway.tls.TlsSettings;

/** Certificates, authorities and lists exchanged on disk under open connections. */
class ReloadTest {
    private static final TestAuthority ROOT = TestAuthority.root("CN=Server Root");
    private static final TestAuthority STATIONS = TestAuthority.root("CN=Stations");
    private static final TestCertificate STATION = STATIONS.client("CN=CP-1");
    private static final SSLContext CLIENT = TestCertificate.clientContext(ROOT, STATION);

    @TempDir
    private Path directory;

    private TlsSettings settings() throws IOException {
        Path list = directory.resolve("stations.crl");
        Instant now = Instant.now();
        Files.write(list, STATIONS.revocationList(now, now.plus(Duration.ofDays(1))));
        return ListenerFixture.with(
                ListenerFixture.settings(ROOT.server("EC", "old.example").write(directory, "server")),
                ClientAuthentication.NEED,
                List.of(STATIONS.write(directory.resolve("stations.pem"))),
                List.of(list));
    }

    private static String served(ListenerFixture fixture) throws IOException {
        try (SSLSocket socket = TlsClient.connect(CLIENT, fixture.port(), parameters -> {})) {
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                    .getSubjectX500Principal()
                    .getName();
        }
    }

    @Test
    void newFilesAreServedAndOpenConnectionsStay() throws Exception {
        List<WebSocketClient> clients = new ArrayList<>();
        try (ListenerFixture fixture = ListenerFixture.tls(settings())) {
            for (int i = 0; i < 200; i++) {
                clients.add(WebSocketClient.tls(fixture.port(), CLIENT));
            }
            ROOT.server("EC", "new.example").write(directory, "server");
            Instant now = Instant.now();
            replace("stations.crl", STATIONS.revocationList(now, now.plus(Duration.ofDays(1)), STATION.leaf()));
            fixture.tls().refresh();
            assertEquals("CN=new.example", served(fixture));
            String answer = TlsClient.request(TlsClient.connect(CLIENT, fixture.port(), parameters -> {}));
            assertTrue(answer.contains("REVOKED"), answer);
            for (WebSocketClient client : clients) {
                assertTrue(client.echo("still there").endsWith("|still there"));
            }
            assertEquals(200, fixture.handler.sessions.get());
            assertEquals(1, fixture.metric("tls_reloads", "loaded"));
        } finally {
            for (WebSocketClient client : clients) {
                client.close();
            }
        }
    }

    @Test
    void brokenFilesLeaveTheOldInPlaceUntilTheyAreRepaired() throws Exception {
        try (ListenerFixture fixture = ListenerFixture.tls(settings())) {
            Path key = directory.resolve("server.key");
            byte[] good = Files.readAllBytes(key);
            replace("server.key", "-----BEGIN PRIVATE KEY-----\nMIG".getBytes(StandardCharsets.US_ASCII));
            fixture.tls().refresh();
            fixture.tls().refresh();
            assertEquals("CN=old.example", served(fixture));
            assertEquals(1, fixture.metric("tls_reloads", "failed"));
            assertEquals(1, fixture.metric("tls_stale_listeners"));
            Files.delete(directory.resolve("stations.pem"));
            fixture.tls().refresh();
            assertEquals(2, fixture.metric("tls_reloads", "failed"));
            STATIONS.write(directory.resolve("stations.pem"));
            replace("server.key", good);
            fixture.tls().refresh();
            assertEquals(0, fixture.metric("tls_stale_listeners"));
            assertEquals(0, fixture.metric("tls_reloads", "loaded"));
        }
    }

    @Test
    void unchangedBytesKeepSessionsResumable() throws Exception {
        try (ListenerFixture fixture = ListenerFixture.tls(settings())) {
            TlsClient.request(TlsClient.connect(CLIENT, fixture.port(), parameters -> {}));
            // Written again, as tools that renew do.
            replace("server.pem", Files.readAllBytes(directory.resolve("server.pem")));
            fixture.tls().refresh();
            TlsClient.request(TlsClient.connect(CLIENT, fixture.port(), parameters -> {}));
            assertEquals(1, fixture.metric("tls_handshakes", "resumed"));
            assertEquals(0, fixture.metric("tls_reloads"));
        }
    }

    @Test
    void newListsKeepSessionsResumable() throws Exception {
        try (ListenerFixture fixture = ListenerFixture.tls(settings())) {
            TlsClient.request(TlsClient.connect(CLIENT, fixture.port(), parameters -> {}));
            Instant now = Instant.now();
            replace("stations.crl", STATIONS.revocationList(now, now.plus(Duration.ofDays(2))));
            fixture.tls().refresh();
            TlsClient.request(TlsClient.connect(CLIENT, fixture.port(), parameters -> {}));
            assertEquals(1, fixture.metric("tls_handshakes", "resumed"));
            assertEquals(1, fixture.metric("tls_reloads", "loaded"));
        }
    }

    @Test
    void aNewAuthorityCountsFromTheNextHandshake() throws Exception {
        try (ListenerFixture fixture = ListenerFixture.tls(settings())) {
            TlsClient.request(TlsClient.connect(CLIENT, fixture.port(), parameters -> {}));
            TestAuthority other = TestAuthority.root("CN=Other Stations");
            other.write(directory.resolve("stations.pem"));
            fixture.tls().refresh();
            assertThrows(
                    IOException.class,
                    () -> TlsClient.request(TlsClient.connect(CLIENT, fixture.port(), parameters -> {})));
            SSLContext others = TestCertificate.clientContext(ROOT, other.client("CN=CP-2"));
            assertTrue(TlsClient.request(TlsClient.connect(others, fixture.port(), parameters -> {}))
                    .contains("CP-2"));
        }
    }

    /** As Kubernetes exchanges mounted secrets: one link to a directory, moved over the old one. */
    @Test
    void aSwappedLinkAboveTheFilesIsNoticed() throws Exception {
        Path first = Files.createDirectory(directory.resolve("..first"));
        Path second = Files.createDirectory(directory.resolve("..second"));
        ROOT.server("EC", "old.example").write(first, "tls");
        ROOT.server("RSA", "new.example").write(second, "tls");
        Path data = Files.createSymbolicLink(directory.resolve("..data"), first.getFileName());
        Path chain = Files.createSymbolicLink(directory.resolve("tls.pem"), Path.of("..data/tls.pem"));
        Path key = Files.createSymbolicLink(directory.resolve("tls.key"), Path.of("..data/tls.key"));
        try (ListenerFixture fixture =
                ListenerFixture.tls(ListenerFixture.settings(new CertificateFiles(chain, key)))) {
            assertEquals("CN=old.example", served(fixture));
            Path fresh = Files.createSymbolicLink(directory.resolve("..data_tmp"), second.getFileName());
            Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            fixture.tls().refresh();
            assertEquals("CN=new.example", served(fixture));
        }
    }

    @Test
    void filesThatAreBrokenAtTheStartAreRefused() throws IOException {
        TlsSettings settings = settings();
        Files.delete(directory.resolve("server.key"));
        IllegalStateException e = assertThrows(IllegalStateException.class, () -> ListenerFixture.tls(settings));
        assertTrue(
                e.getCause() instanceof ListenerException refused
                        && refused.getCause() instanceof InvalidTlsFilesException,
                String.valueOf(e.getCause()));
        assertTrue(String.valueOf(e.getCause()).contains("server.key: does not exist"), String.valueOf(e.getCause()));
    }

    private void replace(String name, byte[] content) throws IOException {
        Path fresh = Files.write(directory.resolve(name + ".fresh"), content);
        Files.move(fresh, directory.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
}
