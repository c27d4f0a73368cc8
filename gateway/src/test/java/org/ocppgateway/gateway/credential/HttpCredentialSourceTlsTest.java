package org.ocppgateway.gateway.credential;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ocppgateway.protocol.ChargePointId;

/** Against a real HTTPS server whose certificate signs itself. */
class HttpCredentialSourceTlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    Path directory;

    private final List<HttpsServer> servers = new ArrayList<>();

    @AfterEach
    void stop() {
        servers.forEach(server -> server.stop(0));
    }

    /** A server whose certificate has that subject alternative name, and what a client needs to trust it. */
    private record Service(URI url, SSLContext trust) {}

    private Service start(String alternativeName) throws Exception {
        Path store = directory.resolve("server.p12");
        keytool(
                store,
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=hook",
                "-ext",
                alternativeName);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        servers.add(server);
        server.setHttpsConfigurator(new HttpsConfigurator(context(store, true)));
        server.createContext("/", exchange -> {
            byte[] body = "{\"profile\":1}".getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return new Service(URI.create("https://127.0.0.1:" + server.getAddress().getPort()), context(store, false));
    }

    private static void keytool(Path store, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(
                List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", String.valueOf(PASSWORD)));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "keytool does not end");
        assertEquals(0, process.exitValue(), output);
    }

    /** Trusts the server's certificate; has its key, too, if it is for the server. */
    private static SSLContext context(Path store, boolean withKey) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream input = Files.newInputStream(store)) {
            keys.load(input, PASSWORD);
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", keys.getCertificate("server"));
        KeyManagerFactory keyManagers = KeyManagerFactory.getInstance("PKIX");
        keyManagers.init(keys, PASSWORD);
        TrustManagerFactory trustManagers = TrustManagerFactory.getInstance("PKIX");
        trustManagers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(withKey ? keyManagers.getKeyManagers() : null, trustManagers.getTrustManagers(), null);
        return context;
    }

    private static CredentialLookup find(URI url, SSLContext trust) throws Exception {
        HttpCredentialSettings settings =
                new HttpCredentialSettings(url, Map.of(), Duration.ofSeconds(30), 1, 1, 3, Duration.ofMinutes(1));
        try (HttpCredentialSource source =
                new HttpCredentialSource(settings, trust, System::nanoTime, new PrometheusRegistry())) {
            return source.find(new ChargePointId("CP-1"));
        }
    }

    @Test
    void aServiceWhoseCertificateIsTrustedIsAsked() throws Exception {
        Service service = start("SAN=ip:127.0.0.1");
        assertInstanceOf(CredentialLookup.Found.class, find(service.url(), service.trust()));
        assertUnavailable(find(service.url(), SSLContext.getDefault()));
    }

    @Test
    void aServiceWhoseCertificateHasAnotherNameIsUnavailable() throws Exception {
        Service service = start("SAN=dns:hook.example");
        assertUnavailable(find(service.url(), service.trust()));
    }

    private static void assertUnavailable(CredentialLookup lookup) {
        String reason =
                assertInstanceOf(CredentialLookup.Unavailable.class, lookup).reason();
        assertTrue(reason.contains("SSLHandshakeException"), reason);
    }
}
