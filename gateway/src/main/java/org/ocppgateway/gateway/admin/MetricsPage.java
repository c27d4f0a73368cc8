package org.ocppgateway.gateway.admin;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Serves the metrics as text. One thread at a time collects them and answers all requests that arrived until then. Concurrent requests
 * therefore cost as much as one, and do not occupy the server threads that serve the health pages.
 */
final class MetricsPage {
    private final PrometheusRegistry registry;
    private final ExpositionFormats formats = ExpositionFormats.init();
    private List<PendingRequest> pending = new ArrayList<>();
    private boolean collecting;

    private record PendingRequest(ExpositionFormatWriter format, Response response, Callback callback) {}

    MetricsPage(PrometheusRegistry registry) {
        this.registry = registry;
    }

    /** Answers in Prometheus text format, or in OpenMetrics format if the client accepts it. Answers on another thread; does not block. */
    void answer(Request request, Response response, Callback callback) {
        ExpositionFormatWriter format = formats.findWriter(request.getHeaders().get(HttpHeader.ACCEPT));
        synchronized (this) {
            pending.add(new PendingRequest(format, response, callback));
            if (collecting) {
                return;
            }
            collecting = true;
        }
        Thread.ofPlatform().name("metrics").daemon().start(this::answerAll);
    }

    private void answerAll() {
        for (List<PendingRequest> next = next(); !next.isEmpty(); next = next()) {
            try {
                answer(next, registry.scrape());
            } catch (IOException | RuntimeException | Error e) {
                next.forEach(request -> request.callback().failed(e));
            }
        }
    }

    private synchronized List<PendingRequest> next() {
        List<PendingRequest> next = pending;
        pending = new ArrayList<>();
        collecting = !next.isEmpty();
        return next;
    }

    private static void answer(List<PendingRequest> requests, MetricSnapshots metrics) throws IOException {
        for (ExpositionFormatWriter format :
                requests.stream().map(PendingRequest::format).distinct().toList()) {
            ByteArrayOutputStream page = new ByteArrayOutputStream(64 * 1024);
            format.write(page, metrics);
            ByteBuffer content = ByteBuffer.wrap(page.toByteArray());
            for (PendingRequest request : requests) {
                if (request.format().equals(format)) {
                    request.response().getHeaders().put(HttpHeader.CONTENT_TYPE, format.getContentType());
                    request.response().write(true, content.duplicate(), request.callback());
                }
            }
        }
    }
}
