package org.ocppgateway.routing.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A self-signed certificate for 127.0.0.1, created by the JDK's keytool.
 *
 * @param keyStore certificate and key, PKCS12
 * @param trustStore the certificate alone, PKCS12
 */
record TestCertificate(Path keyStore, Path trustStore) {
    static final String PASSWORD = "changeit";

    static TestCertificate make(Path directory) throws Exception {
        Path keyStore = directory.resolve("broker.p12");
        Path trustStore = directory.resolve("trust.p12");
        String certificate = directory.resolve("broker.pem").toString();
        keytool(
                keyStore,
                "-genkeypair",
                "-alias",
                "broker",
                "-keyalg",
                "EC",
                "-dname",
                "CN=broker",
                "-ext",
                "SAN=ip:127.0.0.1");
        keytool(keyStore, "-exportcert", "-alias", "broker", "-rfc", "-file", certificate);
        keytool(trustStore, "-importcert", "-alias", "broker", "-noprompt", "-file", certificate);
        return new TestCertificate(keyStore, trustStore);
    }

    private static void keytool(Path store, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "keytool does not end");
        assertEquals(0, process.exitValue(), output);
    }
}
