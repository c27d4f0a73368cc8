package org.ocppgateway.gateway.admin;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page survives failures of threads, collectors and requests; over real HTTP. */
class MetricsPageTest {
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server, 1, 1);
    private final AtomicInteger answered = new AtomicInteger();
    private volatile boolean threadsExhausted;
    private volatile boolean callbacksThrow;
    private final CountDownLatch collection = new CountDownLatch(1);

    private final ThreadFactory threads = task -> {
        if (threadsExhausted) {
            throw new OutOfMemoryError("unable to create native thread");
        }
        return Thread.ofPlatform().daemon().unstarted(task);
    };
    private final MetricsPage page = new MetricsPage(registry, threads);

    @BeforeEach
    void start() throws Exception {
        Counter.builder().name("requests_total").register(registry).inc();
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract.NonBlocking() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                page.answer(request, response, callbacksThrow ? throwing(callback) : callback);
                answered.incrementAndGet();
                return true;
            }
        });
        server.start();
    }

    /** Completes the request, and then fails as a broken server would. */
    private static Callback throwing(Callback callback) {
        return Callback.from(
                () -> {
                    callback.succeeded();
                    throw new IllegalStateException("broken after success");
                },
                failure -> {
                    callback.failed(failure);
                    throw new IllegalStateException("broken after failure");
                });
    }

    @AfterEach
    void stop() throws Exception {
        client.shutdownNow();
        server.stop();
    }

    private CompletableFuture<HttpResponse<String>> request() {
        URI uri = URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/metrics");
        return client.sendAsync(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private void assertServed() {
        HttpResponse<String> response = request().join();
        assertEquals(200, response.statusCode());
        assertTrue(response.body().contains("requests_total 1.0"), response.body());
    }

    @Test
    void aThreadThatCannotBeStartedFailsTheRequestAndNoLaterOne() {
        threadsExhausted = true;
        assertEquals(500, request().join().statusCode());
        assertEquals(500, request().join().statusCode());
        threadsExhausted = false;
        assertServed();
    }

    @Test
    void aCollectorThatFailsAndACallbackThatThrowsFailNoLaterRequest() {
        AtomicInteger collections = new AtomicInteger();
        GaugeWithCallback.builder()
                .name("broken")
                .callback(unused -> {
                    if (collections.incrementAndGet() == 1) {
                        throw new OutOfMemoryError("Java heap space");
                    }
                })
                .register(registry);
        callbacksThrow = true;
        assertEquals(500, request().join().statusCode());
        assertEquals(200, request().join().statusCode());
        callbacksThrow = false;
        assertServed();
    }

    @Test
    void requestsThatWaitAreBounded() {
        GaugeWithCallback.builder()
                .name("slow")
                .callback(unused -> awaitCollection())
                .register(registry);
        CompletableFuture<HttpResponse<String>> first = request();
        await().until(() -> answered.get() == 1);
        List<CompletableFuture<HttpResponse<String>>> waiting = Stream.generate(this::request)
                .limit(MetricsPage.MAX_PENDING + 1)
                .toList();
        await().until(() -> waiting.stream().anyMatch(CompletableFuture::isDone));
        collection.countDown();
        assertEquals(200, first.join().statusCode());
        long failed =
                waiting.stream().filter(each -> each.join().statusCode() == 500).count();
        assertTrue(failed == 1 || failed == 2, failed + " failed");
    }

    private void awaitCollection() {
        try {
            collection.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
