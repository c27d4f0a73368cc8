package org.ocppgateway.routing.redis;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.protocol.SessionEpoch;
import org.ocppgateway.routing.Loop;
import org.ocppgateway.routing.log.EventLog;
import org.ocppgateway.routing.log.RoutingLogEvent;
import org.ocppgateway.routing.metrics.Meters;
import org.ocppgateway.routing.metrics.RoutingMetric;
import org.ocppgateway.routing.redis.client.ExpireCall;
import org.ocppgateway.routing.redis.client.ReadCall;
import org.ocppgateway.routing.redis.client.RedisLink;
import org.ocppgateway.routing.redis.client.RedisSettings;
import org.ocppgateway.routing.redis.client.RedisUnavailableException;
import org.ocppgateway.routing.route.Incarnation;
import org.ocppgateway.routing.route.Route;
import org.ocppgateway.routing.route.RouteLoss;
import org.ocppgateway.routing.route.Routes;

/**
 * The routes of this pod's sessions in Redis. Sessions claim and release on their own threads; one virtual thread
 * renews a slice of the routes at a time, so that every route is renewed once per interval and Redis gets no bursts.
 * The renewal also restores routes after a flush or an outage and detects lost ones. After a pause longer than its
 * lease the pod renews faster.
 */
public final class RedisRoutes implements Routes {
    private static final EventLog LOG = EventLog.of(RedisRoutes.class);

    private static final int SLICES = 100;
    /** Spare turns per interval, so that the last slice is still renewed in time. */
    private static final int SPARE_TURNS = 4;

    /** Number of slices after which the declaration of loss is read: every second with an interval of 30 s. */
    private static final int LOOK_EVERY = 3;

    /** Factor by which renewal is faster after a pause. */
    private static final int HASTE = 10;

    private static final int MAX_UNREPORTED = 200_000;

    private final RedisLink link;
    private final PodId pod;
    private final int partition;
    private final PodRouteIndex index;
    private final Reconciliation reconciliation;
    private final Clock clock;
    private final Displaced displaced;
    private final String lifetimeMillis;
    private final Duration sliceInterval;
    private final Duration leaseLifetime;
    private final List<Map<ChargePointId, OwnedRoute>> slices = new ArrayList<>(SLICES);
    private final UnreportedEnds unreported = new UnreportedEnds(MAX_UNREPORTED);
    private final RecentDepartures left;
    private final Counter events;
    private volatile @Nullable SessionEpoch lostUpTo;
    /** A route was missing in Redis, so the registration of this pod may be missing too. */
    private volatile boolean dataLost;

    private int hasty;
    private long lastAwake;
    private long turn;
    private int nextSlice;
    private @Nullable Loop renewal;

    /** Called when a claim of this pod replaced a route of another pod, which does not know it yet. Must not block. */
    @FunctionalInterface
    public interface Displaced {
        void from(PodId pod, ChargePointId chargePointId);
    }

    public RedisRoutes(
            RedisSettings settings,
            RedisLink link,
            Incarnation incarnation,
            int partition,
            Displaced displaced,
            PrometheusRegistry registry,
            Clock clock) {
        this.link = link;
        this.pod = incarnation.pod();
        this.partition = partition;
        this.index = new PodRouteIndex(link, incarnation, partition);
        this.reconciliation = new Reconciliation(
                index,
                id -> sliceOf(id).get(id),
                () -> slices.stream().flatMap(slice -> slice.values().stream()),
                unreported::contains,
                registry);
        this.clock = clock;
        this.displaced = displaced;
        this.left = new RecentDepartures(clock);
        this.lifetimeMillis = Long.toString(settings.lifetimes().route().toMillis());
        this.sliceInterval = settings.lifetimes().routeRenewalInterval().dividedBy(SLICES + SPARE_TURNS);
        this.leaseLifetime = settings.lifetimes().lease();
        for (int i = 0; i < SLICES; i++) {
            slices.add(new ConcurrentHashMap<>());
        }
        Meters meters = new Meters(registry);
        this.events = meters.labelledCounter(RoutingMetric.ROUTES_CHANGED);
        meters.gauge(RoutingMetric.ROUTES_HELD, this::owned);
        meters.gauge(RoutingMetric.ROUTES_UNREPORTED, unreported::count);
    }

