package org.ocppgateway.gateway.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ocppgateway.gateway.address.AddressRange;
import org.ocppgateway.gateway.admission.AdmissionRequest;
import org.ocppgateway.gateway.authentication.ClientCertificate;
import org.ocppgateway.gateway.authentication.TransportSecurity;
import org.ocppgateway.gateway.authentication.TransportSecurity.Encryption;
import org.ocppgateway.gateway.endpoint.listener.ListenerSettings;
import org.ocppgateway.gateway.proxyprotocol.HeaderBytes;
import org.ocppgateway.gateway.tls.ClientAuthentication;
import org.ocppgateway.gateway.tls.ProtocolOptions;
import org.ocppgateway.gateway.tls.StaleRevocation;
import org.ocppgateway.gateway.tls.TestAuthority;
import org.ocppgateway.gateway.tls.TestCertificate;
import org.ocppgateway.gateway.tls.TlsSettings;

/** The facts about a connection that admission gets: real sockets and real TLS up to the admission of an upgrade. */
class ClientFactsTest {
    private static final TestAuthority ROOT = TestAuthority.root("CN=Server Root");
    private static final TestAuthority STATIONS = TestAuthority.root("CN=Stations");
    private static final String OCPP16 = "Sec-WebSocket-Protocol: ocpp1.6";
    private static final ProxySettings THIS_HOST = proxies("127.0.0.1");
    private static final ProxySettings ANOTHER_HOST = proxies("192.0.2.1");

    @TempDir
    private Path directory;

    private @Nullable EndpointFixture endpoint;

    @AfterEach
    void stop() throws Exception {
        if (endpoint != null) {
            endpoint.stop();
        }
    }

    private static ProxySettings proxies(String trusted) {
        return new ProxySettings(List.of(AddressRange.parse(trusted)), "X-Client-Subject", "X-Client-Verify");
    }

    private Path revocations() {
        return directory.resolve("stations.crl");
    }

    private TlsSettings tls() throws IOException {
        Instant now = Instant.now();
        Files.write(revocations(), STATIONS.revocationList(now, now.plus(Duration.ofDays(1))));
        return new TlsSettings(
                List.of(ROOT.server("EC", "gateway.example").write(directory, "ec")),
                ClientAuthentication.WANT,
                List.of(STATIONS.write(directory.resolve("stations.pem"))),
                List.of(revocations()),
                StaleRevocation.ACCEPT,
                Duration.ofHours(24),
                1000,
                ProtocolOptions.DEFAULT);
    }

    private EndpointFixture listen(ListenerSettings listener, ProxySettings proxies) throws Exception {
        endpoint = EndpointFixture.listening(listener, proxies);
        return endpoint;
    }

    private EndpointFixture plain(ProxySettings proxies) throws Exception {
        return listen(ListenerSettings.plain("ws", "127.0.0.1", 0), proxies);
    }

    private EndpointFixture listenTls(ProxySettings proxies) throws Exception {
        return listen(new ListenerSettings("wss", "127.0.0.1", 0, false, false, tls()), proxies);
    }

