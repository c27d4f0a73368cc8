package org.ocppgateway.simulator.scrape;

import java.util.HashMap;
import java.util.Map;

/** Parser for the Prometheus text format that sums each metric over its labels. */
final class PrometheusText {
    /** The only metric with a label filter. */
    static final String HEAP_USED = "jvm_memory_used_bytes{area=\"heap\"}";

    private PrometheusText() {}

    /** Returns the sum of each metric over all its labels, and {@link #HEAP_USED}. */
    static Map<String, Double> sums(String page) {
        Map<String, Double> sums = new HashMap<>();
        page.lines().filter(line -> !line.startsWith("#")).forEach(line -> add(line, sums));
        return sums;
    }

    private static void add(String line, Map<String, Double> sums) {
        int labels = line.indexOf('{');
        int value = line.indexOf(' ', Math.max(0, line.lastIndexOf('}')));
        if (value < 0) {
            return;
        }
        String name = line.substring(0, labels < 0 ? value : labels);
        try {
            double number = Double.parseDouble(line.substring(value + 1).split(" ", 2)[0]);
            sums.merge(name, number, Double::sum);
            if (line.startsWith(HEAP_USED)) {
                sums.put(HEAP_USED, number);
            }
        } catch (NumberFormatException e) {
            // Values such as +Inf do not occur in the metrics that the simulator uses.
        }
    }
}
