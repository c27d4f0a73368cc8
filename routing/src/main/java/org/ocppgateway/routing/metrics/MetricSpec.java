package org.ocppgateway.routing.metrics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Description of one metric.
 *
 * @param name {@code <subsystem>_<what>[_<unit>][_total]}, without the prefix of the process; {@code _total} only for counters
 * @param help one sentence that says what is counted or measured
 * @param watch when an operator should look at it, and what to do then; null for a metric that needs no attention
 */
public record MetricSpec(
        Type type,
        String name,
        String help,
        List<Label> labels,
        @Nullable String watch) {
    /** The kind of a metric, as Prometheus knows it. */
    public enum Type {
        COUNTER,
        GAUGE,
        HISTOGRAM
    }

    /**
     * A label.
     *
     * @param values the possible values with their meanings; empty if {@code meaning} describes them
     */
    public record Label(String name, Map<String, String> values, String meaning) {
        public Label {
            // Map.copyOf would lose the order.
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }

        /** Whether the label may have this value. */
        public boolean allows(String value) {
            return values.isEmpty() || values.containsKey(value);
        }
    }

    public MetricSpec {
        labels = List.copyOf(labels);
    }

    /** A number of events since the start of the process. */
    public static MetricSpec counter(String name, String help) {
        return new MetricSpec(Type.COUNTER, name, help, List.of(), null);
    }

    /** A current value. */
    public static MetricSpec gauge(String name, String help) {
        return new MetricSpec(Type.GAUGE, name, help, List.of(), null);
    }

    /** A distribution. */
    public static MetricSpec histogram(String name, String help) {
        return new MetricSpec(Type.HISTOGRAM, name, help, List.of(), null);
    }

    /** Adds a label with a closed set of values, each as {@code value} or {@code value: meaning}. */
    public MetricSpec label(String label, String... valuesWithMeaning) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String value : valuesWithMeaning) {
            int colon = value.indexOf(": ");
            values.put(colon < 0 ? value : value.substring(0, colon), colon < 0 ? "" : value.substring(colon + 2));
        }
        return with(new Label(label, values, ""));
    }

    /** Adds a label whose values are not listed. */
    public MetricSpec openLabel(String label, String meaning) {
        return with(new Label(label, Map.of(), meaning));
    }

    /** Says when an operator should look at it, and what to do then. */
    public MetricSpec watch(String advice) {
        return new MetricSpec(type, name, help, labels, advice);
    }

    String[] labelNames() {
        return labels.stream().map(Label::name).toArray(String[]::new);
    }

    private MetricSpec with(Label label) {
        List<Label> all = new ArrayList<>(labels);
        all.add(label);
        return new MetricSpec(type, name, help, all, watch);
    }
}
