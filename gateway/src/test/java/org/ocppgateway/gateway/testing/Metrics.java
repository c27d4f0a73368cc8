package org.ocppgateway.gateway.testing;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import java.util.List;

/** Reads metrics as they would be scraped. */
public final class Metrics {
    private Metrics() {}

    /**
     * The value of a counter or gauge, the number of observations of a histogram; the sum of all data points whose label values contain
     * those given.
     *
     * @param name without the prefix {@code ocpp_gateway_} and without {@code _total}
     */
    public static double value(PrometheusRegistry registry, String name, String... labelValues) {
        return registry.scrape().stream()
                .filter(metric -> metric.getMetadata().getPrometheusName().equals("ocpp_gateway_" + name))
                .flatMap(metric -> metric.getDataPoints().stream())
                .filter(point -> hasLabels(point, List.of(labelValues)))
                .mapToDouble(Metrics::value)
                .sum();
    }

    private static boolean hasLabels(DataPointSnapshot point, List<String> values) {
        return point.getLabels().stream()
                .map(label -> label.getValue())
                .toList()
                .containsAll(values);
    }

    private static double value(DataPointSnapshot point) {
        return switch (point) {
            case CounterDataPointSnapshot counter -> counter.getValue();
            case GaugeDataPointSnapshot gauge -> gauge.getValue();
            case HistogramDataPointSnapshot histogram -> (double) histogram.getCount();
            default -> throw new IllegalArgumentException("no value: " + point);
        };
    }
}
