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
 * The metrics as text. One thread at a time collects them, for all requests that have come by then: however many ask, the cost is that of
 * one, and no thread of the server is kept from the health pages.
 */
final class MetricsPage {
    private final PrometheusRegistry registry;
    private final ExpositionFormats formats = ExpositionFormats.init();
    private List<Waiting> waiting = new ArrayList<>();
    private boolean collecting;

    private record Waiting(ExpositionFormatWriter format, Response response, Callback callback) {}

    MetricsPage(PrometheusRegistry registry) {
        this.registry = registry;
    }

    /** Answers in Prometheus text, or OpenMetrics if that is accepted; later, on another thread. Does not block. */
    void answer(Request request, Response response, Callback callback) {
        ExpositionFormatWriter format = formats.findWriter(request.getHeaders().get(HttpHeader.ACCEPT));
        synchronized (this) {
            waiting.add(new Waiting(format, response, callback));
            if (collecting) {
                return;
            }
            collecting = true;
        }
        Thread.ofPlatform().name("metrics").daemon().start(this::answerAll);
    }

    private void answerAll() {
        for (List<Waiting> next = next(); !next.isEmpty(); next = next()) {
            try {
                answer(next, registry.scrape());
            } catch (IOException | RuntimeException | Error e) {
                next.forEach(one -> one.callback().failed(e));
            }
        }
    }

    private synchronized List<Waiting> next() {
        List<Waiting> next = waiting;
        waiting = new ArrayList<>();
        collecting = !next.isEmpty();
        return next;
    }

    private static void answer(List<Waiting> requests, MetricSnapshots metrics) throws IOException {
        for (ExpositionFormatWriter format :
                requests.stream().map(Waiting::format).distinct().toList()) {
            ByteArrayOutputStream page = new ByteArrayOutputStream(64 * 1024);
            format.write(page, metrics);
            ByteBuffer content = ByteBuffer.wrap(page.toByteArray());
            for (Waiting one : requests) {
                if (one.format().equals(format)) {
                    one.response().getHeaders().put(HttpHeader.CONTENT_TYPE, format.getContentType());
                    one.response().write(true, content.duplicate(), one.callback());
                }
            }
        }
    }
}
