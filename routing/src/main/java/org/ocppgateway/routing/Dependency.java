package org.ocppgateway.routing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether something this pod depends on answers, and since when. Told by whoever talks to it, asked by the health page. */
public final class Dependency {
    private static final Logger LOG = LoggerFactory.getLogger(Dependency.class);

    /** A reason that changes is logged no more often. */
    private static final Duration LOG_INTERVAL = Duration.ofSeconds(10);

    private final String name;
    private final Clock clock;
    private volatile State state;
    private Instant loggedAt = Instant.EPOCH;
    private volatile @Nullable String logged;

    /** Begins as not reachable: nobody has spoken to it yet. */
    public Dependency(String name, Clock clock) {
        this.name = name;
        this.clock = clock;
        this.state = new State(false, clock.instant(), "not asked yet");
    }

    /**
     * One moment's view.
     *
     * @param since when it became so
     * @param problem why it is not reachable; null if it is
     */
    public record State(
            boolean reachable, Instant since, @Nullable String problem) {}

    public String name() {
        return name;
    }

    /** Costs a field read. */
    public State state() {
        return state;
    }

    public void up() {
        if (!state.reachable()) {
            change(new State(true, clock.instant(), null));
        }
    }

    /** Logs each problem that lasts, at most one in ten seconds. */
    public void down(String problem) {
        if (state.reachable() || !problem.equals(state.problem()) || !problem.equals(logged)) {
            change(new State(false, state.reachable() ? clock.instant() : state.since(), problem));
        }
    }

    private synchronized void change(State next) {
        if (state.reachable() != next.reachable()) {
            if (next.reachable()) {
                LOG.info("{} is up", name);
            } else {
                LOG.warn("{} is out: {}", name, next.problem());
                loggedAt = clock.instant();
                logged = next.problem();
            }
        } else if (!next.reachable() && !clock.instant().isBefore(loggedAt.plus(LOG_INTERVAL))) {
            LOG.warn("{} is still out: {}", name, next.problem());
            loggedAt = clock.instant();
            logged = next.problem();
        }
        state = next;
    }
}
