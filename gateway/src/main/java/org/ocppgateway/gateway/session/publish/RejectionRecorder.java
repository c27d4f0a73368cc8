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
import org.ocppgateway.gateway.limit.RateLimit;
import org.ocppgateway.gateway.limit.TokenBucket;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.dictionary.Dictionary;
import org.ocppgateway.routing.metrics.CounterByWord;
import org.ocppgateway.routing.metrics.Meters;
import org.ocppgateway.routing.route.Route;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts and logs the CALLs that are answered with an error, and limits how many of them become events: {@value #EVENTS_PER_MINUTE} a
 * minute and charge point. The limit is kept for the {@value #CHARGE_POINTS} charge points with the latest rejections; one that is
 * forgotten begins anew. Any thread.
 */
final class RejectionRecorder {
    static final int EVENTS_PER_MINUTE = 10;
    static final int CHARGE_POINTS = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(RejectionRecorder.class);
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final RateLimit LINES = new RateLimit(20, 200);
    private static final String OTHER = "other";
    private static final int MAX_ACTION_LENGTH = 50;

    private final RetryingPublisher publishing;
    private final boolean muted;
    private final LongSupplier nanoTime;
    private final TokenBucket lines;

    /** The times of the rejections that were admitted within the last minute, by charge point, the latest asked for last. */
    private final Map<ChargePointId, Deque<Long>> latest = new LinkedHashMap<>(16, 0.75f, true);

    private final Counter calls;
    private final CounterByWord<Told> events;

    /** What became of the event of a rejection. */
    enum Told {
        PUBLISHED,
        /** There were too many of this charge point. */
        LIMITED,
        /** Kafka was out or overloaded. */
        DROPPED
    }

    /** @param muted whether no events are wanted */
    RejectionRecorder(RetryingPublisher publishing, boolean muted, LongSupplier nanoTime, PrometheusRegistry registry) {
        this.publishing = publishing;
        this.muted = muted;
        this.nanoTime = nanoTime;
        this.lines = new TokenBucket(LINES, nanoTime.getAsLong());
        Meters meters = Meters.ofGateway(registry);
        calls = meters.counter("rejected_calls", "CALLs answered with an error", "version", "action", "code");
        events = meters.counter(
                "rejection_events", "EventFactory about rejected CALLs by what became of them", "outcome", Told.class);
        meters.gauge("rejection_limits", "Charge points whose rejections are limited", this::size);
    }

    /** Counts and logs a rejection. Returns whether its event is to be published. */
    boolean note(Route route, Rejection rejection) {
        String code = rejection.code().spelling(route.protocol());
        calls.labelValues(route.protocol().label(), label(route.protocol(), rejection.action()), code)
                .inc();
        if (!admits(route.chargePointId())) {
            events.count(Told.LIMITED);
            return false;
        }
        if (lines.tryTake(nanoTime.getAsLong())) {
            LOG.info(
                    "Refused {} of {}: {}, {}",
                    printable(rejection.action()),
                    route.chargePointId(),
                    code,
                    rejection.description());
        }
        return !muted;
    }

    /** Publishes the event of a rejection. Nothing waits for it, so it is dropped if it cannot be published at once. */
    void publish(Route route, Rejection rejection, EventFactory session) throws InterruptedException {
        boolean published = session.ofRejection(rejection, event -> publishing.offer(route.chargePointId(), event));
        events.count(published ? Told.PUBLISHED : Told.DROPPED);
    }

    private synchronized boolean admits(ChargePointId chargePointId) {
        long now = nanoTime.getAsLong();
        Deque<Long> admitted = latest.computeIfAbsent(chargePointId, id -> new ArrayDeque<>(2));
        if (latest.size() > CHARGE_POINTS) {
            latest.remove(latest.keySet().iterator().next());
        }
        while (!admitted.isEmpty() && now - admitted.getFirst() >= MINUTE) {
            admitted.removeFirst();
        }
        return admitted.size() < EVENTS_PER_MINUTE && admitted.add(now);
    }

    private synchronized int size() {
        return latest.size();
    }

    /** One of a bounded set: charge points can send any text. */
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
