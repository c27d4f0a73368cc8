package org.ocppgateway.routing.sweep;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.protocol.SessionEpoch;
import org.ocppgateway.protocol.model.EventContext;
import org.ocppgateway.protocol.model.EventEncoder;
import org.ocppgateway.protocol.model.EventId;
import org.ocppgateway.protocol.model.EventType;
import org.ocppgateway.protocol.model.GatewayEvents;
import org.ocppgateway.routing.FailureLog;
import org.ocppgateway.routing.Loop;
import org.ocppgateway.routing.event.EventPublisher;
import org.ocppgateway.routing.event.PublishException;
import org.ocppgateway.routing.log.EventLog;
import org.ocppgateway.routing.log.RoutingLogEvent;
import org.ocppgateway.routing.metrics.Meters;
import org.ocppgateway.routing.metrics.RoutingMetric;
import org.ocppgateway.routing.route.LostRoutes;
import org.ocppgateway.routing.route.LostRoutes.IndexedRoute;
import org.ocppgateway.routing.route.LostRoutes.Page;
import org.ocppgateway.routing.route.RoutesUnavailableException;
import org.ocppgateway.routing.route.WatchedLeases;

/**
 * Publishes device.offline for the charge points of dead pods. The pod that handles a dead pod is the member of the
 * sweeper group that has its partition. A declaration in Redis excludes other pods while partitions move.
 *
 * <p>A charge point with a newer session gets no event. The event has the epoch of the lost session and a sequence
 * greater than any other ({@link EventContext#AFTER_LAST}), so that it is ordered after that session and before the
 * next one. Its id is the same for every publication.
 */
public final class LostPods {
    private static final EventLog LOG = EventLog.of(LostPods.class);

    private final SweepSettings settings;
    private final LostRoutes lost;
    private final PodLiveness pods;
    private final IntPredicate sweeps;
    private final EventPublisher publisher;
    private final Clock clock;
    private final Counter routes;
    private final FailureLog failures = new FailureLog(LOG, "lost-pod-check");
    private @Nullable Loop loop;

    /**
     * @param sweeps whether this pod sweeps a partition of {@code commands-down}
     * @param clock wall clock, for the time of the event
     * @param steady monotonic clock, for durations
     */
    public LostPods(
            SweepSettings settings,
            LostRoutes lost,
            WatchedLeases leases,
            IntPredicate sweeps,
            EventPublisher publisher,
            PrometheusRegistry registry,
            Clock clock,
            Clock steady) {
        this.settings = settings;
        this.lost = lost;
        this.pods = new PodLiveness(leases, steady, settings.podTimeout(), settings.checkInterval());
        this.sweeps = sweeps;
        this.publisher = publisher;
        this.clock = clock;
        this.routes = new Meters(registry).labelledCounter(RoutingMetric.SWEEPER_LOST_ROUTES);
    }

    /** Starts the loop, with one check per check interval. */
    public void start() {
        loop = Loop.start("lost-pods", Loop.pause(settings.checkInterval()), this::check);
    }

    /** Stops the loop; another pod continues the cleanup. */
    public void stop() throws InterruptedException {
        if (loop != null) {
            loop.stop();
        }
    }

    /** Returns whether the loop runs. */
    public boolean running() {
        return loop != null && loop.running();
    }

    /** Checks all incarnations and cleans up lost ones. */
    private void check() throws InterruptedException {
        try {
            boolean well = true;
            for (Map.Entry<String, Integer> owner : lost.listIncarnations().entrySet()) {
                well &= check(owner.getKey(), owner.getValue());
            }
            if (well) {
                failures.succeeded();
            }
        } catch (RoutesUnavailableException e) {
            LOG.log(RoutingLogEvent.SWEEPER_PODS_UNKNOWN, e.getMessage());
        }
    }

    /** Checks one incarnation; an exception does not skip the others. Returns whether there was none. */
    private boolean check(String incarnation, int partition) throws RoutesUnavailableException, InterruptedException {
        try {
            if (sweeps.test(partition) && isDead(incarnation)) {
                cleanUp(incarnation);
            }
            return true;
        } catch (RuntimeException e) {
            failures.failed(e);
            return false;
        }
    }

    private boolean isDead(String incarnation) throws RoutesUnavailableException, InterruptedException {
        return pods.incarnation(incarnation) == CommandSnapshot.Liveness.DEAD;
    }

    private void cleanUp(String incarnation) throws RoutesUnavailableException, InterruptedException {
        AtomicInteger published = new AtomicInteger();
        AtomicInteger remaining = new AtomicInteger();
        String cursor = LostRoutes.BEGINNING;
        do {
            Optional<SessionEpoch> upTo = lost.declareLost(incarnation);
            if (upTo.isEmpty() || !isDead(incarnation)) {
                return;
            }
            Page part = lost.listRoutes(incarnation, cursor);
            publishAll(incarnation, upTo.get(), part.routes(), published, remaining);
            cursor = part.cursor();
            TimeUnit.NANOSECONDS.sleep(Duration.ofSeconds(part.routes().size())
                    .dividedBy(settings.offlineEventsPerSecond())
                    .toNanos());
        } while (!cursor.equals(LostRoutes.BEGINNING));
        lost.finish(incarnation, remaining.get() == 0);
        LOG.log(RoutingLogEvent.SWEEPER_POD_LOST, incarnation, published, remaining);
    }

    private void publishAll(
            String incarnation,
            SessionEpoch upTo,
            List<IndexedRoute> routes,
            AtomicInteger published,
            AtomicInteger remaining) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (IndexedRoute route : routes) {
                remaining.incrementAndGet();
                threads.execute(() -> {
                    if (route.epoch().compareTo(upTo) <= 0 && publishOffline(incarnation, route, published)) {
                        remaining.decrementAndGet();
                    }
                });
            }
        }
    }

    /** Publishes the event of one route. Returns whether the route is handled. */
    private boolean publishOffline(String incarnation, IndexedRoute route, AtomicInteger published) {
        try {
            if (lost.remove(route)) {
                publisher.publish(route.chargePointId(), offline(incarnation, route));
                published.incrementAndGet();
                routes.labelValues("offline").inc();
            } else {
                routes.labelValues("elsewhere").inc();
            }
            lost.forget(incarnation, route);
            return true;
        } catch (PublishException | RoutesUnavailableException e) {
            LOG.log(RoutingLogEvent.SWEEPER_OFFLINE_EVENT_DELAYED, route.chargePointId(), e.getMessage());
            routes.labelValues("failed").inc();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    /** Encodes the event with the name of the lost pod, so that it is identical whichever pod publishes it. */
    private byte[] offline(String incarnation, IndexedRoute route) {
        EventContext context = new EventContext(
                EventId.of(route.chargePointId(), route.epoch(), EventContext.AFTER_LAST),
                clock.instant(),
                new PodId(incarnation.substring(0, incarnation.lastIndexOf('/'))),
                route.chargePointId(),
                route.protocol(),
                route.epoch(),
                EventContext.AFTER_LAST,
                null);
        return EventEncoder.encode(context, EventType.DEVICE_OFFLINE, GatewayEvents.podLost(), null);
    }
}