    private RawClient tlsClient(SSLContext context) throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory()
                .createSocket("127.0.0.1", Objects.requireNonNull(endpoint).port());
        socket.startHandshake();
        return new RawClient(socket);
    }

    private static AdmissionRequest admission(EndpointFixture endpoint) throws InterruptedException {
        return Objects.requireNonNull(endpoint.requests.poll(60, TimeUnit.SECONDS));
    }

    /** Upgrades over a plain socket and returns what admission got. */
    private static AdmissionRequest upgrade(EndpointFixture endpoint, String... headers) throws Exception {
        try (RawClient client = endpoint.client()) {
            String[] all = Arrays.copyOf(headers, headers.length + 1);
            all[headers.length] = OCPP16;
            String answer = client.upgrade("/ocpp/CP-1", all);
            assertTrue(answer.startsWith("HTTP/1.1 101"), answer);
            return admission(endpoint);
        }
    }

    @Test
    void aPlainConnectionIsNotEncrypted() throws Exception {
        AdmissionRequest request = upgrade(plain(ProxySettings.NONE));
        assertEquals(TransportSecurity.plain(), request.client().transport());
        assertTrue(request.remoteAddress().startsWith("127.0.0.1:"), request.remoteAddress());
    }

    @Test
    void messagesAreAnsweredThroughTls() throws Exception {
        EndpointFixture fixture = listenTls(ProxySettings.NONE);
        try (RawClient client = tlsClient(TestCertificate.clientContext(ROOT, null))) {
            assertTrue(client.upgrade("/ocpp/CP-1", OCPP16).startsWith("HTTP/1.1 101"));
            client.text("hello");
            assertEquals("1.6:hello", client.read().text());
        }
        assertEquals(
                TransportSecurity.encrypted(Encryption.GATEWAY),
                admission(fixture).client().transport());
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway.example", "127.0.0.1", "old-name.example", "[::1]:8443", "UPPER.example:443"})
    void aHostThatTheCertificateLacksIsNoBadRequest(String host) throws Exception {
        listenTls(ProxySettings.NONE);
        try (RawClient client = tlsClient(TestCertificate.clientContext(ROOT, null))) {
            String answer = client.request("GET /ocpp/CP-1 HTTP/1.1\nHost: " + host
                    + "\nUpgrade: websocket\nConnection: Upgrade\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\n"
                    + "Sec-WebSocket-Version: 13\n" + OCPP16 + "\n\n");
            assertTrue(answer.startsWith("HTTP/1.1 101"), answer);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"CN=CP-1 | CP-1", "O=Operator,CN=CP-2 | CN=CP-2,O=Operator"})
    void theSubjectOfAClientCertificateIsPassedOn(String subject, String name) throws Exception {
        EndpointFixture fixture = listenTls(ProxySettings.NONE);
        try (RawClient client = tlsClient(TestCertificate.clientContext(ROOT, STATIONS.client(subject)))) {
            assertTrue(client.upgrade("/ocpp/CP-1", OCPP16).startsWith("HTTP/1.1 101"));
        }
        ClientCertificate certificate = admission(fixture).client().transport().certificate();
        assertTrue(
                assertInstanceOf(ClientCertificate.Verified.class, certificate)
                        .name()
                        .matches(name),
                certificate.toString());
    }

    @Test
    void aCertificateRevokedSinceItsHandshakeIsRefused() throws Exception {
        EndpointFixture fixture = listenTls(ProxySettings.NONE);
        TestCertificate certificate = STATIONS.client("CN=CP-1");
        SSLContext context = TestCertificate.clientContext(ROOT, certificate);
        try (RawClient before = tlsClient(context)) {
            assertTrue(before.upgrade("/ocpp/CP-1", OCPP16).startsWith("HTTP/1.1 101"));
            Instant now = Instant.now();
            Files.write(revocations(), STATIONS.revocationList(now, now.plus(Duration.ofDays(1)), certificate.leaf()));
            fixture.reloadTls();
            try (RawClient after = tlsClient(context)) {
                String answer = after.upgrade("/ocpp/CP-1", OCPP16);
                assertTrue(answer.startsWith("HTTP/1.1 403"), answer);
            }
            before.text("still here");
            assertEquals("1.6:still here", before.read().text());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https                 | CP-1           | 0       | TRUSTED_PROXY | CN=CP-1",
                "WSS                   | CN=CP-1,O=Op   | SUCCESS | TRUSTED_PROXY | CN=CP-1,O=Op",
                "https                 | CP-1           | 10      | TRUSTED_PROXY |",
                "https                 | CP-1           | FAILED  | TRUSTED_PROXY |",
                "https                 | CP-1           |         | TRUSTED_PROXY |",
                "https                 |                | 0       | TRUSTED_PROXY |",
                "https                 | CN=            | 0       | TRUSTED_PROXY | CN=",
                "https                 | =              | 0       | TRUSTED_PROXY |",
                "http, https           |                |         | TRUSTED_PROXY |",
                "https, http           | CP-1           | 0       | NONE          |",
                "http                  | CP-1           | 0       | NONE          |",
                "''                    | CP-1           | 0       | NONE          |",
            })
    void theHeadersOfATrustedProxyCount(
            String protocol,
            @Nullable String subject,
            @Nullable String verify,
            Encryption encryption,
            @Nullable String certificate)
            throws Exception {
        AdmissionRequest request = upgrade(
                plain(THIS_HOST),
                "X-Forwarded-Proto: " + protocol,
                subject == null ? "X-Nothing: 1" : "X-Client-Subject: " + subject,
                verify == null ? "X-Nothing: 2" : "X-Client-Verify: " + verify);
        assertEquals(encryption, request.client().transport().encryption());
        ClientCertificate found = request.client().transport().certificate();
        assertEquals(
                certificate,
                found instanceof ClientCertificate.Verified verified
                        ? verified.name().toString()
                        : null);
    }

    @Test
    void aCertificateHeaderThatComesTwiceCountsForNothing() throws Exception {
        AdmissionRequest request = upgrade(
                plain(THIS_HOST),
                "X-Forwarded-Proto: https",
                "X-Client-Subject: CP-1",
                "X-Client-Subject: CP-2",
                "X-Client-Verify: 0");
        assertEquals(new ClientCertificate.None(), request.client().transport().certificate());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "198.51.100.7                          | 198.51.100.7:0",
                "198.51.100.7:4711                     | 198.51.100.7:4711",
                "2001:db8::7                           | [2001:db8:0:0:0:0:0:7]:0",
                "[2001:db8::7]:4711                    | [2001:db8:0:0:0:0:0:7]:4711",
                "203.0.113.9, 198.51.100.7             | 198.51.100.7:0",
                "203.0.113.9, 198.51.100.7, 127.0.0.1  | 198.51.100.7:0",
                "203.0.113.9, nonsense, 127.0.0.1      | 127.0.0.1:0",
            })
    void theClientAddressIsTheLastOneThatNoTrustedProxyHas(String forwarded, String address) throws Exception {
        assertEquals(
                address,
                upgrade(plain(THIS_HOST), "X-Forwarded-For: " + forwarded).remoteAddress());
    }

    @Test
    void theHeadersOfOtherSendersAreIgnored() throws Exception {
        AdmissionRequest request = upgrade(
                plain(ANOTHER_HOST),
                "X-Forwarded-For: 198.51.100.7",
                "X-Forwarded-Proto: https",
                "X-Client-Subject: CP-1",
                "X-Client-Verify: 0");
        assertEquals(
                new TransportSecurity(Encryption.NONE, new ClientCertificate.None(), true),
                request.client().transport());
        assertTrue(request.remoteAddress().startsWith("127.0.0.1:"), request.remoteAddress());
    }

    @Test
    void aListenerBehindAProxyThatMarksNothingCountsAsEncrypted() throws Exception {
        ListenerSettings listener = new ListenerSettings("ws", "127.0.0.1", 0, false, true, null);
        assertEquals(
                TransportSecurity.encrypted(Encryption.IN_FRONT),
                upgrade(listen(listener, ProxySettings.NONE)).client().transport());
    }

    @Test
    void thePlainMarkOfATrustedProxyWinsOverTheListener() throws Exception {
        ListenerSettings listener = new ListenerSettings("ws", "127.0.0.1", 0, false, true, null);
        assertEquals(
                TransportSecurity.plain(),
                upgrade(listen(listener, THIS_HOST), "X-Forwarded-Proto: http")
                        .client()
                        .transport());
    }

    /** Sends a PROXY protocol header and upgrades; returns what admission got. */
    private static AdmissionRequest upgradeBehind(EndpointFixture endpoint, byte[] header, String... headers)
            throws Exception {
        try (RawClient client = endpoint.client()) {
            client.write(header);
            String[] all = Arrays.copyOf(headers, headers.length + 1);
            all[headers.length] = OCPP16;
            assertTrue(client.upgrade("/ocpp/CP-1", all).startsWith("HTTP/1.1 101"));
            return admission(endpoint);
        }
    }

    private EndpointFixture behindProxy(ProxySettings proxies) throws Exception {
        return listen(new ListenerSettings("ws", "127.0.0.1", 0, true, false, null), proxies);
    }

    @Test
    void theAddressInThePROXYHeaderIsThatOfTheClient() throws Exception {
        EndpointFixture fixture = behindProxy(THIS_HOST);
        byte[] version1 = "PROXY TCP4 198.51.100.7 192.0.2.2 40000 8080\r\n".getBytes(StandardCharsets.US_ASCII);
        AdmissionRequest first = upgradeBehind(fixture, version1);
        assertEquals("198.51.100.7:40000", first.remoteAddress());
        assertEquals(TransportSecurity.plain(), first.client().transport());
        AdmissionRequest second = upgradeBehind(
                fixture,
                HeaderBytes.tcp4().ssl(7, 0, HeaderBytes.field(0x22, "CP-1")).bytes());
        assertEquals("192.0.2.1:40000", second.remoteAddress());
        assertEquals(Encryption.TRUSTED_PROXY, second.client().transport().encryption());
        assertEquals(
                "CN=CP-1",
                assertInstanceOf(
                                ClientCertificate.Verified.class,
                                second.client().transport().certificate())
                        .name()
                        .toString());
        AdmissionRequest unverified = upgradeBehind(
                fixture,
                HeaderBytes.tcp4().ssl(7, 1, HeaderBytes.field(0x22, "CP-1")).bytes());
        assertEquals(
                TransportSecurity.encrypted(Encryption.TRUSTED_PROXY),
                unverified.client().transport());
    }

    @Test
    void behindAPROXYHeaderTheHeadersCountIfItsClientIsATrustedProxy() throws Exception {
        String[] marks = {"X-Forwarded-For: 198.51.100.9", "X-Forwarded-Proto: https"};
        ProxySettings both =
                new ProxySettings(List.of(AddressRange.parse("127.0.0.1"), AddressRange.parse("192.0.2.1")), "", "");
        AdmissionRequest trusted =
                upgradeBehind(behindProxy(both), HeaderBytes.tcp4().bytes(), marks);
        assertEquals("198.51.100.9:0", trusted.remoteAddress());
        assertEquals(
                TransportSecurity.encrypted(Encryption.TRUSTED_PROXY),
                trusted.client().transport());
        Objects.requireNonNull(endpoint).stop();
        AdmissionRequest foreign =
                upgradeBehind(behindProxy(THIS_HOST), HeaderBytes.tcp4().bytes(), marks);
        assertEquals("192.0.2.1:40000", foreign.remoteAddress());
        assertEquals(Encryption.NONE, foreign.client().transport().encryption());
    }

    @Test
    void anUntrustedSenderOfAPROXYHeaderIsClosedWithoutAnswer() throws Exception {
        EndpointFixture fixture = behindProxy(ANOTHER_HOST);
        try (RawClient client = fixture.client()) {
            try {
                client.write(HeaderBytes.tcp4().bytes());
                assertEquals("", client.upgrade("/ocpp/CP-1", OCPP16));
            } catch (IOException e) {
                // Closed while the request was sent.
                assertTrue(fixture.requests.isEmpty());
            }
        }
        assertTrue(fixture.requests.isEmpty());
    }
}
