package org.ocppgateway.ops.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ocppgateway.ops.certificates.DevelopmentCa;
import org.ocppgateway.ops.stack.cluster.Cluster;
import org.ocppgateway.ops.stack.cluster.ClusterSettings;
import org.ocppgateway.ops.stack.process.Ports;
import org.ocppgateway.simulator.fleet.Fleet;
import org.ocppgateway.simulator.fleet.FleetObserver;
import org.ocppgateway.simulator.fleet.FleetSettings;
import org.ocppgateway.simulator.measure.FleetCount;

/** A gateway process that listens with TLS, its clients in the simulator and in openssl. */
class SecureListenerIT {
    private static final List<String> NAMES = List.of("localhost", "127.0.0.1");
    private static final String CHECKS = "ocpp_gateway_tls_client_certificate_checks_total";
    private static final String RELOADS = "ocpp_gateway_tls_reloads_total";

    private static final String REQUEST = "GET /ocpp/CP-001 HTTP/1.0\r\nHost: localhost\r\n\r\n";

    @TempDir
    Path directory;

    private final int port = Ports.free();
    private Path files = Path.of("");
    private @Nullable DevelopmentCa opened;

    @BeforeEach
    void createAuthority() throws IOException {
        files = Files.createDirectory(directory.resolve("tls"));
        opened = DevelopmentCa.open(files, Clock.systemUTC());
        authority().server(NAMES);
    }

    private DevelopmentCa authority() {
        return Objects.requireNonNull(opened);
    }

    private Cluster start() throws InterruptedException {
        return Cluster.start(ClusterSettings.forTest(directory).with("""
            gateway.endpoint {
              tls-reload-interval = 200 ms
              listeners.wss {
                enabled = true
                port = %d
                tls {
                  certificates = [
                    { chain = "%2$s/server-rsa.pem", key = "%2$s/server-rsa.key" }
                    { chain = "%2$s/server-ec.pem", key = "%2$s/server-ec.key" }
                  ]
                  client-certificates = want
                  trusted-authorities = ["%2$s/ca.pem"]
                  revocation-lists = ["%2$s/revoked.crl"]
                }
              }
            }
            """.formatted(port, files)));
    }

    private FleetSettings fleet(int chargePoints) {
        return FleetSettings.of(URI.create("wss://localhost:" + port + "/ocpp"), chargePoints)
                .withTls(new FleetSettings.Tls(authority().certificate(), files.resolve("stations")));
    }

    private static void awaitRegistered(Fleet fleet, int chargePoints) {
        await().atMost(Cluster.TIMEOUT).until(() -> fleet.stats().count(FleetCount.REGISTERED) == chargePoints);
    }

    private String openssl(String... options) throws IOException, InterruptedException {
        return opensslSaying("", options);
    }

