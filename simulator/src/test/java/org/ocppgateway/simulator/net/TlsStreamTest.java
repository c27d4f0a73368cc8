package org.ocppgateway.simulator.net;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client connection with TLS, against the TLS server of the JDK. */
@Timeout(180)
class TlsStreamTest {
    private static final String PASSWORD = "changeit";
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final ClientConnectionLimits LIMITS =
            new ClientConnectionLimits(LONG, Duration.ofSeconds(2), 4_000_000, 4_000_000);

    @TempDir
    private static Path directory;

    private static @Nullable KeyStore keys;

    private final NetworkLoop loop = new NetworkLoop("test", System::nanoTime, Duration.ofMillis(10), 1);
    private final RecordingListener listener = new RecordingListener();
    private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
    private final CountDownLatch mayRead = new CountDownLatch(1);

    /** The JDK's keytool creates a certificate for localhost. */
    @BeforeAll
    static void createKeys() throws Exception {
        Path file = directory.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        file.toString())
                .inheritIO()
                .start();
        assertEquals(0, keytool.waitFor());
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        keys = store;
    }

    @BeforeEach
    void startLoop() {
        loop.start();
    }

    @AfterEach
    void stopLoop() {
        mayRead.countDown();
        loop.close();
    }

    private static SSLContext context(TrustManager @Nullable [] trust) throws Exception {
        KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
        factory.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), trust, null);
        return context;
    }

    private static TrustManager[] trust() throws Exception {
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(keys);
        return factory.getTrustManagers();
    }

    private ScriptedServer server() throws Exception {
        return new ScriptedServer(context(null).getServerSocketFactory(), peer -> {
            peer.upgrade();
            awaitPermission();
            while (true) {
                String text = peer.read().text();
                texts.add(text);
                peer.text(text);
            }
        });
    }

    private void awaitPermission() throws IOException {
        try {
            mayRead.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private ClientConnection connect(ScriptedServer server, SSLContext context, String version) {
        ConnectionTarget plain = server.target("/x");
        ConnectionTarget target = new ConnectionTarget(
                plain.address(), plain.host(), plain.path(), plain.subprotocol(), null, null, () -> {
                    SSLEngine engine = context.createSSLEngine("localhost", 1);
                    engine.setUseClientMode(true);
                    engine.setEnabledProtocols(new String[] {version});
                    return engine;
                });
        CompletableFuture<ClientConnection> connection = new CompletableFuture<>();
        loop.execute(() -> connection.complete(loop.connect(target, listener, LIMITS)));
        return connection.join();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void textsArriveCompleteInBothDirections(String version) throws Exception {
        String longText = "ü".repeat(100_000);
        mayRead.countDown();
        try (ScriptedServer server = server()) {
            ClientConnection connection = connect(server, context(trust()), version);
            await().until(listener::isOpened);
            loop.execute(() -> connection.send("short"));
            loop.execute(() -> connection.send(longText));
            assertEquals("short", texts.take());
            assertEquals(longText, texts.take());
            assertEquals(List.of("short", longText), await().until(listener::texts, found -> found.size() == 2));
        }
    }

    @Test
    void bytesThatTheServerDoesNotReadYetAreKept() throws Exception {
        String text = "x".repeat(3_000_000);
        try (ScriptedServer server = server()) {
            ClientConnection connection = connect(server, context(trust()), "TLSv1.3");
            await().until(listener::isOpened);
            loop.execute(() -> connection.send(text));
            loop.execute(mayRead::countDown);
            assertEquals(text, texts.take());
        }
    }

    @Test
    void anUntrustedServerEndsTheAttempt() throws Exception {
        try (ScriptedServer server = server()) {
            connect(server, context(null), "TLSv1.3");
            CloseReason reason = await().until(listener::closeReason, found -> found != null);
            assertInstanceOf(CloseReason.Failed.class, reason);
        }
    }
}
