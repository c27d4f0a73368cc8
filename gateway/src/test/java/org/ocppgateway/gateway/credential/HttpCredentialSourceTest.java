package org.ocppgateway.gateway.credential;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ocppgateway.gateway.testing.Metrics;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.SecurityProfile;
import org.ocppgateway.routing.credential.CredentialEntryJson;

/** Against a real HTTP server. */
class HttpCredentialSourceTest {
    private static final ChargePointId ID = new ChargePointId("CP-1");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final AtomicReference<HttpHandler> handler = new AtomicReference<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicLong offset = new AtomicLong();
    private HttpServer server;
    private @Nullable HttpCredentialSource source;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            Objects.requireNonNull(handler.get()).handle(exchange);
        });
        server.start();
    }

    @AfterEach
    void stop() {
        if (source != null) {
            source.close();
        }
        server.stop(0);
        threads.shutdownNow();
    }

    private HttpCredentialSource source(Duration timeout, int concurrency, int waiting) throws Exception {
        return source("/hook", timeout, concurrency, waiting);
    }

    private HttpCredentialSource source(String path, Duration timeout, int concurrency, int waiting) throws Exception {
        source = new HttpCredentialSource(
                new HttpCredentialSettings(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path),
                        Map.of("Authorization", "Bearer canary", "X-Tenant", "7"),
                        timeout,
                        concurrency,
                        waiting,
                        3,
                        Duration.ofMinutes(1)),
                SSLContext.getDefault(),
                () -> System.nanoTime() + offset.get(),
                registry);
        return source;
    }

    private HttpCredentialSource source() throws Exception {
        return source(PATIENCE, 4, 4);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    private static String reason(CredentialLookup lookup) {
        return assertInstanceOf(CredentialLookup.Unavailable.class, lookup).reason();
    }

    @Test
    void anEntryIsAskedForByItsIdentityWithTheConfiguredHeaders() throws Exception {
        AtomicReference<String> seen = new AtomicReference<>();
        handler.set(exchange -> {
            seen.set(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath() + " "
                            + exchange.getRequestHeaders().getFirst("Authorization") + " "
                            + exchange.getRequestHeaders().getFirst("X-Tenant"));
            answer(exchange, 200, "{\"profile\":2,\"passwordHash\":\"$x\",\"more\":{}}");
        });
        CredentialLookup.Found found =
                assertInstanceOf(CredentialLookup.Found.class, source().find(new ChargePointId("RDAM 12|3+%")));
        assertEquals(SecurityProfile.BASIC_OVER_TLS, found.entry().profile());
        assertEquals(CredentialSource.Name.HTTP, found.source());
        assertFalse(found.stale());
        assertEquals("GET /hook/RDAM%2012%7C3%2B%25 Bearer canary 7", seen.get());
        assertEquals(1, Metrics.value(registry, "credential_request_duration_seconds"));
    }

    @Test
    void aSlashAtTheEndOfTheUrlIsNotDoubled() throws Exception {
        AtomicReference<String> seen = new AtomicReference<>();
        handler.set(exchange -> {
            seen.set(exchange.getRequestURI().getRawPath());
            answer(exchange, 404, "");
        });
        assertEquals(new CredentialLookup.Unknown(), source("/", PATIENCE, 4, 4).find(ID));
        assertEquals("/CP-1", seen.get());
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 204, 301, 302, 307, 400, 401, 403, 405, 410, 429, 500, 502, 503, 504})
    void anyOtherStatusIsNoAnswer(int status) throws Exception {
        handler.set(exchange -> {
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            answer(exchange, status, "");
        });
        assertEquals("it answers with status " + status, reason(source().find(ID)));
        assertEquals(1, requests.get(), "no redirect is followed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "[]", "{\"profile\":9}", "<html>login</html>"})
    void anAnswerThatIsNoEntryIsNoAnswer(String body) throws Exception {
        handler.set(exchange -> answer(exchange, 200, body));
        assertTrue(reason(source().find(ID)).startsWith("invalid entry: "));
    }

    @Test
    void anAnswerThatIsTooLongOrNeverEndsIsCutOff() throws Exception {
        handler.set(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                byte[] blanks = " ".repeat(1000).getBytes(UTF_8);
                for (int i = 0; i < 1_000_000; i++) {
                    body.write(blanks);
                }
            }
        });
        String reason = reason(source().find(ID));
        assertTrue(reason.contains("longer than " + CredentialEntryJson.MAX_LENGTH), reason);
    }

    @Test
    void headersOrABodyThatDoNotComeCostTheTimeoutAndNoMore() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        handler.set(exchange -> {
            if (requests.get() == 2) {
                exchange.sendResponseHeaders(200, 100);
                exchange.getResponseBody().write("{\"profile\"".getBytes(UTF_8));
                exchange.getResponseBody().flush();
            }
            awaitQuietly(end);
        });
        HttpCredentialSource impatient = source(Duration.ofMillis(200), 4, 4);
        assertEquals("no answer within 200 ms", reason(impatient.find(ID)));
        assertEquals("no answer within 200 ms", reason(impatient.find(ID)));
        end.countDown();
    }

    @Test
    void aServiceThatIsNotThereIsUnavailable() throws Exception {
        HttpCredentialSource lonely = source();
        server.stop(0);
        assertTrue(reason(lonely.find(ID)).contains("ConnectException"));
    }

    @Test
    void afterFailuresInARowTheServiceIsLeftAloneAndTriedAgain() throws Exception {
        handler.set(exchange -> answer(exchange, 503, ""));
        HttpCredentialSource careful = source();
        for (int i = 0; i < 3; i++) {
            careful.find(ID);
        }
        assertEquals("left alone for a while after it did not answer", reason(careful.find(ID)));
        assertEquals(3, requests.get());
        assertEquals(1, Metrics.value(registry, "credential_service_paused"));
        handler.set(exchange -> answer(exchange, 404, ""));
        offset.set(Duration.ofMinutes(1).toNanos());
        assertEquals(new CredentialLookup.Unknown(), careful.find(ID));
        assertEquals(new CredentialLookup.Unknown(), careful.find(ID));
        assertEquals(0, Metrics.value(registry, "credential_service_paused"));
    }

    @Test
    void aStrangersIdentityThatTheServiceChokesOnPausesNothing() throws Exception {
        handler.set(exchange -> answer(exchange, 500, ""));
        HttpCredentialSource robust = source();
        for (int i = 0; i < 20; i++) {
            assertEquals("it answers with status 500", reason(robust.find(ID)));
        }
        assertEquals(20, requests.get());
    }

    @Test
    void requestsAtATimeAreBoundedFewWaitAndTheRestIsTurnedAway() throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch go = new CountDownLatch(1);
        handler.set(exchange -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            awaitQuietly(go);
            running.decrementAndGet();
            answer(exchange, 404, "");
        });
        HttpCredentialSource bounded = source(PATIENCE, 2, 3);
        List<Future<CredentialLookup>> lookups = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            lookups.add(threads.submit(() -> bounded.find(ID)));
        }
        await().until(() -> running.get() == 2 && Metrics.value(registry, "credential_requests_waiting") == 3);
        assertEquals("too many lookups wait for it", reason(bounded.find(ID)));
        go.countDown();
        for (Future<CredentialLookup> lookup : lookups) {
            assertEquals(new CredentialLookup.Unknown(), lookup.get());
        }
        assertEquals(2, most.get());
    }

    @Test
    void aUrlThatCannotWorkIsRefusedAndNoHeaderIsPrinted() {
        for (String url :
                List.of("ftp://a/b", "/relative", "http://user:pw@host/", "http://host/?x=1", "http://host/#f")) {
            assertThrows(IllegalArgumentException.class, () -> settings(url), url);
        }
        assertEquals(
                "HttpCredentialSettings[url=https://host/hook, headers=[Authorization]]",
                settings("https://host/hook").toString());
    }

    private static HttpCredentialSettings settings(String url) {
        return new HttpCredentialSettings(
                URI.create(url), Map.of("Authorization", "Bearer canary"), PATIENCE, 1, 1, 1, PATIENCE);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
