package org.ocppgateway.routing.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.protocol.SessionEpoch;
import org.ocppgateway.routing.command.CommandStates;
import org.ocppgateway.routing.command.InMemoryCommandStates;
import org.ocppgateway.routing.route.FoundRoute;
import org.ocppgateway.routing.route.Lease;
import org.ocppgateway.routing.route.Leases;
import org.ocppgateway.routing.route.Route;
import org.ocppgateway.routing.route.RoutesUnavailableException;

/** Routes, leases and states of commands; can be out, and can lose everything. */
final class SimulatedRedis implements Leases {
    private static final Duration LEASE = Duration.ofSeconds(4);
    private static final Duration ROUTE = Duration.ofSeconds(6);

    private final Turns turns;
    private final InMemoryCommandStates states = new InMemoryCommandStates();
    private final Map<PodId, Kept<Lease>> leases = new HashMap<>();
    private final Map<ChargePointId, Kept<Route>> routes = new HashMap<>();
    private final Book book;
    private boolean out;

    private record Kept<T>(T value, Instant until) {}

    SimulatedRedis(Turns turns, Book book) {
        this.turns = turns;
        this.book = book;
    }

    boolean isOut() {
        return out;
    }

    void out() {
        out = true;
        states.out(true);
        book.gap(turns.now());
        book.trouble("Redis is out");
    }

    void back() {
        out = false;
        states.out(false);
        book.gap(turns.now());
        book.trouble("Redis is back");
    }

    void flush() {
        leases.clear();
        routes.clear();
        states.flush(turns.now());
        book.gap(turns.now());
        book.forgotten(turns.now());
        book.trouble("Redis is flushed");
    }

    CommandStates statesFor(String incarnation) {
        return new SimulatedStates(incarnation, turns, states.asSeenBy(incarnation), book);
    }

    /** Takes or renews a lease; false if another incarnation has it, or Redis is out. */
    boolean hold(Lease lease) {
        Kept<Lease> held = leases.get(lease.pod());
        if (out
                || (held != null
                        && held.until.isAfter(turns.now())
                        && !held.value.nonce().equals(lease.nonce()))) {
            return false;
        }
        leases.put(lease.pod(), new Kept<>(lease, turns.now().plus(LEASE)));
        return true;
    }

    @Override
    public Optional<Lease> find(PodId pod) throws RoutesUnavailableException {
        turns.step();
        refuseIfOut();
        return Optional.ofNullable(live(leases.get(pod)));
    }

    Optional<FoundRoute> route(ChargePointId chargePointId) throws RoutesUnavailableException {
        turns.step();
        refuseIfOut();
        return Optional.ofNullable(live(routes.get(chargePointId))).map(SimulatedRedis::found);
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

    /** A route with the next epoch; a provisional one from the pod's clock if Redis is out. */
    Route claim(ChargePointId chargePointId, PodId pod, int partition, Instant podsClock) {
        Route before = live(routes.get(chargePointId));
        long micros = (out ? podsClock : turns.now()).toEpochMilli() * 1000;
        long epoch =
                out || before == null ? micros : Math.max(micros, before.epoch().value() + 1);
        Route route = new Route(chargePointId, pod, partition, new SessionEpoch(epoch), OcppVersion.V1_6, turns.now());
        if (!out) {
            routes.put(chargePointId, new Kept<>(route, turns.now().plus(ROUTE)));
        }
        return route;
    }

    /** Keeps a route; false if a newer session has it. */
    boolean renew(Route route) {
        Route held = live(routes.get(route.chargePointId()));
        if (out) {
            return true;
        }
        if (held != null && held.epoch().compareTo(route.epoch()) > 0) {
            return false;
        }
        routes.put(route.chargePointId(), new Kept<>(route, turns.now().plus(ROUTE)));
        return true;
    }

    void release(Route route) {
        Route held = live(routes.get(route.chargePointId()));
        if (!out && held != null && held.epoch().equals(route.epoch())) {
            routes.remove(route.chargePointId());
        }
    }

    private <T> @Nullable T live(@Nullable Kept<T> kept) {
        return kept != null && kept.until.isAfter(turns.now()) ? kept.value : null;
    }

    private void refuseIfOut() throws RoutesUnavailableException {
        if (out) {
            throw new RoutesUnavailableException(new IllegalStateException("out, says the schedule"));
        }
    }
}
