package org.ocppgateway.gateway.admin;

import com.google.gson.JsonObject;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.ocppgateway.gateway.connection.Connections;
import org.ocppgateway.gateway.drain.PodReadiness;
import org.ocppgateway.gateway.metrics.GatewayMetric;
import org.ocppgateway.routing.metrics.Meters;

/**
 * State of this process, as the health pages show it. Thread-safe.
 *
 * <p>Liveness covers only failures that a restart repairs: the process does not answer, or a thread has ended. Readiness means that the
 * process can admit charge points.
 */
public final class Health implements PodReadiness {
    private final InstantSource clock;
    private final Instant startedAt;
    private final Connections connections;
    private final List<Dependency> dependencies;
    private final Map<String, BooleanSupplier> threads = new ConcurrentSkipListMap<>();

    /** Written under the monitor. */
    private volatile Phase phase = Phase.STARTING;

    /**
     * A system that this process needs.
     *
     * @param requiredToBeReady whether charge points are admitted only while it is available
     * @param problem returns its current problem; empty if there is none
     */
    public record Dependency(String name, boolean requiredToBeReady, Supplier<Optional<String>> problem) {
        Optional<String> problemNow() {
            return problem.get();
        }
    }

    public Health(InstantSource clock, Connections connections, List<Dependency> dependencies) {
        this.clock = clock;
        this.startedAt = clock.instant();
        this.connections = connections;
        this.dependencies = List.copyOf(dependencies);
    }

    /** Registers the metrics of readiness and dependencies. */
    public void register(PrometheusRegistry registry) {
        Meters meters = new Meters(registry);
        meters.gauge(GatewayMetric.POD_READY, () -> notReady().isEmpty() ? 1 : 0);
        meters.labelledGauge(
                GatewayMetric.DEPENDENCY_UNAVAILABLE,
                values -> dependencies.forEach(
                        dependency -> values.call(dependency.problemNow().isEmpty() ? 0 : 1, dependency.name())));
    }

    public synchronized void enter(Phase next) {
        phase = next;
    }

    @Override
    public synchronized boolean beginDraining() {
        if (phase == Phase.RUNNING) {
            phase = Phase.DRAINING;
        }
        return isDraining();
    }

    @Override
    public synchronized void endDraining() {
        if (isDraining()) {
            phase = Phase.RUNNING;
        }
    }

    @Override
    public boolean isReady() {
        return notReady().isEmpty();
    }

    @Override
    public boolean isDraining() {
        return phase == Phase.DRAINING;
    }

    /**
     * Watches a thread or a periodic task that has to run until the process stops.
     *
     * @param runs returns whether it runs; called for each health request
     */
    public void watch(String name, BooleanSupplier runs) {
        threads.put(name, runs);
    }

    /** Why the process must be restarted; empty if it need not. */
    public Optional<String> notAlive() {
        if (phase == Phase.STOPPING) {
            return Optional.empty();
        }
        List<String> ended = threads.entrySet().stream()
                .filter(thread -> !thread.getValue().getAsBoolean())
                .map(Map.Entry::getKey)
                .toList();
        return ended.isEmpty()
                ? Optional.empty()
                : Optional.of("these threads have ended: " + String.join(", ", ended));
    }

    /** Why no charge point is admitted; empty if they are. */
    public Optional<String> notReady() {
        return switch (phase) {
            case STARTING -> Optional.of("starting");
            case DRAINING -> Optional.of("draining");
            case STOPPING -> Optional.of("stopping");
            case RUNNING -> notAlive().or(this::missing);
        };
    }

    private Optional<String> missing() {
        return dependencies.stream()
                .filter(Dependency::requiredToBeReady)
                .flatMap(dependency -> dependency.problemNow().map(why -> dependency.name() + ": " + why).stream())
                .findFirst();
    }

    /** The health page. */
    public JsonObject page() {
        JsonObject page = new JsonObject();
        page.addProperty("status", status());
        page.addProperty("connections", connections.count());
        page.addProperty("uptime", Duration.between(startedAt, clock.instant()).toSeconds());
        page.addProperty("timestamp", clock.instant().toString());
        page.add("ping_service", pingService());
        JsonObject states = new JsonObject();
        for (Dependency dependency : dependencies) {
            states.add(dependency.name(), state(dependency.problemNow()));
        }
        page.add("dependencies", states);
        notAlive().ifPresent(why -> page.add("threads", state(Optional.of(why))));
        return page;
    }

    private static JsonObject state(Optional<String> problem) {
        JsonObject state = new JsonObject();
        state.addProperty("status", problem.isEmpty() ? "up" : "down");
        problem.ifPresent(why -> state.addProperty("problem", why));
        return state;
    }

    private String status() {
        Phase now = phase;
        return switch (now) {
            case STARTING, STOPPING -> now.name().toLowerCase(Locale.ROOT);
            case RUNNING, DRAINING ->
                notAlive().isEmpty()
                                && dependencies.stream()
                                        .allMatch(dependency ->
                                                dependency.problemNow().isEmpty())
                        ? "healthy"
                        : "degraded";
        };
    }

    private JsonObject pingService() {
        JsonObject service = new JsonObject();
        service.addProperty("active_connections", connections.count());
        service.addProperty(
                "ping_interval", connections.limits().liveness().pingInterval().toMillis() / 1000.0);
        service.addProperty("total_pings", connections.metrics().totalPings());
        service.addProperty("skipped_pings", connections.metrics().totalSkippedPings());
        return service;
    }
}
