package org.ocppgateway.gateway.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys as openssl writes them. */
class PrivateKeysTest {
    private static final Path NAME = Path.of("some.key");

    @TempDir
    private Path directory;

    private PrivateKey read(String command) throws Exception {
        Programs.require("openssl");
        Path file = directory.resolve("key.pem");
        String output = Programs.run("", List.of("sh", "-c", "cd " + directory + " && " + command + " > key.pem"));
        assertTrue(Files.size(file) > 0, output);
        return PrivateKeys.read(file, Files.readAllBytes(file));
    }

    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 | RSA",
                "openssl genrsa -traditional 2048 | RSA",
                "openssl genrsa -traditional 4096 | RSA",
                "openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 | EC",
                "openssl ecparam -name prime256v1 -genkey -noout | EC",
                "openssl ecparam -name secp384r1 -genkey | EC",
                "openssl ecparam -name secp521r1 -genkey -noout | EC",
                "openssl genpkey -algorithm ED25519 | EdDSA",
                "openssl genpkey -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 | RSASSA-PSS",
            })
    void keysOfEveryFormAreRead(String command, String algorithm) throws Exception {
        assertEquals(algorithm, read(command).getAlgorithm());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "openssl genpkey -algorithm RSA -aes256 -pass pass:x",
                "openssl genrsa -traditional -aes256 -passout pass:x 2048",
            })
    void anEncryptedKeyIsRefusedWithTheRemedy(String command) {
        InvalidTlsFilesException e = assertThrows(InvalidTlsFilesException.class, () -> read(command));
        assertTrue(e.toString().contains("encrypted") && e.toString().contains("openssl pkey"), e.toString());
    }

    @Test
    void otherFormsGiveTheSameKey() throws Exception {
        PrivateKey rsa = read("openssl genrsa -traditional 2048 | tee rsa.pem");
        assertArrayEquals(rsa.getEncoded(), read("openssl pkey -in rsa.pem").getEncoded());
        PrivateKey ec = read("openssl ecparam -name prime256v1 -genkey -noout | tee ec.pem");
        assertEquals(((ECPrivateKey) ec).getS(), ((ECPrivateKey) read("openssl pkey -in ec.pem")).getS());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | found none",
                "-----BEGIN CERTIFICATE-----\\n-----END CERTIFICATE-----\\n | found none",
                "-----BEGIN PRIVATE KEY-----\\nAAAA\\n-----END PRIVATE KEY-----\\n | damaged",
                "-----BEGIN RSA PRIVATE KEY-----\\nAAAA\\n-----END RSA PRIVATE KEY-----\\n | damaged",
                "-----BEGIN EC PRIVATE KEY-----\\nAAAA\\n-----END EC PRIVATE KEY-----\\n | curve",
                "-----BEGIN DSA PRIVATE KEY-----\\nAAAA\\n-----END DSA PRIVATE KEY-----\\n | not supported",
                "-----BEGIN PRIVATE KEY-----\\n!!\\n-----END PRIVATE KEY-----\\n | base64",
                "-----BEGIN PRIVATE KEY-----\\nAAAA\\n | no end",
            })
    void whatIsNoKeyIsRefusedByFileName(String text, String problem) {
        byte[] file = text.replace("\\n", "\n").getBytes(StandardCharsets.US_ASCII);
        InvalidTlsFilesException e = assertThrows(InvalidTlsFilesException.class, () -> PrivateKeys.read(NAME, file));
        assertTrue(e.toString().contains(NAME + ":"), e.toString());
        assertTrue(e.toString().contains(problem), e.toString());
    }

    @Test
    void twoKeysAreRefused() {
        String key = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n";
        byte[] file = (key + key).getBytes(StandardCharsets.US_ASCII);
        assertTrue(assertThrows(InvalidTlsFilesException.class, () -> PrivateKeys.read(NAME, file))
                .toString()
                .contains("found 2"));
    }
}
