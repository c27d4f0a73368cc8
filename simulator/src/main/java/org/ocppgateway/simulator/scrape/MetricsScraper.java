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

/** Reads the metrics of all gateways in parallel. Used by one thread at a time. */
public final class MetricsScraper implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final List<URI> pages;

    /** @param pages metrics URLs of the gateways, for example {@code http://127.0.0.1:8081/metrics}; can be empty */
    public MetricsScraper(List<URI> pages) {
        this.pages = List.copyOf(pages);
    }

    /**
     * Returns the sum over all gateways. Empty without gateways, or if a gateway does not answer within the timeout.
     */
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
