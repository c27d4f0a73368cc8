package org.ocppgateway.ops.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.ocppgateway.gateway.metrics.GatewayMetric;
import org.ocppgateway.gateway.metrics.TlsMetric;
import org.ocppgateway.routing.metrics.Metric;
import org.ocppgateway.routing.metrics.MetricSpec;
import org.ocppgateway.routing.metrics.RoutingMetric;

/** Rules and dashboards use existing metrics and label values, and each panel explains itself. */
class MonitoringFilesTest {
    private static final Pattern USE = Pattern.compile("\\b(ocpp_gateway_[a-z_]+)(?:\\{([^}]*)})?");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)(=~|=)\\\\?\"([^\"\\\\]*)\\\\?\"");

    @Test
    void everyMetricAndLabelValueExists() {
        Map<String, MetricSpec> metrics = Stream.of(GatewayMetric.values(), TlsMetric.values(), RoutingMetric.values())
                .flatMap(Stream::<Metric>of)
                .collect(Collectors.toMap(Metric::fullName, Metric::spec));
        Set<String> wrong = new TreeSet<>();
        Stream.of(MonitoringFiles.rules(), MonitoringFiles.dashboards(), MonitoringFiles.ruleTests())
                .flatMap(List::stream)
                .map(MonitoringFiles::text)
                .flatMap(text -> USE.matcher(text).results())
                .forEach(use -> check(use, metrics, wrong));
        assertEquals(Set.of(), wrong);
    }

    private static void check(MatchResult use, Map<String, MetricSpec> metrics, Set<String> wrong) {
        String name = use.group(1);
        MetricSpec spec = metrics.get(name);
        if (spec == null) {
            spec = metrics.get(name.replaceAll("_(bucket|count|sum)$", ""));
            if (spec == null || spec.type() != MetricSpec.Type.HISTOGRAM) {
                wrong.add(use.group());
                return;
            }
        }
        if (use.group(2) == null) {
            return;
        }
        for (MatchResult matcher : MATCHER.matcher(use.group(2)).results().toList()) {
            String label = matcher.group(1);
            if (Set.of("instance", "job", "le").contains(label)) {
                continue;
            }
            boolean known = spec.labels().stream()
                    .filter(each -> each.name().equals(label))
                    .anyMatch(each -> Stream.of(matcher.group(3).split("\\|")).allMatch(each::allows));
            if (!known) {
                wrong.add(use.group() + ": " + matcher.group());
            }
        }
    }

    @Test
    void everyPanelHasATitleADescriptionAUnitAndTheDataSourceVariable() {
        for (Path file : MonitoringFiles.dashboards()) {
            Set<String> titles = new HashSet<>();
            Set<Integer> ids = new HashSet<>();
            for (JsonObject panel : MonitoringFiles.panels(file)) {
                String title = panel.get("title").getAsString();
                assertTrue(titles.add(title) && ids.add(panel.get("id").getAsInt()), title);
                assertTrue(panel.get("description").getAsString().endsWith("."), title);
                JsonObject defaults = panel.getAsJsonObject("fieldConfig").getAsJsonObject("defaults");
                assertTrue(defaults.has("unit"), title);
                assertEquals(
                        "${datasource}",
                        panel.getAsJsonObject("datasource").get("uid").getAsString(),
                        title);
            }
        }
    }

    @Test
    void thereAreThreeDashboards() {
        assertEquals(
                List.of("dependencies.json", "fleet.json", "pod.json"),
                MonitoringFiles.dashboards().stream()
                        .map(file -> file.getFileName().toString())
                        .toList());
    }
}
