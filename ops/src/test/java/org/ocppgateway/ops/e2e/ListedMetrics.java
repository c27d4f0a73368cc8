package org.ocppgateway.ops.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.ocppgateway.ops.reference.MetricsPage;
import org.ocppgateway.ops.stack.gateway.GatewayProcess;
import org.ocppgateway.routing.metrics.Metric;
import org.ocppgateway.routing.metrics.MetricSpec;

/** Compares the metrics that a running gateway serves with the generated reference. */
final class ListedMetrics {
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Map<String, MetricSpec> LISTED = MetricsPage.ofGateway().stream()
            .collect(Collectors.toMap(Metric::fullName, Metric::spec, (one, other) -> one));

    private ListedMetrics() {}

    /** Fails if the gateway serves a metric, a type, a help text or a label value that the reference does not list. */
    static void check(GatewayProcess gateway) {
        List<String> unlisted = Metrics.of(gateway).lines("ocpp_").stream()
                .filter(line -> !isListed(line))
                .toList();
        assertEquals(List.of(), unlisted);
    }

    private static boolean isListed(String line) {
        if (line.startsWith("# ")) {
            String[] parts = line.split(" ", 4);
            MetricSpec spec = LISTED.get(parts[2]);
            Function<MetricSpec, String> expected = parts[1].equals("HELP")
                    ? MetricSpec::help
                    : found -> found.type().name().toLowerCase(Locale.ROOT);
            return spec != null && expected.apply(spec).equals(parts[3]);
        }
        String name = line.split("[{ ]", 2)[0];
        MetricSpec spec = LISTED.getOrDefault(name, LISTED.get(name.replaceFirst("_(bucket|count|sum)$", "")));
        return spec != null && labels(line).stream().allMatch(label -> allows(spec, label.group(1), label.group(2)));
    }

    private static List<MatchResult> labels(String line) {
        return LABEL.matcher(line).results().toList();
    }

    private static boolean allows(MetricSpec spec, String name, String value) {
        return (spec.type() == MetricSpec.Type.HISTOGRAM && name.equals("le"))
                || spec.labels().stream().anyMatch(label -> label.name().equals(name) && label.allows(value));
    }
}
