package org.ocppgateway.ops.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLConnection;
import java.util.List;
import org.ocppgateway.ops.stack.gateway.GatewayProcess;

/** Reads the metrics page of a gateway. */
public final class Metrics {
    private static final int TIMEOUT_MILLIS = 30_000;

    private final List<String> lines;

    private Metrics(List<String> lines) {
        this.lines = lines;
    }

    public static Metrics of(GatewayProcess gateway) {
        try {
            URLConnection page = gateway.admin("/metrics").toURL().openConnection();
            page.setConnectTimeout(TIMEOUT_MILLIS);
            page.setReadTimeout(TIMEOUT_MILLIS);
            try (InputStream body = page.getInputStream()) {
                return new Metrics(
                        new String(body.readAllBytes(), UTF_8).lines().toList());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the value of one series, or the sum of all series of a metric; 0 if there are none. */
    public double sum(String metricOrSeries) {
        return lines.stream()
                .filter(line -> line.startsWith(metricOrSeries + " ") || line.startsWith(metricOrSeries + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    /** All lines whose metric begins with a prefix: series, help and type. */
    List<String> lines(String prefix) {
        return lines.stream()
                .filter(line -> line.startsWith(prefix)
                        || line.startsWith("# HELP " + prefix)
                        || line.startsWith("# TYPE " + prefix))
                .toList();
    }
}
