package org.ocppgateway.ops.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.ocppgateway.routing.metrics.Metric;
import org.ocppgateway.routing.metrics.MetricSpec;

/** Every metric follows the grammar of names, labels and descriptions, and the conventions that {@code promtool check metrics} checks. */
class MetricGrammarTest {
    private static final Set<String> SUBSYSTEMS = Set.of(
            "api",
            "capacity",
            "command",
            "connection",
            "credential",
            "decision",
            "dependency",
            "downlink",
            "endpoint",
            "event",
            "journal",
            "kafka",
            "limit",
            "log",
            "offline_event",
            "password",
            "peer",
            "pod",
            "proxy",
            "redis",
            "refusal",
            "registration",
            "reply",
            "result",
            "route",
            "security",
            "session",
            "sweeper",
            "takeover",
            "tls",
            "trace",
            "uplink");

    /** Labels beside outcome and reason: each is a property of what is counted. */
    private static final Set<String> PROPERTIES = Set.of(
            "action",
            "code",
            "dependency",
            "importance",
            "kind",
            "listener",
            "method",
            "operation",
            "request",
            "source",
            "status",
            "subject",
            "topic",
            "version");

    private static final Pattern WORDS = Pattern.compile("[a-z]+(_[a-z]+)*");
    private static final Pattern LABEL_VALUE = Pattern.compile("[a-z]+([_-][a-z]+)*");
    private static final Pattern OTHER_UNIT = Pattern.compile(
            "_(ms|millis|milliseconds|micros|nanos|minutes|hours|days|s|sec|kb|kib|mb|mib|kilobytes|megabytes|percent|percentage)\\b");
    private static final Pattern RESERVED =
            Pattern.compile("_(count|sum|bucket|info|created|gauge|counter|histogram)$");

    @Test
    void namesFollowTheGrammar() {
        assertNone(
                "a subsystem, then words",
                metric -> !WORDS.matcher(metric.spec().name()).matches()
                        || subsystem(metric.spec().name()).isEmpty());
        assertNone(
                "_total at the end of a counter only",
                metric -> metric.spec().name().endsWith("_total")
                        != (metric.spec().type() == MetricSpec.Type.COUNTER));
        assertNone(
                "base units, at the end",
                metric -> OTHER_UNIT.matcher(metric.spec().name() + " ").find()
                        || metric.spec().name().matches(".*_(seconds|bytes|characters)_(?!total$).*"));
        assertNone(
                "a histogram in seconds or bytes",
                metric -> metric.spec().type() == MetricSpec.Type.HISTOGRAM
                        && !metric.spec().name().matches(".*_(seconds|bytes)"));
        assertNone(
                "no suffix that Prometheus reserves",
                metric -> RESERVED.matcher(metric.spec().name()).find());
    }

    @Test
    void namesAreUnique() {
        Set<String> names = new HashSet<>();
        assertNone("a name once", metric -> !names.add(metric.fullName()));
    }

    @Test
    void everyEnumOfMetricsIsInTheReference() {
        assertEquals(
                MainSources.enumsThatImplement("Metric"),
                Stream.concat(MetricsPage.ofGateway().stream(), MetricsPage.ofClient().stream())
                        .map(metric -> metric.getClass().getSimpleName())
                        .collect(Collectors.toSet()));
    }

    @Test
    void labelsAreOutcomeOrReasonOrAProperty() {
        assertNone(
                "known labels",
                metric -> metric.spec().labels().stream()
                        .anyMatch(label -> !label.name().equals("outcome")
                                && !label.name().equals("reason")
                                && !PROPERTIES.contains(label.name())));
        assertNone(
                "label values in lower case, or a description of them",
                metric -> metric.spec().labels().stream()
                        .anyMatch(label ->
                                label.values().isEmpty() == label.meaning().isEmpty()
                                        || !label.values().keySet().stream().allMatch(LABEL_VALUE.asMatchPredicate())));
    }

    @Test
    void everyMetricIsDescribed() {
        assertNone(
                "one sentence or more, with a full stop",
                metric -> !metric.spec().help().matches("[A-Z0-9`].{10,}\\."));
    }

    /** A metric that is listed and not registered fails here. */
    @Test
    void everyMetricIsRegisteredSomewhere() {
        String sources = sources();
        assertNone(
                "a use in the code",
                metric -> !sources.contains(metric.getClass().getSimpleName() + "." + ((Enum<?>) metric).name()));
    }

    @Test
    void onlyMetersRegistersMetrics() {
        assertEquals(
                List.of("Meters.java"),
                MainSources.files()
                        .filter(file -> MainSources.text(file).contains("import io.prometheus.metrics.core.metrics.")
                                && MainSources.text(file).contains(".builder()"))
                        .map(file -> file.getFileName().toString())
                        .toList());
    }

    private static String subsystem(String name) {
        return SUBSYSTEMS.stream()
                .filter(subsystem -> name.startsWith(subsystem + "_") || name.startsWith(plural(subsystem) + "_"))
                .findFirst()
                .orElse("");
    }

    private static String plural(String subsystem) {
        return subsystem.endsWith("y") ? subsystem.substring(0, subsystem.length() - 1) + "ies" : subsystem + "s";
    }

    private static void assertNone(String rule, Predicate<Metric> broken) {
        assertEquals(
                List.of(),
                Stream.concat(MetricsPage.ofGateway().stream(), MetricsPage.ofClient().stream())
                        .filter(broken)
                        .map(Metric::fullName)
                        .toList(),
                rule);
    }

    private static String sources() {
        return MainSources.files().map(MainSources::text).collect(Collectors.joining());
    }
}
