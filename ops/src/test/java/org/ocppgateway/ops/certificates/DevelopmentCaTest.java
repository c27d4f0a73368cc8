package org.ocppgateway.ops.certificates;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ocppgateway.gateway.tls.CertificateFiles;
import org.ocppgateway.gateway.tls.CertificateProblem;
import org.ocppgateway.gateway.tls.CertificateVerdict;
import org.ocppgateway.gateway.tls.ClientAuthentication;
import org.ocppgateway.gateway.tls.ProtocolOptions;
import org.ocppgateway.gateway.tls.ReloadableTls;
import org.ocppgateway.gateway.tls.StaleRevocation;
import org.ocppgateway.gateway.tls.TlsMetrics;
import org.ocppgateway.gateway.tls.TlsSettings;

/** A gateway accepts and refuses the certificates of the development authority. */
class DevelopmentCaTest {
    private static final List<String> NAMES = List.of("localhost", "127.0.0.1");

    @TempDir
    private Path directory;

    private Instant now = Instant.now();
    private final InstantSource clock = () -> now;

    private DevelopmentCa open() throws IOException {
        return DevelopmentCa.open(directory, clock);
    }

    private ReloadableTls gateway(DevelopmentCa authority) throws Exception {
        return new ReloadableTls(
                "test",
                new TlsSettings(
                        authority.server(NAMES).stream()
                                .map(files -> new CertificateFiles(files.chain(), files.key()))
                                .toList(),
                        ClientAuthentication.NEED,
                        List.of(authority.certificate()),
                        List.of(authority.revocationList()),
                        StaleRevocation.REFUSE,
                        Duration.ofHours(1),
                        100,
                        ProtocolOptions.DEFAULT),
                clock,
                new TlsMetrics(new PrometheusRegistry()));
    }

    @Test
    void theGatewayTakesItsCertificatesAndItsRevocations() throws Exception {
        DevelopmentCa authority = open();
        DevelopmentCa.PemFiles station = authority.station("CP-1");
        DevelopmentCa.PemFiles other = authority.station("CP-2");
        ReloadableTls gateway = gateway(authority);
        CertificateVerdict.Accepted accepted = assertInstanceOf(
                CertificateVerdict.Accepted.class, gateway.check(List.of(Pem.readCertificate(station.chain()))));
        assertEquals(Optional.of("CP-1"), accepted.name().commonName());
        authority.revoke("CP-1");
        gateway.refresh();
        assertEquals(
                CertificateProblem.REVOKED,
                assertInstanceOf(
                                CertificateVerdict.Refused.class,
                                gateway.check(List.of(Pem.readCertificate(station.chain()))))
                        .refusal()
                        .problem());
        assertInstanceOf(CertificateVerdict.Accepted.class, gateway.check(List.of(Pem.readCertificate(other.chain()))));
    }

    @Test
    void everythingIsKeptAndUsedAgain() throws Exception {
        DevelopmentCa authority = open();
        authority.server(NAMES);
        authority.station("CP-1");
        authority.revoke("CP-1");
        byte[] root = Files.readAllBytes(authority.certificate());
        byte[] server = Files.readAllBytes(directory.resolve("server-rsa.pem"));
        DevelopmentCa again = open();
        again.server(NAMES);
        assertArrayEquals(root, Files.readAllBytes(again.certificate()));
        assertArrayEquals(server, Files.readAllBytes(directory.resolve("server-rsa.pem")));
        assertEquals(
                1, Pem.readList(again.revocationList()).getRevokedCertificates().size());
    }

    @Test
    void aServerCertificateIsMadeAnewForOtherNamesAndBeforeItEnds() throws Exception {
        open().server(NAMES);
        byte[] first = Files.readAllBytes(directory.resolve("server-ec.pem"));
        open().server(List.of("localhost", "gateway.example"));
        byte[] second = Files.readAllBytes(directory.resolve("server-ec.pem"));
        assertFalse(java.util.Arrays.equals(first, second));
        now = now.plus(Duration.ofDays(340));
        open().server(List.of("localhost", "gateway.example"));
        assertFalse(java.util.Arrays.equals(second, Files.readAllBytes(directory.resolve("server-ec.pem"))));
    }

    @Test
    void theListIsRenewedAndKeepsItsEntries() throws Exception {
        DevelopmentCa authority = open();
        authority.station("CP-1");
        authority.revoke("CP-1");
        now = now.plus(Duration.ofDays(100));
        DevelopmentCa again = open();
        assertFalse(
                Pem.readList(again.revocationList()).getNextUpdate().toInstant().isBefore(now));
        assertEquals(
                1, Pem.readList(again.revocationList()).getRevokedCertificates().size());
    }

    @Test
    void keysAreReadableByTheirOwnerOnly() throws Exception {
        open().server(NAMES);
        for (String name : List.of("ca.key", "server-rsa.key", "server-ec.key")) {
            assertEquals(
                    "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(name))));
        }
    }

    @Test
    void certificatesAreValidForAClockThatLags() throws Exception {
        DevelopmentCa authority = open();
        Instant from = Pem.readCertificate(authority.station("CP-1").chain())
                .getNotBefore()
                .toInstant();
        assertEquals(now.minus(Duration.ofHours(1)).getEpochSecond(), from.getEpochSecond());
    }

    @Test
    void anIdentityThatIsAPathIsRefused() throws Exception {
        DevelopmentCa authority = open();
        for (String identity : List.of("../ca", "a/b", "", ".hidden", "x".repeat(49))) {
            assertThrows(IllegalArgumentException.class, () -> authority.station(identity));
        }
    }
}
