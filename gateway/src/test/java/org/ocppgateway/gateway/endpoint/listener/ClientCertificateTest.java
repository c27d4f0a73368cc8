package org.ocppgateway.gateway.endpoint.listener;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ocppgateway.gateway.tls.CertificateFiles;
import org.ocppgateway.gateway.tls.CertificateProblem;
import org.ocppgateway.gateway.tls.ClientAuthentication;
import org.ocppgateway.gateway.tls.FailureReason;
import org.ocppgateway.gateway.tls.TestAuthority;
import org.ocppgateway.gateway.tls.TestCertificate;
import org.ocppgateway.gateway.tls.TlsFailure;
import org.ocppgateway.gateway.tls.TlsSettings;

/** Certificates of charge points: accepted, refused with a reason, and refused later although the session resumes. */
class ClientCertificateTest {
    private static final TestAuthority ROOT = TestAuthority.root("CN=Server Root");
    private static final TestAuthority STATIONS = TestAuthority.root("CN=Stations");
    private static final TestAuthority ISSUING = STATIONS.intermediate("CN=Stations Issuing");
    private final Instant now = Instant.now();

    @TempDir
    private Path directory;

    private TlsSettings settings(ClientAuthentication authentication, List<Path> lists, TestAuthority... trusted) {
        List<Path> authorities = Stream.of(trusted)
                .map(authority -> authority.write(directory.resolve("ca" + authority.hashCode() + ".pem")))
                .toList();
        return ListenerFixture.with(
                ListenerFixture.settings(ROOT.server("EC", "gateway.example").write(directory, "ec")),
                authentication,
                authorities,
                lists);
    }

