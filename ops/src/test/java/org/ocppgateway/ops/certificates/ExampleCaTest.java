package org.ocppgateway.ops.certificates;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
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

/** The script {@code ops/ca}: the gateway takes what it makes. */
class ExampleCaTest {
    @TempDir
    private Path directory;

    @BeforeEach
    void requireOpenssl() {
        boolean found = Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(path -> Files.isExecutable(Path.of(path, "openssl")));
        if (!found) {
            System.out.println("SKIPPED: openssl is not installed; ops/ca needs it");
            Assumptions.abort("openssl is not installed; ops/ca needs it");
        }
    }

    private String run(int expected, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(expected, process.waitFor(), output);
        return output;
    }

    private String ca(String... arguments) throws IOException, InterruptedException {
        return run(0, command(arguments));
    }

    private static String[] command(String... arguments) {
        Path script = Stream.of(Path.of("ca"), Path.of("ops/ca"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
        return Stream.concat(Stream.of(script.toAbsolutePath().toString()), Arrays.stream(arguments))
                .toArray(String[]::new);
    }

    private ReloadableTls gateway() throws Exception {
        return new ReloadableTls(
                "test",
                new TlsSettings(
                        List.of(server("rsa"), server("ec")),
                        ClientAuthentication.NEED,
                        List.of(directory.resolve("root.pem")),
                        List.of(directory.resolve("lists.pem")),
                        StaleRevocation.REFUSE,
                        Duration.ofHours(1),
                        100,
                        ProtocolOptions.DEFAULT),
                InstantSource.system(),
                new TlsMetrics(new PrometheusRegistry()));
    }

    private CertificateFiles server(String type) {
        String name = "server-gateway.example-" + type;
        return new CertificateFiles(directory.resolve(name + ".pem"), directory.resolve(name + ".key"));
    }

    private static List<X509Certificate> chain(Path file) throws Exception {
        List<X509Certificate> chain = new ArrayList<>();
        try (InputStream in = Files.newInputStream(file)) {
            CertificateFactory.getInstance("X.509")
                    .generateCertificates(in)
                    .forEach(certificate -> chain.add((X509Certificate) certificate));
        }
        return chain;
    }

    @Test
    void theGatewayTakesItsCertificatesAndItsRevocations() throws Exception {
        String home = directory.toString();
        ca("init", home, "My CPO");
        ca("server", home, "gateway.example", "127.0.0.1");
        ca("station", home, "CP-1");
        ca("station", home, "RDAM|123");
        ReloadableTls gateway = gateway();
        Path first = directory.resolve("stations/CP-1.pem");
        CertificateVerdict.Accepted accepted =
                assertInstanceOf(CertificateVerdict.Accepted.class, gateway.check(chain(first)));
        assertEquals(Optional.of("CP-1"), accepted.name().commonName());
        // openssl writes the CN first, so RFC 2253 shows it last.
        assertEquals("O=My CPO,CN=CP-1", accepted.name().toString());
        ca("revoke", home, first.toString());
        gateway.refresh();
        assertEquals(
                CertificateProblem.REVOKED,
                assertInstanceOf(CertificateVerdict.Refused.class, gateway.check(chain(first)))
                        .refusal()
                        .problem());
        assertInstanceOf(
                CertificateVerdict.Accepted.class, gateway.check(chain(directory.resolve("stations/RDAM|123.pem"))));
    }

    @Test
    void aRequestOfAChargePointIsSigned() throws Exception {
        String home = directory.toString();
        ca("init", home);
        Path request = directory.resolve("request.csr");
        run(
                0,
                "openssl",
                "req",
                "-new",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-keyout",
                home + "/x.key",
                "-subj",
                "/O=Example/CN=SN-4711",
                "-out",
                request.toString());
        Path signed = directory.resolve("signed.pem");
        Files.writeString(signed, ca("sign", home, request.toString()));
        assertEquals(2, chain(signed).size());
        assertTrue(chain(signed).getFirst().getSubjectX500Principal().getName().contains("CN=SN-4711"));
    }

    @Test
    void mistakesAreExplained() throws Exception {
        String home = directory.toString();
        assertTrue(run(1, command("station", home, "CP-1")).contains("ops/ca init"));
        ca("init", home);
        assertTrue(run(1, command("init", home)).contains("already"));
        assertTrue(run(1, command("station", home, "../x")).contains("slash"));
        assertTrue(run(1, command("revoke", home, home + "/none.pem")).contains("readable"));
        assertTrue(run(2, command("frobnicate", home)).contains("usage"));
    }
}
