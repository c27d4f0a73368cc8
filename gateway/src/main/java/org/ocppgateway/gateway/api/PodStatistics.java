package org.ocppgateway.gateway.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.metrics.GatewayMetric;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.Loop;
import org.ocppgateway.routing.metrics.Metric;
import org.ocppgateway.routing.metrics.RoutingMetric;

/** Figures of this pod over the last hour in memory: one point per 10 s, at most {@value #MAX_POINTS}. Thread-safe. */
public final class PodStatistics {
    /** Name of the query for the points of a pod. */
    public static final String QUERY = "statistics";

    static final int MAX_MINUTES = 60;
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final int MAX_POINTS = 360;

    private static final Map<String, Metric> GAUGES = Map.of("connections", GatewayMetric.CONNECTIONS_OPEN);

    /** Reported as changes per second. */
    private static final Map<String, Metric> COUNTERS = rates();

    private final PodId pod;
    private final PrometheusRegistry registry;
    private final InstantSource clock;
    private final Deque<Point> points = new ArrayDeque<>();
    private final Percentile answerTimes = new Percentile();
    private Map<String, Double> previous = Map.of();
    private Instant previousTime = Instant.MIN;
    private @Nullable Loop loop;

    private record Point(Instant time, JsonObject json) {}

    public PodStatistics(PodId pod, PrometheusRegistry registry, InstantSource clock) {
        this.pod = pod;
        this.registry = registry;
        this.clock = clock;
    }

    private static Map<String, Metric> rates() {
        Map<String, Metric> rates = new LinkedHashMap<>();
        rates.put("messagesReceivedPerSecond", GatewayMetric.CONNECTION_MESSAGES_RECEIVED);
        rates.put("messagesSentPerSecond", GatewayMetric.CONNECTION_MESSAGES_SENT);
        rates.put("connectionsOpenedPerSecond", GatewayMetric.CONNECTIONS_OPENED);
        rates.put("connectionsClosedPerSecond", GatewayMetric.CONNECTIONS_CLOSED);
        rates.put("recordsPublishedPerSecond", RoutingMetric.KAFKA_RECORDS_PUBLISHED);
        rates.put("commandsEndedPerSecond", RoutingMetric.COMMANDS_ENDED);
        return rates;
    }

    /** Starts the thread that samples. */
    public void start() {
        loop = Loop.start("statistics", this::sample, Loop.pause(INTERVAL));
    }

    /** Whether the thread runs. */
    public boolean running() {
        return loop != null && loop.running();
    }

    /** Stops the thread. */
    public void stop() throws InterruptedException {
        if (loop != null) {
            loop.stop();
        }
    }

    /** Adds a point. Called by one thread at a time. */
    void sample() {
        Map<String, Double> values = values();
        Instant now = clock.instant();
        JsonObject json = new JsonObject();
        json.addProperty("time", now.toString());
        json.addProperty("pod", pod.value());
        GAUGES.forEach((name, metric) -> json.addProperty(name, values.getOrDefault(name, 0.0)));
        double seconds =
                previous.isEmpty() ? 0 : Duration.between(previousTime, now).toMillis() / 1000.0;
        for (String name : COUNTERS.keySet()) {
            double change = values.getOrDefault(name, 0.0) - previous.getOrDefault(name, 0.0);
            json.addProperty(name, seconds <= 0 ? 0 : Math.max(0, Math.round(change / seconds * 1000) / 1000.0));
        }
        previous = values;
        previousTime = now;
        addAnswerTime(json);
        synchronized (points) {
            points.addLast(new Point(now, json));
            if (points.size() > MAX_POINTS) {
                points.removeFirst();
            }
        }
    }

    private void addAnswerTime(JsonObject json) {
        String name = GatewayMetric.UPLINK_ANSWER_DURATION_SECONDS.fullName();
        for (MetricSnapshot metric : registry.scrape(name::equals)) {
            if (metric instanceof HistogramSnapshot histogram) {
                Double seconds = answerTimes.next(histogram);
                if (seconds != null) {
                    json.addProperty("answerP99Millis", Math.round(seconds * 1e6) / 1e3);
                }
            }
        }
    }

    private Map<String, Double> values() {
        Map<String, String> names = new HashMap<>();
        GAUGES.forEach((name, metric) -> names.put(baseName(metric), name));
        COUNTERS.forEach((name, metric) -> names.put(baseName(metric), name));
        Map<String, Double> values = new HashMap<>();
        for (MetricSnapshot metric : registry.scrape(name -> names.containsKey(withoutTotal(name)))) {
            String name = names.get(withoutTotal(metric.getMetadata().getPrometheusName()));
            if (name != null) {
                values.put(name, sum(metric));
            }
        }
        return values;
    }

    private static double sum(MetricSnapshot metric) {
        return switch (metric) {
            case CounterSnapshot counter ->
                counter.getDataPoints().stream()
                        .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
                        .sum();
            case GaugeSnapshot gauge ->
                gauge.getDataPoints().stream()
                        .mapToDouble(GaugeSnapshot.GaugeDataPointSnapshot::getValue)
                        .sum();
            default -> throw new IllegalArgumentException("no counter and no gauge: " + metric.getMetadata());
        };
    }

    private static String baseName(Metric metric) {
        return withoutTotal(metric.fullName());
    }

    private static String withoutTotal(String name) {
        return name.endsWith("_total") ? name.substring(0, name.length() - "_total".length()) : name;
    }

    /** The points of the last minutes, the oldest first. Parameter {@code minutes}. */
    public JsonObject answer(Map<String, String> parameters) {
        Instant since =
                clock.instant().minus(Duration.ofMinutes(Integer.parseInt(parameters.getOrDefault("minutes", "60"))));
        JsonArray items = new JsonArray();
        synchronized (points) {
            points.stream().filter(point -> point.time().isAfter(since)).forEach(point -> items.add(point.json()));
        }
        JsonObject result = new JsonObject();
        result.add("items", items);
        return result;
    }
}