    private static String request(ListenerFixture fixture, SSLContext client, String version) throws IOException {
        return TlsClient.request(TlsClient.connect(client, fixture.port(), TlsClient.version(version)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void profiles2And3ShareAListenerThatWantsACertificate(String version) throws IOException {
        try (ListenerFixture fixture = ListenerFixture.tls(settings(ClientAuthentication.WANT, List.of(), STATIONS))) {
            String without = request(fixture, TestCertificate.clientContext(ROOT, null), version);
            assertTrue(without.contains("peerChain=[]"), without);
            String with = request(fixture, TestCertificate.clientContext(ROOT, ISSUING.client("CN=CP-1")), version);
            assertTrue(with.contains("Accepted[name=CN=CP-1"), with);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aListenerThatNeedsACertificateSaysSo(String version) {
        try (ListenerFixture fixture = ListenerFixture.tls(settings(ClientAuthentication.NEED, List.of(), STATIONS))) {
            assertThrows(IOException.class, () -> request(fixture, TestCertificate.clientContext(ROOT, null), version));
            assertEquals(
                    FailureReason.CLIENT_CERTIFICATE_MISSING, failure(fixture).reason());
        }
    }

    static Stream<Arguments> refused() {
        Instant now = Instant.now();
        TestAuthority unknown = TestAuthority.root("CN=Unknown Root");
        TestCertificate unknownClient =
                unknown.intermediate("CN=Unknown Issuing").client("CN=CP-1");
        return Stream.of(
                Arguments.of("unknown authority", unknownClient, CertificateProblem.UNKNOWN_AUTHORITY),
                Arguments.of("self-signed", TestAuthority.selfSigned("CN=CP-1"), CertificateProblem.UNKNOWN_AUTHORITY),
                Arguments.of(
                        "same name, other key",
                        TestAuthority.root("CN=Stations").client("CN=CP-1"),
                        CertificateProblem.UNKNOWN_AUTHORITY),
                Arguments.of(
                        "missing intermediate", ISSUING.client("CN=CP-1").alone(), CertificateProblem.ISSUER_MISSING),
                Arguments.of(
                        "expired",
                        ISSUING.issue("CN=CP-1", r -> r.valid(now.minusSeconds(90), now.minusSeconds(60))),
                        CertificateProblem.EXPIRED),
                Arguments.of(
                        "not yet valid",
                        ISSUING.issue("CN=CP-1", r -> r.valid(now.plusSeconds(3600), now.plusSeconds(7200))),
                        CertificateProblem.NOT_YET_VALID),
                Arguments.of(
                        "for servers",
                        ISSUING.issue("CN=CP-1", r -> r.purposes(KeyPurposeId.id_kp_serverAuth)),
                        CertificateProblem.WRONG_USAGE));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void aRefusedCertificateIsExplainedAndNamesTheChargePoint(
            String kind, TestCertificate certificate, CertificateProblem problem) {
        for (String version : List.of("TLSv1.2", "TLSv1.3")) {
            try (ListenerFixture fixture =
                    ListenerFixture.tls(settings(ClientAuthentication.WANT, List.of(), STATIONS))) {
                OpenSsl.require();
                CertificateFiles files = certificate.write(directory, "client");
                String output = OpenSsl.clientSaying(
                        "GET / HTTP/1.0\r\n\r\n",
                        fixture.port(),
                        version.equals("TLSv1.2") ? "-tls1_2" : "-tls1_3",
                        "-cert",
                        files.chain().toString(),
                        // Sends the certificate itself once more, as some charge points do.
                        "-cert_chain",
                        files.chain().toString(),
                        "-key",
                        files.privateKey().toString(),
                        "-ign_eof");
                assertTrue(output.contains("certificate unknown"), output);
                TlsFailure failure = failure(fixture);
                // In TLS 1.3 the client sees a complete handshake before the refusal; it is one attempt nevertheless.
                assertEquals(1, fixture.failures.size());
                System.out.println(kind + " " + version + ": " + failure.explanation());
                assertEquals(FailureReason.CLIENT_CERTIFICATE_REFUSED, failure.reason());
                assertEquals(problem, failure.certificate().orElseThrow().problem());
                assertEquals(
                        Optional.of("CP-1"),
                        failure.certificate().orElseThrow().name().commonName());
            }
        }
    }

    @Test
    void anOldAndARenewedCertificateAreAcceptedInTurns() throws IOException {
        TestCertificate old = ISSUING.client("CN=CP-1");
        TestCertificate renewed = ISSUING.client("CN=CP-1");
        try (ListenerFixture fixture = ListenerFixture.tls(settings(ClientAuthentication.NEED, List.of(), STATIONS))) {
            for (TestCertificate certificate : List.of(renewed, old, renewed)) {
                String answer = request(fixture, TestCertificate.clientContext(ROOT, certificate), "TLSv1.3");
                assertTrue(answer.contains("Accepted[name=CN=CP-1"), answer);
            }
        }
    }

    @Test
    void anIntermediateInTheTrustFileHelpsThoseThatSendTheirOwnOnly() throws IOException {
        try (ListenerFixture fixture =
                ListenerFixture.tls(settings(ClientAuthentication.NEED, List.of(), STATIONS, ISSUING))) {
            String answer = request(
                    fixture,
                    TestCertificate.clientContext(
                            ROOT, ISSUING.client("CN=CP-1").alone()),
                    "TLSv1.3");
            assertTrue(answer.contains("Accepted"), answer);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aCertificateRevokedMeanwhileIsRefusedInAResumedSession(String version) throws IOException {
        Path list = directory.resolve("stations.crl");
        Files.write(list, STATIONS.revocationList(now, now.plus(Duration.ofDays(1))));
        TestCertificate certificate = STATIONS.client("CN=CP-1");
        SSLContext client = TestCertificate.clientContext(ROOT, certificate);
        try (ListenerFixture fixture =
                ListenerFixture.tls(settings(ClientAuthentication.NEED, List.of(list), STATIONS))) {
            assertTrue(request(fixture, client, version).contains("Accepted"));
            revoke(list, certificate.leaf());
            fixture.tls().refresh();
            String answer = request(fixture, client, version);
            assertEquals(1, fixture.metric("tls_handshakes", version, "resumed"));
            assertTrue(answer.contains("problem=REVOKED"), answer);
            assertEquals(1, fixture.metric("tls_client_certificate_checks", "revoked"));
        }
    }

    @Test
    void aStaleListIsCountedAndShownInItsMetric() throws IOException {
        Path list = directory.resolve("stations.crl");
        Files.write(list, STATIONS.revocationList(now, now.plus(Duration.ofHours(2))));
        SSLContext client = TestCertificate.clientContext(ROOT, STATIONS.client("CN=CP-1"));
        try (ListenerFixture fixture =
                ListenerFixture.tls(settings(ClientAuthentication.NEED, List.of(list), STATIONS))) {
            fixture.time(time -> time.plus(Duration.ofHours(3)));
            assertTrue(request(fixture, client, "TLSv1.3").contains("Accepted"));
            assertEquals(1, fixture.metric("tls_unknown_revocations", "stale"));
            assertEquals(-3600, fixture.metric("tls_expiry_seconds", "revocation_list"), 60);
        }
    }

    private void revoke(Path list, X509Certificate certificate) throws IOException {
        Path fresh = list.resolveSibling("fresh");
        Files.write(fresh, STATIONS.revocationList(now, now.plus(Duration.ofDays(1)), certificate));
        Files.move(fresh, list, StandardCopyOption.REPLACE_EXISTING);
    }

    private static TlsFailure failure(ListenerFixture fixture) {
        return await().until(fixture.failures::peek, Objects::nonNull);
    }
}
