package org.ocppgateway.routing.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.protocol.SessionEpoch;
import org.ocppgateway.routing.command.CommandStates;
import org.ocppgateway.routing.command.InMemoryCommandStates;
import org.ocppgateway.routing.command.RedisReachability;
import org.ocppgateway.routing.command.StatesUnavailableException;
import org.ocppgateway.routing.route.FoundRoute;
import org.ocppgateway.routing.route.Lease;
import org.ocppgateway.routing.route.Route;
import org.ocppgateway.routing.route.RoutesUnavailableException;
import org.ocppgateway.routing.route.WatchedLeases;

/** Routes, leases and states of commands. Can be out for all pods or for one, refuse writes, and lose everything. */
final class SimulatedRedis {
    private static final Duration LEASE = SimulatedSystem.LEASE;
    /** Longer than any pod needs to report when it last reached Redis. */
    private static final Duration SETTLING = Duration.ofSeconds(2);

    private static final Duration ROUTE = Duration.ofSeconds(6);

    private final DeterministicScheduler scheduler;
    private final InMemoryCommandStates states = new InMemoryCommandStates();
    private final Map<PodId, Kept<Lease>> leases = new HashMap<>();
    private final Map<ChargePointId, Kept<Route>> routes = new HashMap<>();
    private final Set<String> cutOff = new HashSet<>();
    private final CommandHistory history;
    private final Map<String, Instant> reachedAgainAt = new HashMap<>();
    private Health health = Health.WELL;
    private Instant changedAt = Instant.EPOCH;
    private Instant lostAt = Instant.EPOCH;
    private Instant reached = Instant.EPOCH;

    /** Behaviour towards clients that reach it. */
    enum Health {
        WELL,
        REFUSES_WRITES,
        OUT
    }

    private record Kept<T>(T value, Instant until) {}

    SimulatedRedis(DeterministicScheduler scheduler, CommandHistory history) {
        this.scheduler = scheduler;
        this.history = history;
    }

    Health health() {
        return health;
    }

    void become(Health next) {
        health = next;
        changedAt = scheduler.now();
        history.fault("Redis is " + next);
    }

    void flush() {
        reached = Instant.EPOCH;
        lostAt = scheduler.now();
        leases.clear();
        routes.clear();
        states.flush(scheduler.now());
        history.forgotten(scheduler.now());
        history.fault("Redis is flushed");
    }

    /** Cuts one pod off. */
    void cutOff(String incarnation) {
        cutOff.add(incarnation);
        history.fault(incarnation + " is cut off from Redis");
    }

    void reconnect(String incarnation) {
        cutOff.remove(incarnation);
        reachedAgainAt.put(incarnation, scheduler.now());
        history.fault(incarnation + " reaches Redis again");
    }

    /** Returns the view of one client: a pod's incarnation, or the backend. */
    View seenBy(String incarnation) {
        return new View(incarnation);
    }

    /** One client's view. */
    final class View implements WatchedLeases {
        private final String incarnation;
        private final RedisReachability reachability = new RedisReachability(LEASE, SETTLING);
        private final Instant born = scheduler.now();

        View(String incarnation) {
            this.incarnation = incarnation;
        }

        CommandStates states() {
            return new SimulatedStates(incarnation, scheduler, states.asSeenBy(incarnation), this, history);
        }

        boolean answers() {
            return health != Health.OUT && !cutOff.contains(incarnation);
        }

        boolean takesWrites() {
            return health == Health.WELL && !cutOff.contains(incarnation);
        }

        /** Takes or renews a lease; returns false if another incarnation has it or it cannot be written. */
        boolean hold(Lease lease) {
            Kept<Lease> held = leases.get(lease.pod());
            reach();
            if (!takesWrites()
                    || (held != null
                            && held.until.isAfter(scheduler.now())
                            && !held.value.nonce().equals(lease.nonce()))) {
                return false;
            }
            leases.put(lease.pod(), new Kept<>(lease, scheduler.now().plus(LEASE)));
            return true;
        }

        /** Reports this pod's last contact, as pods do with the marker of the era. */
        private void reach() {
            reachability.onCall(scheduler.now());
            if (takesWrites()) {
                Instant last = reachability.lastReached();
                if (last.isBefore(lostAt) && last.isAfter(reached)) {
                    reached = last;
                }
                reachability.onReply(lostAt, reached, scheduler.now());
            }
        }

        boolean wasCutOffAfter(Instant time) throws StatesUnavailableException {
            reach();
            return reachability
                    .wasCutOffAfter(time)
                    .orElseThrow(() -> new StatesUnavailableException("simulated loss a moment ago"));
        }

        @Override
        public Optional<Lease> find(PodId pod) throws RoutesUnavailableException {
            scheduler.step();
            refuseIfOut();
            return Optional.ofNullable(live(leases.get(pod)));
        }

        @Override
        public Duration conclusiveFor(PodId pod) {
            Instant since = Stream.of(born, changedAt, reachedAgainAt.getOrDefault(incarnation, born))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            Duration taken = takesWrites() ? Duration.between(since, scheduler.now()) : Duration.ZERO;
            return taken.compareTo(LEASE) > 0 ? taken.minus(LEASE) : Duration.ZERO;
        }

        Optional<FoundRoute> route(ChargePointId chargePointId) throws RoutesUnavailableException {
            scheduler.step();
            refuseIfOut();
            return Optional.ofNullable(live(routes.get(chargePointId))).map(SimulatedRedis::found);
        }

        /** Creates a route with the next epoch; with a provisional one from the pod's clock if it cannot be written. */
        Route claim(ChargePointId chargePointId, PodId pod, int partition, Instant podsClock) {
            boolean provisional = !takesWrites();
            Route before = live(routes.get(chargePointId));
            long micros = (provisional ? podsClock : scheduler.now()).toEpochMilli() * 1000;
            long epoch = provisional || before == null
                    ? micros
                    : Math.max(micros, before.epoch().value() + 1);
            Route route = new Route(
                    chargePointId, pod, partition, new SessionEpoch(epoch), OcppVersion.V1_6, scheduler.now());
            if (!provisional) {
                routes.put(chargePointId, new Kept<>(route, scheduler.now().plus(ROUTE)));
            }
            return route;
        }

        /** Renews a route; returns false if a newer session has it. */
        boolean renew(Route route) {
            Route held = live(routes.get(route.chargePointId()));
            if (!takesWrites()) {
                return true;
            }
            if (held != null && held.epoch().compareTo(route.epoch()) > 0) {
                return false;
            }
            routes.put(route.chargePointId(), new Kept<>(route, scheduler.now().plus(ROUTE)));
            return true;
        }

        void release(Route route) {
            Route held = live(routes.get(route.chargePointId()));
            if (takesWrites() && held != null && held.epoch().equals(route.epoch())) {
                routes.remove(route.chargePointId());
            }
        }

        private void refuseIfOut() throws RoutesUnavailableException {
            if (!answers()) {
                throw new RoutesUnavailableException(new IllegalStateException("simulated outage"));
            }
        }
    }

    private static FoundRoute found(Route route) {
        return new FoundRoute(
                route.chargePointId(),
                route.pod(),
                route.partition(),
                route.epoch(),
                route.protocol().subprotocol(),
                route.connectedAt());
    }

    private <T> @Nullable T live(@Nullable Kept<T> kept) {
        return kept != null && kept.until.isAfter(scheduler.now()) ? kept.value : null;
    }
}