    private String opensslSaying(String input, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "openssl",
                "s_client",
                "-connect",
                "127.0.0.1:" + port,
                "-CAfile",
                files.resolve("ca.pem").toString()));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            // It has ended without reading; its output says why.
            assertFalse(input.isEmpty());
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    @Test
    void opensslAgreesOnVersionsSuitesAndResumption() throws Exception {
        try (Cluster cluster = start()) {
            for (String version : List.of("TLSv1.2", "TLSv1.3")) {
                String output = openssl(
                        "-" + version.toLowerCase(Locale.ROOT).replace("v", "").replace('.', '_'));
                assertTrue(output.contains("New, " + version) && output.contains("Verify return code: 0 (ok)"), output);
            }
            for (String signature : List.of("ECDSA", "RSA")) {
                String output = openssl("-tls1_2", "-cipher", "ECDHE-" + signature + "-AES128-GCM-SHA256");
                assertTrue(output.contains("Cipher is ECDHE-" + signature), output);
            }
            String withoutForwardSecrecy = openssl("-tls1_2", "-cipher", "AES128-GCM-SHA256");
            assertTrue(withoutForwardSecrecy.contains("Cipher is (NONE)"), withoutForwardSecrecy);
            assertResumes("-tls1_2");
            assertResumes("-tls1_3");
            assertRefusesTheCertificateOfAnotherAuthority();
            String old = openssl("-tls1_1", "-cipher", "DEFAULT@SECLEVEL=0");
            assertTrue(old.contains("Cipher is (NONE)"), old);
            await().until(() ->
                    Metrics.of(cluster.gateway()).sum("ocpp_gateway_tls_failures_total{reason=\"protocol_version\"}")
                            == 1);
        }
    }

    /** With a server name and both certificates, which broke the resumption of TLS 1.2 in the key manager of Jetty. */
    private void assertResumes(String version) throws IOException, InterruptedException {
        String session = directory.resolve("session").toString();
        opensslSaying(REQUEST, version, "-servername", "localhost", "-ign_eof", "-sess_out", session);
        String resumed = opensslSaying(REQUEST, version, "-servername", "localhost", "-ign_eof", "-sess_in", session);
        assertTrue(resumed.contains("Reused, TLSv1."), resumed);
        assertTrue(resumed.contains("HTTP/1.1 426"), resumed);
    }

    private void assertRefusesTheCertificateOfAnotherAuthority() throws IOException, InterruptedException {
        DevelopmentCa other =
                DevelopmentCa.open(Files.createDirectory(directory.resolve("stranger")), Clock.systemUTC());
        DevelopmentCa.PemFiles station = other.station("CP-001");
        String refused = opensslSaying(
                REQUEST,
                "-tls1_3",
                "-cert",
                station.chain().toString(),
                "-key",
                station.key().toString(),
                "-ign_eof");
        assertTrue(refused.contains("alert certificate unknown"), refused);
    }

    @Test
    void filesAreReplacedUnderOpenConnections() throws Exception {
        int chargePoints = 300;
        DevelopmentCa other = DevelopmentCa.open(Files.createDirectory(directory.resolve("other")), Clock.systemUTC());
        authority().station("CP-001");
        authority().station("LATER-001");
        try (Cluster cluster = start();
                Fleet fleet = Fleet.start(fleet(chargePoints), FleetObserver.NONE)) {
            awaitRegistered(fleet, chargePoints);
            // A slow machine may cut handshakes before all are connected.
            long endedBefore = fleet.stats().connectionsEnded();
            List<String> before = served();

            for (DevelopmentCa.PemFiles renewed : other.server(NAMES)) {
                replace(renewed.key(), files.resolve(renewed.key().getFileName()));
                replace(renewed.chain(), files.resolve(renewed.chain().getFileName()));
            }
            await().until(() -> served().stream().noneMatch(before::contains));

            double reloads = Metrics.of(cluster.gateway()).sum(RELOADS);
            authority().revoke("LATER-001");
            await().until(() -> Metrics.of(cluster.gateway()).sum(RELOADS) > reloads);
            FleetSettings revoked = fleet(1).withIdPrefix("LATER-")
                    .withTls(new FleetSettings.Tls(other.certificate(), files.resolve("stations")));
            try (Fleet late = Fleet.start(revoked, FleetObserver.NONE)) {
                await().atMost(Cluster.TIMEOUT)
                        .until(() ->
                                Metrics.of(cluster.gateway()).sum(CHECKS + "{listener=\"wss\",outcome=\"revoked\"}")
                                        > 0);
                assertEquals(0, late.stats().count(FleetCount.CONNECTIONS));
            }
            assertEquals(chargePoints, fleet.stats().count(FleetCount.CONNECTED));
            assertEquals(endedBefore, fleet.stats().connectionsEnded());
        }
    }

    /** Atomically, and the key before the chain, so that the gateway may also see one without the other. */
    private static void replace(Path from, Path to) throws IOException {
        Path copy = Files.copy(from, to.resolveSibling(to.getFileName() + ".new"), StandardCopyOption.REPLACE_EXISTING);
        Files.move(copy, to, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Returns the serial numbers of both certificates in new handshakes. */
    private List<String> served() throws Exception {
        List<String> serialNumbers = new ArrayList<>();
        for (String signature : List.of("ECDSA", "RSA")) {
            String output = openssl("-showcerts", "-tls1_2", "-cipher", "ECDHE-" + signature + "-AES128-GCM-SHA256");
            int begin = output.indexOf("-----BEGIN CERTIFICATE-----");
            X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(
                            new ByteArrayInputStream(output.substring(begin).getBytes(StandardCharsets.US_ASCII)));
            serialNumbers.add(certificate.getSerialNumber().toString());
        }
        return serialNumbers;
    }
}
