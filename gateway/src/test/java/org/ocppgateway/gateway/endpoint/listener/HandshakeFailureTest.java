package org.ocppgateway.gateway.endpoint.listener;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ocppgateway.gateway.tls.CertificateFiles;
import org.ocppgateway.gateway.tls.FailureReason;
import org.ocppgateway.gateway.tls.FirstBytes;
import org.ocppgateway.gateway.tls.TestAuthority;
import org.ocppgateway.gateway.tls.TestCertificate;
import org.ocppgateway.gateway.tls.TlsAlert;
import org.ocppgateway.gateway.tls.TlsFailure;
import org.ocppgateway.gateway.tls.TlsSettings;

/** Why a TLS connection cannot be made, in words that help an installer. */
class HandshakeFailureTest {
    private static final String ROOT_NAME = "CN=Server Root";
    private static final TestAuthority ROOT = TestAuthority.root(ROOT_NAME);

    @TempDir
    private Path directory;

    private TlsSettings settings(String... keyTypes) {
        return ListenerFixture.settings(Stream.of(keyTypes)
                .map(type -> ROOT.server(type, "gateway.example").write(directory, type))
                .toArray(CertificateFiles[]::new));
    }

    private static TlsFailure failure(ListenerFixture fixture) {
        TlsFailure failure = await().until(fixture.failures::peek, Objects::nonNull);
        System.out.println(failure.reason() + " " + failure.alert() + ": " + failure.explanation());
        assertTrue(failure.client().toString().startsWith("/127.0.0.1:"));
        assertEquals(1, fixture.failures.size());
        assertEquals(1, fixture.metric("tls_failures", failure.reason().name().toLowerCase(Locale.ROOT)));
        return failure;
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aJdkClientThatDistrustsOurCertificate(String version) {
        SSLContext stranger = TestCertificate.clientContext(TestAuthority.root("CN=Another Root"), null);
        try (ListenerFixture fixture = ListenerFixture.tls(settings("EC"))) {
            assertThrows(
                    IOException.class, () -> TlsClient.connect(stranger, fixture.port(), TlsClient.version(version)));
            TlsFailure failure = failure(fixture);
            assertEquals(FailureReason.SERVER_CERTIFICATE_DISTRUSTED, failure.reason());
            assertEquals(Optional.of(new TlsAlert("certificate_unknown")), failure.alert());
        }
    }

    /** OpenSSL as a charge point: root unknown, another root of the same name, clock at 1970, wrong host name. */
    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "-tls1_2, '', unknown_ca",
        "-tls1_3, '', unknown_ca",
        "-tls1_2, -CAfile RENEWED, decrypt_error",
        "-tls1_3, -CAfile RENEWED, decrypt_error",
        "-tls1_2, -CAfile ROOT -attime 1000, bad_certificate",
        "-tls1_3, -CAfile ROOT -attime 1000, bad_certificate",
        "-tls1_2, -CAfile ROOT -verify_hostname other.example, bad_certificate",
        "-tls1_3, -CAfile ROOT -verify_hostname other.example, bad_certificate",
    })
    void anOpensslClientThatDistrustsOurCertificate(String version, String options, String alert) {
        OpenSsl.require();
        Path root = ROOT.write(directory.resolve("root.pem"));
        Path renewed = TestAuthority.root(ROOT_NAME).write(directory.resolve("renewed.pem"));
        String files = options.replace("ROOT", root.toString()).replace("RENEWED", renewed.toString());
        try (ListenerFixture fixture = ListenerFixture.tls(settings("EC", "RSA"))) {
            OpenSsl.client(
                    fixture.port(),
                    (version + " -verify_return_error " + files).strip().split(" "));
            TlsFailure failure = failure(fixture);
            assertDistrusted(alert, failure);
            assertTrue(failure.explanation().contains("clock"), failure.explanation());
        }
    }

    @ParameterizedTest
    @CsvSource({"-tls1_1, TLSv1.1", "-tls1, TLSv1"})
    void anOldVersion(String option, String version) {
        OpenSsl.require();
        try (ListenerFixture fixture = ListenerFixture.tls(settings("EC", "RSA"))) {
            OpenSsl.client(fixture.port(), option, "-cipher", "DEFAULT@SECLEVEL=0");
            TlsFailure failure = failure(fixture);
            assertEquals(FailureReason.PROTOCOL_VERSION, failure.reason());
            assertEquals(
                    List.of(version),
                    assertInstanceOf(FirstBytes.Tls.class, failure.offered())
                            .hello()
                            .versions());
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "AES128-GCM-SHA256 | RSA key exchange",
                "AES128-SHA:AES256-SHA | Update its firmware",
                "ECDHE-RSA-AES128-GCM-SHA256 | other key type",
            })
    void noCommonSuite(String suites, String remedy) {
        OpenSsl.require();
        try (ListenerFixture fixture = ListenerFixture.tls(settings("EC"))) {
            OpenSsl.client(
                    fixture.port(), "-tls1_2", "-cipher", suites + ":@SECLEVEL=0", "-servername", "gateway.example");
            TlsFailure failure = failure(fixture);
            assertEquals(FailureReason.CIPHER_SUITE, failure.reason());
            assertTrue(failure.explanation().contains(remedy), failure.explanation());
            assertEquals(
                    Optional.of("gateway.example"),
                    assertInstanceOf(FirstBytes.Tls.class, failure.offered())
                            .hello()
                            .serverName());
        }
    }

    @Test
    void onlyOldSignatures() {
        OpenSsl.require();
        try (ListenerFixture fixture = ListenerFixture.tls(settings("EC", "RSA"))) {
            OpenSsl.client(
                    fixture.port(), "-tls1_2", "-sigalgs", "RSA+SHA1:ECDSA+SHA1", "-cipher", "DEFAULT@SECLEVEL=0");
            assertEquals(FailureReason.SIGNATURE_SCHEME, failure(fixture).reason());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET /ocpp/CP-1 HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n | PLAIN_HTTP",
                "PROXY TCP4 192.0.2.1 192.0.2.2 1 2\\r\\n | PROXY_HEADER",
                "\\0\\1\\2\\3\\4\\5\\6\\7 | NOT_TLS",
            })
    void whatIsNoTls(String text, FailureReason reason) throws IOException {
        try (ListenerFixture fixture = ListenerFixture.tls(settings("EC"));
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), fixture.port())) {
            socket.getOutputStream().write(text.translateEscapes().getBytes(StandardCharsets.ISO_8859_1));
            assertEquals(reason, failure(fixture).reason());
        }
    }

    @Test
    void aClientThatLeavesInTheMiddle() throws IOException {
        try (ListenerFixture fixture = ListenerFixture.tls(settings("EC"))) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), fixture.port())) {
                socket.getOutputStream().write(new byte[] {0x16, 3, 1, 2, 0, 1, 0, 1, (byte) 0xFC, 3, 3});
            }
            assertEquals(FailureReason.CLOSED_BY_PEER, failure(fixture).reason());
        }
    }

    @Test
    void aProbeOfThePortIsNoFailure() throws IOException {
        try (ListenerFixture fixture = ListenerFixture.tls(settings("EC"))) {
            new Socket(InetAddress.getLoopbackAddress(), fixture.port()).close();
            TlsClient.request(
                    TlsClient.connect(TestCertificate.clientContext(ROOT, null), fixture.port(), parameters -> {}));
            await().until(() -> fixture.metric("tls_handshakes_open") == 0);
            assertTrue(fixture.failures.isEmpty());
        }
    }

    @Test
    void aClientThatLeavesRightAfterTheHandshake() throws IOException {
        try (ListenerFixture fixture = ListenerFixture.tls(settings("EC"))) {
            TlsClient.connect(TestCertificate.clientContext(ROOT, null), fixture.port(), parameters -> {})
                    .close();
            TlsFailure failure = failure(fixture);
            assertEquals(FailureReason.CLOSED_WITHOUT_REQUEST, failure.reason());
            assertTrue(failure.explanation().contains("ticket"), failure.explanation());
        }
    }

    private static void assertDistrusted(String alert, TlsFailure failure) {
        assertEquals(FailureReason.SERVER_CERTIFICATE_DISTRUSTED, failure.reason(), failure::explanation);
        // Java before 24 cannot read an alert that OpenSSL sends before its keys change.
        if (Runtime.version().feature() >= 24 || failure.alert().isPresent()) {
            assertEquals(Optional.of(new TlsAlert(alert)), failure.alert());
        }
    }

    @Test
    void anExpiredServerCertificate() {
        OpenSsl.require();
        Instant now = Instant.now();
        Path root = ROOT.write(directory.resolve("root.pem"));
        TlsSettings expired = ListenerFixture.settings(ROOT.issue(
                        "CN=gateway.example",
                        request -> request.named("gateway.example")
                                .purposes(KeyPurposeId.id_kp_serverAuth)
                                .valid(now.minusSeconds(20), now.minusSeconds(10)))
                .write(directory, "expired"));
        try (ListenerFixture fixture = ListenerFixture.tls(expired)) {
            OpenSsl.client(fixture.port(), "-verify_return_error", "-CAfile", root.toString());
            TlsFailure failure = failure(fixture);
            assertDistrusted("certificate_expired", failure);
            assertEquals(
                    "127.0.0.1",
                    ((InetSocketAddress) failure.client()).getAddress().getHostAddress());
        }
    }
}
