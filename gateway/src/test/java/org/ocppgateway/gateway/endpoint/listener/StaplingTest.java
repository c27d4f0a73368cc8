package org.ocppgateway.gateway.endpoint.listener;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.ocppgateway.gateway.tls.CertificateFiles;
import org.ocppgateway.gateway.tls.TestAuthority;
import org.ocppgateway.gateway.tls.TestCertificate;
import org.ocppgateway.protocol.testing.TestPorts;

/** OCSP stapling by the JDK's own property, which the certificates page documents. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class StaplingTest {
    private static final String ENABLED = "jdk.tls.server.enableStatusRequestExtension";
    private static final String RESPONDER = "jdk.tls.stapling.responderURI";

    /** Without an answer within this time in ms the JDK staples nothing. */
    private static final String RESPONSE_TIMEOUT = "jdk.tls.stapling.responseTimeout";

    @TempDir
    private Path directory;

    @Test
    void theJdkStaplesTheAnswerOfAResponder() throws Exception {
        OpenSsl.require();
        TestAuthority issuing = TestAuthority.root("CN=Server Root").intermediate("CN=Server Issuing");
        TestCertificate server = issuing.server("EC", "gateway.example");
        TestCertificate signer = issuing.client("CN=Responder");
        int port = TestPorts.free();
        Process responder = responder(issuing, server, signer.write(directory, "signer"), port);
        System.setProperty(ENABLED, "true");
        System.setProperty(RESPONDER, "http://127.0.0.1:" + port);
        System.setProperty(RESPONSE_TIMEOUT, "60000");
        try (ListenerFixture fixture =
                ListenerFixture.tls(ListenerFixture.settings(server.write(directory, "server")))) {
            for (String version : new String[] {"-tls1_2", "-tls1_3"}) {
                String output = OpenSsl.client(fixture.port(), version, "-status");
                assertTrue(output.contains("OCSP Response Status: successful"), output);
                assertTrue(output.contains("Cert Status: good"), output);
            }
        } finally {
            System.clearProperty(ENABLED);
            System.clearProperty(RESPONDER);
            System.clearProperty(RESPONSE_TIMEOUT);
            responder.destroy();
            responder.waitFor();
        }
    }

    private Process responder(TestAuthority issuing, TestCertificate server, CertificateFiles signer, int port)
            throws IOException {
        String expiry = DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'", Locale.ROOT)
                .withZone(ZoneOffset.UTC)
                .format(Instant.now().plus(Duration.ofDays(1)));
        String serial = server.leaf().getSerialNumber().toString(16).toUpperCase(Locale.ROOT);
        String even = serial.length() % 2 == 0 ? serial : "0" + serial;
        Path index = Files.writeString(
                directory.resolve("index"), "V\t" + expiry + "\t\t" + even + "\tunknown\t/CN=gateway.example\n");
        Path authority = issuing.write(directory.resolve("issuing.pem"));
        Process process = new ProcessBuilder(
                        "openssl",
                        "ocsp",
                        "-index",
                        index.toString(),
                        "-port",
                        Integer.toString(port),
                        "-CA",
                        authority.toString(),
                        "-rsigner",
                        signer.chain().toString(),
                        "-rkey",
                        signer.privateKey().toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("responder.log").toFile())
                .start();
        // A probe of its port would block it: it waits for the request of each connection.
        Path log = directory.resolve("responder.log");
        await().until(() -> Files.readString(log).contains("waiting for OCSP client connections"));
        return process;
    }
}
