package org.ocppgateway.routing.redis.client;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.routing.Dependency;

/**
 * State of each server as this process observes it: whether it accepts writes, for how long without a gap, and the
 * problem otherwise. Changed by the link's thread; {@link #acceptedFor} and {@link #out()} are thread-safe.
 */
final class ServerStates {
    private final Map<String, State> states = new ConcurrentHashMap<>();
    private final Duration gap;
    private final Dependency dependency;
    private final RedisMetrics metrics;
    private final LongSupplier nanoTime;
    private volatile @Nullable String lost;

    /**
     * State of one server.
     *
     * @param problem reason for being out; null if it is not
     * @param acceptedSince time since which it has accepted every write, in nanoseconds; null if unknown
     * @param acceptedLast time of the last accepted write
     */
    private record State(@Nullable String problem, @Nullable Long acceptedSince, long acceptedLast) {}

    /**
     * Starts without servers.
     *
     * @param gap a longer time without a write is a gap, for example after a pause of this process
     * @param dependency set to down while any server is unavailable
     * @param nanoTime monotonic time in nanoseconds
     */
    ServerStates(Duration gap, Dependency dependency, RedisMetrics metrics, LongSupplier nanoTime) {
        this.gap = gap;
        this.dependency = dependency;
        this.metrics = metrics;
        this.nanoTime = nanoTime;
    }

    /** Reason why the server is unavailable; null if it is not. */
    @Nullable
    String problem(String server) {
        State state = states.get(server);
        return state == null ? null : state.problem();
    }

    /** Reason why the servers are unknown; null if they are known. */
    @Nullable
    String lost() {
        return lost;
    }

    /** Called when the servers cannot be determined: all are unavailable. */
    void lost(String reason, String problem) {
        if (lost == null) {
            metrics.outages.labelValues(reason).inc();
        }
        lost = problem;
        states.keySet().forEach(this::interrupted);
        updateDependency();
    }

    /** Called when the servers are known. The next probe checks whether they accept writes. */
    void found() {
        lost = null;
    }

    /** Called when the server accepted a write. Ends its outage. */
    void accepted(String server) {
        long now = nanoTime.getAsLong();
        State before = states.get(server);
        Long since = before == null || now - before.acceptedLast() > gap.toNanos() ? null : before.acceptedSince();
        states.put(server, new State(null, since == null ? Long.valueOf(now) : since, now));
        updateDependency();
    }

    /** Called when a call failed and is tried again: a gap, but not an outage yet. */
    void interrupted(String server) {
        states.computeIfPresent(server, (name, state) -> new State(state.problem(), null, state.acceptedLast()));
    }

    /**
     * Called when the server is unavailable.
     *
     * @param reason label of metrics
     */
    void out(String server, String reason, String problem) {
        if (problem(server) == null) {
            metrics.outages.labelValues(reason).inc();
        }
        states.put(server, new State(problem, null, 0));
        updateDependency();
    }

    /** Drops servers that hold no keys any more. */
    void keepOnly(Collection<String> servers) {
        if (states.keySet().retainAll(servers)) {
            updateDependency();
        }
    }

    /** Time for which the server has accepted every write, as far as observed; zero while it is unavailable. */
    Duration acceptedFor(String server) {
        State state = states.get(server);
        long now = nanoTime.getAsLong();
        if (lost != null
                || state == null
                || state.acceptedSince() == null
                || now - state.acceptedLast() > gap.toNanos()) {
            return Duration.ZERO;
        }
        return Duration.ofNanos(now - state.acceptedSince());
    }

    /** Number of servers that are unavailable; at least one while the servers are unknown. */
    int out() {
        return (lost == null ? 0 : 1)
                + (int) states.values().stream()
                        .filter(state -> state.problem() != null)
                        .count();
    }

    private void updateDependency() {
        String problem = lost;
        if (problem != null) {
            dependency.down(problem);
            return;
        }
        Map<String, String> problems = new TreeMap<>();
        states.forEach((server, state) -> {
            if (state.problem() != null) {
                problems.put(server, state.problem());
            }
        });
        if (problems.isEmpty()) {
            if (!states.isEmpty()) {
                dependency.up();
            }
        } else if (states.size() == 1) {
            dependency.down(problems.values().iterator().next());
        } else {
            dependency.down(problems.size() + " of " + states.size() + " servers are unavailable: "
                    + problems.entrySet().stream()
                            .map(each -> each.getKey() + ": " + each.getValue())
                            .collect(Collectors.joining("; ")));
        }
    }
}
