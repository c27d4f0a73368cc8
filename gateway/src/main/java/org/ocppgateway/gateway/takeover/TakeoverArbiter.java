package org.ocppgateway.gateway.takeover;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.session.ExistingSession;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.model.EventType;
import org.ocppgateway.protocol.model.GatewayEvents;
import org.ocppgateway.routing.route.RoutesUnavailableException;
import org.ocppgateway.routing.route.WindowCounter;

/**
 * Decides whether a new connection takes over from a session of this pod. Concurrent callers for one charge point share one probe and its
 * decision. Thread-safe. Blocks at most for twice the probe timeout (once for a permit, once for the probe) plus calls to Redis; other
 * pods rely on that bound ({@link TakeoverSettings#timeToDecide}).
 *
 * <p>It does not end the existing session. That happens when the new connection claims the route.
 */
public final class TakeoverArbiter {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final TakeoverSettings settings;
    private final Function<ChargePointId, @Nullable ExistingSession> sessions;
    private final WindowCounter counter;
    private final TakeoverLimit limit;
    private final TakeoverAttempts attempts;
    private final TakeoverMetrics metrics;
    private final Semaphore permits;
    private final SharedDecisions sharedDecisions = new SharedDecisions();

    /**
     * @param sessions returns the session of a charge point on this pod
     * @param counter counts takeovers and events over all pods
     * @param nanoTime monotonic clock in nanoseconds
     */
    public TakeoverArbiter(
            TakeoverSettings settings,
            Function<ChargePointId, @Nullable ExistingSession> sessions,
            WindowCounter counter,
            LongSupplier nanoTime,
            TakeoverMetrics metrics) {
        this.settings = settings;
        this.sessions = sessions;
        this.counter = counter;
        this.limit = new TakeoverLimit(settings, counter);
        this.attempts = new TakeoverAttempts(nanoTime);
        this.metrics = metrics;
        this.permits = new Semaphore(settings.probeLimit());
    }

    /** Decides whether a new connection takes over from the session that the charge point has on this pod. */
    public TakeoverDecision decide(NewConnection connection) throws InterruptedException {
        ExistingSession existing = sessions.apply(connection.chargePointId());
        if (existing == null || !existing.isOpen()) {
            return TakeoverDecision.GONE;
        }
        return sharedDecisions.share(connection.chargePointId(), () -> decideWithPermit(existing, connection));
    }

    private TakeoverDecision decideWithPermit(ExistingSession existing, NewConnection connection)
            throws InterruptedException {
        // When a whole fleet reconnects, most old connections end while the new ones wait for a permit.
        if (!permits.tryAcquire(settings.probeTimeout().toNanos(), TimeUnit.NANOSECONDS)) {
            metrics.decisions.labelValues("busy").inc();
            return TakeoverDecision.BUSY;
        }
        try {
            return existing.isOpen() ? decide(existing, connection) : TakeoverDecision.GONE;
        } finally {
            permits.release();
        }
    }

    /** Decisions in progress, each for a different charge point. */
    int inProgress() {
        return settings.probeLimit() - permits.availablePermits();
    }

    private TakeoverDecision decide(ExistingSession existing, NewConnection connection) throws InterruptedException {
        ChargePointId chargePointId = connection.chargePointId();
        // Without the count shared by all pods, two connections could take over from each other without limit.
        if (settings.mode() == TakeoverSettings.Mode.NEWEST && limit.permits(chargePointId, false)) {
            return takeOver("newest");
        }
        boolean alive = existing.probe(settings.probeTimeout());
        if (!existing.isOpen()) {
            return TakeoverDecision.GONE;
        }
        boolean persisted = attempts.record(chargePointId, existing.epoch()).compareTo(settings.challengePeriod()) >= 0;
        if (alive && !persisted) {
            return refuse("alive", existing, connection);
        }
        if (!limit.permits(chargePointId, true)) {
            return refuse("limited", existing, connection);
        }
        return takeOver(alive ? "persisted" : "silent");
    }

    private TakeoverDecision takeOver(String reason) {
        metrics.decisions.labelValues(reason).inc();
        return TakeoverDecision.YIELDS;
    }

    private TakeoverDecision refuse(String reason, ExistingSession existing, NewConnection connection)
            throws InterruptedException {
        metrics.decisions.labelValues(reason).inc();
        ChargePointId chargePointId = connection.chargePointId();
        if (attempts.isEventDue(chargePointId) && mayPublishEvent(chargePointId)) {
            publishEvent(existing, connection);
        }
        return TakeoverDecision.STAYS;
    }

    /** Publishes a security event. If the session does not accept it, the next refusal tries again. */
    private void publishEvent(ExistingSession existing, NewConnection connection) {
        String info = "another connection with this identity was refused";
        String fields = GatewayEvents.security("DuplicateIdentity", info, connection.remoteAddress());
        if (existing.publish(EventType.SECURITY_EVENT, fields)) {
            attempts.recordPublished(connection.chargePointId());
        } else {
            metrics.unpublishedEvents.inc();
        }
    }

    /** Reserves the event of this minute for this pod; false if another pod has reserved it. */
    private boolean mayPublishEvent(ChargePointId chargePointId) throws InterruptedException {
        if (attempts.isEventReserved(chargePointId)) {
            return true;
        }
        try {
            if (counter.count("duplicates-told", chargePointId, MINUTE) != 1) {
                return false;
            }
            attempts.reserveEvent(chargePointId);
            return true;
        } catch (RoutesUnavailableException e) {
            return true;
        }
    }
}