    /** Starts the renewal. */
    public void start() {
        turn = System.nanoTime();
        lastAwake = turn;
        renewal = Loop.start("route-renewal", this::renewNextSlice, this::pause);
    }

    /** Stops the renewal. Routes that were not released expire, and another pod reports their charge points offline. */
    public void stop() throws InterruptedException {
        if (renewal != null) {
            renewal.stop();
            if (owned() == 0 && unreported.count() == 0) {
                index.unregister();
            }
        }
    }

    /** Returns whether the thread runs. */
    public boolean running() {
        return renewal != null && renewal.running();
    }

    public int owned() {
        return slices.stream().mapToInt(Map::size).sum();
    }

    boolean leftWithin(ChargePointId chargePointId, Duration time) {
        return left.within(chargePointId, time);
    }

    @Override
    public Route claim(
            ChargePointId chargePointId, OcppVersion protocol, Instant connectedAt, Consumer<RouteLoss> onLoss)
            throws InterruptedException {
        RouteValue value = RouteValue.of(pod, partition, protocol, connectedAt);
        Map<ChargePointId, OwnedRoute> slice = sliceOf(chargePointId);
        OwnedRoute previous = slice.get(chargePointId);
        long least = 1
                + Math.max(
                        left.lastEpoch(chargePointId),
                        previous == null ? 0 : previous.route().epoch().value());
        Route route = new Route(
                chargePointId, pod, partition, claimEpoch(chargePointId, value, least), protocol, connectedAt);
        OwnedRoute owned = new OwnedRoute(route, onLoss);
        // Concurrent claims of one charge point: the greater epoch wins, whichever arrives first.
        OwnedRoute[] superseded = new OwnedRoute[1];
        slice.merge(chargePointId, owned, (present, mine) -> {
            boolean mineIsNewer = mine.route().epoch().compareTo(present.route().epoch()) > 0;
            superseded[0] = mineIsNewer ? present : mine;
            return mineIsNewer ? mine : present;
        });
        if (superseded[0] != null) {
            supersede(superseded[0]);
        }
        index.add(route, () -> {});
        unreported.replacedBy(route);
        return route;
    }

