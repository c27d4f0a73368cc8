package org.ocppgateway.gateway.session.publish;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.log.GatewayLogEvent;
import org.ocppgateway.gateway.metrics.GatewayMetric;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.dictionary.Dictionary;
import org.ocppgateway.routing.log.EventLog;
import org.ocppgateway.routing.metrics.EnumCounter;
import org.ocppgateway.routing.metrics.Meters;
import org.ocppgateway.routing.route.Route;

/**
 * Counts, logs and publishes CALLs that are answered with an error. The number of log lines and events is limited to
 * {@value #EVENTS_PER_MINUTE} per minute and charge point. The limit is kept for the {@value #CHARGE_POINTS} charge points with the most
 * recent rejections. Thread-safe.
 */
public final class RejectionRecorder {
    static final int EVENTS_PER_MINUTE = 10;
    static final int CHARGE_POINTS = 10_000;

    private static final EventLog LOG = EventLog.of(RejectionRecorder.class);
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final String OTHER = "other";
    private static final int MAX_ACTION_LENGTH = 50;

    private final RetryingPublisher publisher;
    private final boolean muted;
    private final LongSupplier nanoTime;

    /** Times of the rejections recorded within the last minute, by charge point, in access order. */
    private final Map<ChargePointId, Deque<Long>> recentTimes = new LinkedHashMap<>(16, 0.75f, true);

    private final Counter calls;
    private final EnumCounter<EventOutcome> events;

    /** Outcome of the event of a rejection. */
    enum EventOutcome {
        PUBLISHED,
        /** The limit of this charge point is reached. */
        LIMITED,
        /** Kafka is unavailable or overloaded. */
        DROPPED
    }

    /**
     * @param muted whether no events are published
     * @param nanoTime monotonic clock in nanoseconds
     */
    public RejectionRecorder(
            RetryingPublisher publisher, boolean muted, LongSupplier nanoTime, PrometheusRegistry registry) {
        this.publisher = publisher;
        this.muted = muted;
        this.nanoTime = nanoTime;
        Meters meters = new Meters(registry);
        calls = meters.labelledCounter(GatewayMetric.UPLINK_REJECTED_CALLS);
        events = meters.counter(GatewayMetric.UPLINK_REJECTION_EVENTS, EventOutcome.class);
        meters.gauge(GatewayMetric.UPLINK_REJECTION_LIMIT_ENTRIES, this::size);
    }

    /** Counts and logs a rejection; returns whether its event is to be published. */
    public boolean record(Route route, Rejection rejection) {
        String code = rejection.code().spelling(route.protocol());
        calls.labelValues(route.protocol().label(), label(route.protocol(), rejection.action()), code)
                .inc();
        if (!tryRecord(route.chargePointId())) {
            events.count(EventOutcome.LIMITED);
            return false;
        }
        LOG.log(
                GatewayLogEvent.UPLINK_CALL_REJECTED,
                printable(rejection.action()),
                route,
                code,
                rejection.description());
        return !muted;
    }

    /** Publishes the event of a rejection. The event is dropped if it cannot be published immediately. */
    public void publish(Route route, Rejection rejection, EventFactory eventFactory) throws InterruptedException {
        boolean published =
                eventFactory.publishRejection(rejection, event -> publisher.offer(route.chargePointId(), event));
        events.count(published ? EventOutcome.PUBLISHED : EventOutcome.DROPPED);
    }

    private synchronized boolean tryRecord(ChargePointId chargePointId) {
        long now = nanoTime.getAsLong();
        Deque<Long> times = recentTimes.computeIfAbsent(chargePointId, id -> new ArrayDeque<>(2));
        if (recentTimes.size() > CHARGE_POINTS) {
            recentTimes.remove(recentTimes.keySet().iterator().next());
        }
        while (!times.isEmpty() && now - times.getFirst() >= MINUTE) {
            times.removeFirst();
        }
        return times.size() < EVENTS_PER_MINUTE && times.add(now);
    }

    private synchronized int size() {
        return recentTimes.size();
    }

    /** Returns a label from a bounded set, because charge points can send any text. */
    private static String label(OcppVersion version, @Nullable Action action) {
        return action != null && Dictionary.of(version).message(action) != null ? action.name() : OTHER;
    }

    private static String printable(@Nullable Action action) {
        if (action == null) {
            return "a CALL without a readable action";
        }
        String name = action.name();
        return name.substring(0, Math.min(name.length(), MAX_ACTION_LENGTH)).replaceAll("[^A-Za-z0-9_.-]", "?");
    }
}
