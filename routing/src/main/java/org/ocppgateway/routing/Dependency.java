package org.ocppgateway.routing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.routing.log.EventLog;
import org.ocppgateway.routing.log.RoutingLogEvent;

/**
 * Reachability of one dependency of this pod (Kafka, Redis). Its clients report {@link #up} and {@link #down}; health
 * reads {@link #state}. Thread-safe.
 */
public final class Dependency {
    private static final EventLog LOG = EventLog.of(Dependency.class);

    /** Minimum time between two log lines about a changed reason. */
    private static final Duration LOG_INTERVAL = Duration.ofSeconds(10);

    private final String name;
    private final Clock clock;
    private volatile State state;
    private Instant loggedAt = Instant.EPOCH;
    private volatile @Nullable String logged;

    /** Starts as unreachable until a client reports otherwise. */
    public Dependency(String name, Clock clock) {
        this.name = name;
        this.clock = clock;
        this.state = new State(false, clock.instant(), "not asked yet");
    }

    /**
     * A snapshot.
     *
     * @param since time of the last change of {@code reachable}
     * @param problem reason for being unreachable; null if reachable
     */
    public record State(
            boolean reachable, Instant since, @Nullable String problem) {}

    public String name() {
        return name;
    }

    /** A volatile read; no lock, no call. */
    public State state() {
        return state;
    }

    public void up() {
        if (!state.reachable()) {
            change(new State(true, clock.instant(), null));
        }
    }

    /** Logs the first problem, then each different problem, at most one per ten seconds. */
    public void down(String problem) {
        if (state.reachable() || !problem.equals(state.problem()) || !problem.equals(logged)) {
            change(new State(false, state.reachable() ? clock.instant() : state.since(), problem));
        }
    }

    private synchronized void change(State next) {
        if (state.reachable() != next.reachable()) {
            if (next.reachable()) {
                LOG.log(RoutingLogEvent.DEPENDENCY_AVAILABLE, name);
            } else {
                LOG.log(RoutingLogEvent.DEPENDENCY_UNAVAILABLE, name, next.problem());
                loggedAt = clock.instant();
                logged = next.problem();
            }
        } else if (!next.reachable() && !clock.instant().isBefore(loggedAt.plus(LOG_INTERVAL))) {
            LOG.log(RoutingLogEvent.DEPENDENCY_STILL_UNAVAILABLE, name, next.problem());
            loggedAt = clock.instant();
            logged = next.problem();
        }
        state = next;
    }
}
