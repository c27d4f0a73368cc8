package org.ocppgateway.gateway.admin;

import static java.util.Objects.requireNonNull;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Serves the metrics as text. One thread at a time collects them and answers all requests that arrived until then. Concurrent requests
 * therefore cost as much as one, and do not occupy the server threads that serve the health pages.
 */
final class MetricsPage {
    /** Maximum number of requests that wait for the metrics: twice the connections of the admin port by default. */
    static final int MAX_PENDING = 256;

    private final PrometheusRegistry registry;
    private final ThreadFactory threads;
    private final ExpositionFormats formats = ExpositionFormats.init();
    private List<PendingRequest> pending = new ArrayList<>();
    private boolean collecting;

    private record PendingRequest(ExpositionFormatWriter format, Response response, Callback callback) {
        /** Throws nothing, so that a request that fails does not affect the others. */
        void answer(ByteBuffer page) {
            try {
                response.getHeaders().put(HttpHeader.CONTENT_TYPE, format.getContentType());
                response.write(true, page, callback);
            } catch (RuntimeException | Error e) {
                fail(e);
            }
        }

        /** Throws nothing, so that a request that fails does not affect the others. */
        void fail(Throwable failure) {
            try {
                callback.failed(failure);
            } catch (RuntimeException | Error e) {
                failure.addSuppressed(e);
            }
        }
    }

    /** @param threads creates the thread that collects the metrics */
    MetricsPage(PrometheusRegistry registry, ThreadFactory threads) {
        this.registry = registry;
        this.threads = threads;
    }

    /**
     * Answers in Prometheus text format, or in OpenMetrics format if the client accepts it. Answers on another thread; does not block. The
     * request fails if no thread can be started or too many requests wait.
     */
    void answer(Request request, Response response, Callback callback) {
        ExpositionFormatWriter format = formats.findWriter(request.getHeaders().get(HttpHeader.ACCEPT));
        PendingRequest added = new PendingRequest(format, response, callback);
        switch (add(added)) {
            case REFUSED -> added.fail(new IllegalStateException("too many requests wait for the metrics"));
            case FIRST -> start();
            case WAITS -> {}
        }
    }

    private enum Position {
        /** No thread collects. */
        FIRST,
        WAITS,
        REFUSED
    }

    private synchronized Position add(PendingRequest request) {
        if (pending.size() >= MAX_PENDING) {
            return Position.REFUSED;
        }
        pending.add(request);
        if (collecting) {
            return Position.WAITS;
        }
        collecting = true;
        return Position.FIRST;
    }

    private void start() {
        try {
            threads.newThread(this::collect).start();
        } catch (RuntimeException | Error e) {
            // The system may lack threads for a while. The next request tries again.
            failPending(e);
        }
    }

    private void collect() {
        try {
            answerAll();
        } catch (RuntimeException | Error e) {
            failPending(e);
        }
    }

    private void failPending(Throwable failure) {
        List<PendingRequest> failed;
        synchronized (this) {
            collecting = false;
            failed = pending;
            pending = new ArrayList<>();
        }
        failed.forEach(request -> request.fail(failure));
    }

    private void answerAll() {
        for (List<PendingRequest> next = next(); !next.isEmpty(); next = next()) {
            Map<ExpositionFormatWriter, ByteBuffer> pages;
            try {
                pages = pages(next, registry.scrape());
            } catch (IOException | RuntimeException | Error e) {
                next.forEach(request -> request.fail(e));
                continue;
            }
            next.forEach(request ->
                    request.answer(requireNonNull(pages.get(request.format())).duplicate()));
        }
    }

    private synchronized List<PendingRequest> next() {
        List<PendingRequest> next = pending;
        pending = new ArrayList<>();
        collecting = !next.isEmpty();
        return next;
    }

    /** Writes the metrics in every requested format. */
    private static Map<ExpositionFormatWriter, ByteBuffer> pages(List<PendingRequest> requests, MetricSnapshots metrics)
            throws IOException {
        Map<ExpositionFormatWriter, ByteBuffer> pages = new HashMap<>();
        for (PendingRequest request : requests) {
            if (!pages.containsKey(request.format())) {
                ByteArrayOutputStream page = new ByteArrayOutputStream(64 * 1024);
                request.format().write(page, metrics);
                pages.put(request.format(), ByteBuffer.wrap(page.toByteArray()));
            }
        }
        return pages;
    }
}
