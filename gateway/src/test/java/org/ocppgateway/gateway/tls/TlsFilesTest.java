package org.ocppgateway.gateway.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsFilesTest {
    private static final TestAuthority ROOT = TestAuthority.root("CN=Root");
    private static final TestAuthority ISSUING = ROOT.intermediate("CN=Issuing");

    @TempDir
    private Path directory;

    private TlsSettings settings(CertificateFiles files, List<Path> authorities, List<Path> lists) {
        return new TlsSettings(
                List.of(files),
                authorities.isEmpty() ? ClientAuthentication.NONE : ClientAuthentication.NEED,
                authorities,
                lists,
                StaleRevocation.ACCEPT,
                Duration.ofHours(1),
                100,
                ProtocolOptions.DEFAULT);
    }

    private List<String> warnings(TestCertificate certificate) throws InvalidTlsFilesException {
        CertificateFiles files = certificate.write(directory, "warned");
        return TlsFiles.load(settings(files, List.of(), List.of())).warnings(Instant.now());
    }

    @Test
    void theChainIsPutInOrderAndTheRootLeftOut() throws Exception {
        TestCertificate certificate = ISSUING.server("EC", "gateway.example");
        List<X509Certificate> all = new ArrayList<>(certificate.chain());
        all.add(ROOT.certificate());
        Collections.reverse(all);
        CertificateFiles files = new TestCertificate(all, certificate.key()).write(directory, "mixed");
        TlsFiles loaded = TlsFiles.load(settings(files, List.of(), List.of()));
        assertEquals(certificate.chain(), loaded.certificates().getFirst().chain());
    }

    @Test
    void keyAndChainMayShareAFile() throws Exception {
        CertificateFiles files = ISSUING.server("RSA", "gateway.example").write(directory, "one");
        Path one = directory.resolve("both.pem");
        Files.writeString(one, Files.readString(files.privateKey()) + Files.readString(files.chain()));
        assertEquals(
                "RSA",
                TlsFiles.load(settings(new CertificateFiles(one, one), List.of(), List.of()))
                        .certificates()
                        .getFirst()
                        .keyType());
    }

    @Test
    void allProblemsAreNamedAtOnce() throws Exception {
        CertificateFiles files = ISSUING.server("EC", "gateway.example").write(directory, "ok");
        Path damaged = Files.writeString(directory.resolve("damaged.pem"), "no certificate");
        Path emptyList = Files.writeString(directory.resolve("list.pem"), "-----BEGIN X-----\n-----END X-----\n");
        InvalidTlsFilesException e = assertThrows(
                InvalidTlsFilesException.class,
                () -> TlsFiles.load(settings(
                        new CertificateFiles(damaged, files.privateKey()), List.of(damaged), List.of(emptyList))));
        assertEquals(3, e.toString().lines().count(), e.toString());
        assertThrows(
                InvalidTlsFilesException.class,
                () -> TlsFiles.load(settings(
                        new CertificateFiles(directory.resolve("none.pem"), files.privateKey()),
                        List.of(),
                        List.of())));
    }

    @Test
    void aKeyOfAnotherCertificateIsRefused() {
        CertificateFiles one = ISSUING.server("EC", "gateway.example").write(directory, "one");
        CertificateFiles other = ISSUING.server("RSA", "gateway.example").write(directory, "other");
        InvalidTlsFilesException e = assertThrows(
                InvalidTlsFilesException.class,
                () -> TlsFiles.load(
                        settings(new CertificateFiles(one.chain(), other.privateKey()), List.of(), List.of())));
        assertTrue(e.toString().contains("belongs to no certificate"), e.toString());
        assertTrue(e.toString().contains("CN=gateway.example"), e.toString());
    }

    @Test
    void whatChargePointsStumbleOverIsWarnedOf() throws Exception {
        assertEquals(List.of(), warnings(ISSUING.server("RSA", "gateway.example")));
        assertTrue(warnings(ISSUING.server("EC", "*.example")).getFirst().contains("wildcard"));
        assertTrue(warnings(ISSUING.issue("CN=Somebody", request -> request.named("gateway.example")))
                .getFirst()
                .contains("CN is none of its names"));
        assertTrue(warnings(ISSUING.server("RSA1024", "gateway.example"))
                .getFirst()
                .contains("1024 bits"));
        Instant now = Instant.now();
        assertTrue(warnings(ISSUING.issue(
                        "CN=gateway.example",
                        request -> request.named("gateway.example").valid(now.minusSeconds(20), now.minusSeconds(10))))
                .getFirst()
                .contains("expired"));
        String[] names = new String[200];
        for (int i = 0; i < names.length; i++) {
            names[i] = "a-rather-long-name-" + i + ".example";
        }
        assertTrue(warnings(ISSUING.server("EC", names)).getFirst().contains("bytes"));
    }

    @Test
    void timeLeftIsKnownForEveryCertificateAndList() throws Exception {
        CertificateFiles files = ISSUING.server("EC", "gateway.example").write(directory, "ok");
        Path authority = ROOT.write(directory.resolve("ca.pem"));
        Path list = directory.resolve("list.der");
        Instant now = Instant.now();
        Files.write(list, ROOT.revocationList(now, now.plus(Duration.ofHours(5))));
        List<TlsMetrics.Expiry> expiries = TlsFiles.load(settings(files, List.of(authority), List.of(list)))
                .expiries(now);
        assertEquals(
                List.of("certificate", "certificate", "authority", "revocation_list"),
                expiries.stream().map(TlsMetrics.Expiry::kind).toList());
        assertEquals(5 * 3600, expiries.getLast().secondsLeft(), 2);
    }

    @Test
    void settingsThatCannotWorkAreRefused() {
        CertificateFiles files = ISSUING.server("EC", "gateway.example").write(directory, "ok");
        assertThrows(
                IllegalArgumentException.class,
                () -> new TlsSettings(
                        List.of(files),
                        ClientAuthentication.WANT,
                        List.of(),
                        List.of(),
                        StaleRevocation.ACCEPT,
                        Duration.ofHours(1),
                        1,
                        ProtocolOptions.DEFAULT));
        assertThrows(
                IllegalArgumentException.class,
                () -> new TlsSettings(
                        List.of(files),
                        ClientAuthentication.NONE,
                        List.of(),
                        List.of(),
                        StaleRevocation.ACCEPT,
                        Duration.ofDays(8),
                        1,
                        ProtocolOptions.DEFAULT));
    }
}
