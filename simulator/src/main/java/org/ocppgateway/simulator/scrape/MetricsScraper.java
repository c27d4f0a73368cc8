package org.ocppgateway.simulator.scrape;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Reads the metrics of all gateways at once. One thread at a time. */
public final class MetricsScraper implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final List<URI> pages;

    /** @param pages the gateways' metrics, for example {@code http://127.0.0.1:8081/metrics}; may be none */
    public MetricsScraper(List<URI> pages) {
        this.pages = List.copyOf(pages);
    }

    /** Of all gateways together; nothing if there are none, or one did not answer within seconds. */
    public Optional<GatewayMetrics> scrape() {
        if (pages.isEmpty()) {
            return Optional.empty();
        }
        List<CompletableFuture<GatewayMetrics>> requests =
                pages.stream().map(this::scrape).toList();
        try {
            return Optional.of(
                    requests.stream().map(CompletableFuture::join).reduce(GatewayMetrics.NONE, GatewayMetrics::plus));
        } catch (CompletionException e) {
            return Optional.empty();
        }
    }

    private CompletableFuture<GatewayMetrics> scrape(URI page) {
        HttpRequest request = HttpRequest.newBuilder(page).timeout(TIMEOUT).build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .thenApply(response -> GatewayMetrics.of(PrometheusText.sums(response.body())));
    }

    @Override
    public void close() {
        client.close();
    }
}