    private SessionEpoch claimEpoch(ChargePointId chargePointId, RouteValue value, long least)
            throws InterruptedException {
        try {
            String claimed = link.run(
                    RouteScripts.CLAIM,
                    key(chargePointId),
                    value.head(),
                    value.tail(),
                    lifetimeMillis,
                    Long.toString(least));
            events.labelValues("claimed").inc();
            int blank = claimed.indexOf(' ');
            String before = claimed.substring(blank + 1);
            if (!before.isEmpty() && !before.equals(pod.value())) {
                displaced.from(new PodId(before), chargePointId);
            }
            return new SessionEpoch(Long.parseLong(claimed.substring(0, blank)));
        } catch (RedisUnavailableException e) {
            events.labelValues("provisional").inc();
            return new SessionEpoch(Math.max(least, ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant())));
        }
    }

    @Override
    public boolean release(Route route) throws InterruptedException {
        Map<ChargePointId, OwnedRoute> slice = sliceOf(route.chargePointId());
        OwnedRoute owned = slice.get(route.chargePointId());
        // First, because the reconciliation removes an entry of a session that is neither owned nor unreported.
        unreported.add(route);
        if (owned != null && owned.route().epoch().equals(route.epoch())) {
            owned.end();
            slice.remove(route.chargePointId(), owned);
            left.add(route);
        }
        events.labelValues("released").inc();
        try {
            String reply = link.run(
                    RouteScripts.RELEASE,
                    key(route.chargePointId()),
                    route.epoch().toString());
            return !reply.equals("newer");
        } catch (RedisUnavailableException e) {
            return true; // it expires
        }
    }

    @Override
    public void forget(Route route) {
        index.remove(route);
        unreported.remove(route);
    }

    @Override
    public void leaveToOthers(Route route) {
        if (unreported.isOverLimit()) {
            events.labelValues("abandoned").inc();
            forget(route);
        }
    }

    /**
     * Checks immediately whether this pod's session of the charge point, if any, is still the current one. Does not
     * block.
     */
    public void recheck(ChargePointId chargePointId) {
        OwnedRoute owned = sliceOf(chargePointId).get(chargePointId);
        if (owned != null) {
            renew(owned);
        }
    }

    private void renewNextSlice() throws InterruptedException {
        int slice = nextSlice;
        nextSlice = (slice + 1) % SLICES;
        if (slice == 0) {
            reconciliation.begin();
        }
        if (slice == 0 || dataLost) {
            dataLost = false;
            index.register();
        }
        if (slice % LOOK_EVERY == 0) {
            index.checkLost(epoch -> lostUpTo = epoch);
        }
        slices.get(slice).values().forEach(this::renew);
        reconciliation.step();
    }

    /** Waits for the next turn by the clock: pauses would accumulate delay. Missed turns are not repeated. */
    private void pause() throws InterruptedException {
        long begun = System.nanoTime();
        boolean hurry = hasty > 0;
        turn = Math.max(turn + (hurry ? sliceInterval.toNanos() / HASTE : sliceInterval.toNanos()), begun);
        TimeUnit.NANOSECONDS.sleep(turn - begun);
        hasty = hurry ? hasty - 1 : 0;
        long now = System.nanoTime();
        boolean slept = now - lastAwake > leaseLifetime.toNanos();
        lastAwake = now;
        if (slept) {
            LOG.log(RoutingLogEvent.ROUTE_CHECK_STARTED);
            hasty = SLICES;
            index.checkLost(epoch -> lostUpTo = epoch);
        }
    }

    private void renew(OwnedRoute owned) {
        Route route = owned.route();
        SessionEpoch lost = lostUpTo;
        if (lost != null && route.epoch().compareTo(lost) <= 0) {
            declaredLost(owned);
            return;
        }
        RouteValue value = owned.value();
        if (owned.takeIndexingRequest()) {
            index.add(route, reconciliation::wasMissing);
        }
        String own = value.with(route.epoch());
        link.runAsync(ReadCall.GET, key(route.chargePointId()), owned::isActive, found -> {
            if (found.equals(own)) {
                extend(owned, value);
            } else {
                restore(owned, value);
            }
        });
    }

    /** Extends an unchanged route: two plain commands take Redis two thirds of the time of the script. */
    private void extend(OwnedRoute owned, RouteValue value) {
        String key = key(owned.route().chargePointId());
        link.runAsync(
                ExpireCall.PEXPIRE,
                key,
                owned::isActive,
                reply -> {
                    if (reply.equals(ExpireCall.NO_KEY)) {
                        restore(owned, value);
                    }
                },
                lifetimeMillis);
    }

    private void restore(OwnedRoute owned, RouteValue value) {
        Route route = owned.route();
        link.runAsync(
                RouteScripts.RENEW,
                key(route.chargePointId()),
                owned::isActive,
                reply -> renewed(owned, reply),
                value.head(),
                value.tail(),
                lifetimeMillis,
                route.epoch().toString());
    }

    private void renewed(OwnedRoute owned, String reply) {
        switch (reply) {
            case "kept" -> {}
            case "restored" -> {
                events.labelValues("restored").inc();
                dataLost = true;
                index.add(owned.route(), () -> {});
            }
            default -> {
                ChargePointId chargePointId = owned.route().chargePointId();
                sliceOf(chargePointId).remove(chargePointId, owned);
                supersede(owned);
            }
        }
    }

    private void supersede(OwnedRoute owned) {
        if (owned.end()) {
            events.labelValues("superseded").inc();
            index.remove(owned.route());
            notifyLoss(owned, RouteLoss.SUPERSEDED);
        }
    }

    /** Marks the route as lost; its session ends it. Until then it is not renewed. */
    private void declaredLost(OwnedRoute owned) {
        if (notifyLoss(owned, RouteLoss.DECLARED_LOST)) {
            events.labelValues("declared-lost").inc();
        }
    }

    private static boolean notifyLoss(OwnedRoute owned, RouteLoss loss) {
        try {
            return owned.notifyLoss(loss);
        } catch (RuntimeException e) {
            LOG.log(RoutingLogEvent.ROUTE_LISTENER_FAILED, owned.route(), e);
            return true;
        }
    }

    private Map<ChargePointId, OwnedRoute> sliceOf(ChargePointId chargePointId) {
        return slices.get(Math.floorMod(chargePointId.hashCode(), SLICES));
    }

    private static String key(ChargePointId chargePointId) {
        return "conn:" + chargePointId;
    }
}
