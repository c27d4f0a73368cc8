package org.ocppgateway.routing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A self-signed certificate for 127.0.0.1, created by the JDK's keytool.
 *
 * @param keyStore certificate and key, PKCS12
 * @param trustStore the certificate alone, PKCS12
 * @param certificate PEM
 * @param key PEM
 */
public record TestCertificate(Path keyStore, Path trustStore, Path certificate, Path key) {
    public static final String PASSWORD = "changeit";

    /** @param name common name, and the beginning of the names of the files */
    public static TestCertificate make(Path directory, String name) throws Exception {
        TestCertificate made = new TestCertificate(
                directory.resolve(name + ".p12"),
                directory.resolve(name + "-trust.p12"),
                directory.resolve(name + ".pem"),
                directory.resolve(name + ".key"));
        keytool(
                made.keyStore,
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "SAN=ip:127.0.0.1");
        keytool(made.keyStore, "-exportcert", "-alias", name, "-rfc", "-file", made.certificate.toString());
        keytool(made.trustStore, "-importcert", "-alias", name, "-noprompt", "-file", made.certificate.toString());
        Key key = KeyStore.getInstance(made.keyStore.toFile(), PASSWORD.toCharArray())
                .getKey(name, PASSWORD.toCharArray());
        Files.writeString(
                made.key,
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
        return made;
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
