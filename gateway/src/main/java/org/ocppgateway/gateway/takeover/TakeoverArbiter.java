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
import org.ocppgateway.routing.route.Tally;

/**
 * Decides about newcomers for the sessions of this pod. Called by any number of virtual threads; all who come for one session at
 * once share one probe and its verdict. Blocks for twice the probe's time at most, once to get its turn, and what Redis takes:
 * pods that ask this one rely on that ({@link TakeoverSettings#timeToDecide}).
 *
 * <p>It ends no session: that happens when the newcomer has claimed the route.
 */
public final class TakeoverArbiter {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final TakeoverSettings settings;
    private final Function<ChargePointId, @Nullable ExistingSession> sessions;
    private final Tally tally;
    private final TakeoverAttempts contests;
    private final TakeoverMetrics metrics;
    private final Semaphore deciding;
    private final SharedDecisions shared = new SharedDecisions();

    /**
     * @param sessions the session that a charge point has on this pod
     * @param nanoTime a clock that only goes forward
     */
    public TakeoverArbiter(
            TakeoverSettings settings,
            Function<ChargePointId, @Nullable ExistingSession> sessions,
            Tally tally,
            LongSupplier nanoTime,
            TakeoverMetrics metrics) {
        this.settings = settings;
        this.sessions = sessions;
        this.tally = tally;
        this.contests = new TakeoverAttempts(nanoTime);
        this.metrics = metrics;
        this.deciding = new Semaphore(settings.probeLimit());
    }

    /** Decides whether a newcomer takes over what this pod has of its charge point. */
    public TakeoverDecision decide(NewConnection newcomer) throws InterruptedException {
        ExistingSession incumbent = sessions.apply(newcomer.chargePointId());
        if (incumbent == null || !incumbent.isOpen()) {
            return TakeoverDecision.GONE;
        }
        return shared.share(newcomer.chargePointId(), () -> decideInTurn(incumbent, newcomer));
    }

    private TakeoverDecision decideInTurn(ExistingSession incumbent, NewConnection newcomer) throws InterruptedException {
        // When a whole fleet reconnects at once, most of its old connections have ended by the time it is their turn.
        if (!deciding.tryAcquire(settings.probeTimeout().toNanos(), TimeUnit.NANOSECONDS)) {
            metrics.decisions.labelValues("busy").inc();
            return TakeoverDecision.BUSY;
        }
        try {
            return incumbent.isOpen() ? weigh(incumbent, newcomer) : TakeoverDecision.GONE;
        } finally {
            deciding.release();
        }
    }

    /** Decisions under way, each about another charge point. */
    int deciding() {
        return settings.probeLimit() - deciding.availablePermits();
    }

    private TakeoverDecision weigh(ExistingSession incumbent, NewConnection newcomer) throws InterruptedException {
        ChargePointId chargePointId = newcomer.chargePointId();
        // Without the count that all pods share there is no limit to two that take each other's place.
        if (settings.mode() == TakeoverSettings.Mode.NEWEST && withinLimit(chargePointId, false)) {
            return takeOver("newest");
        }
        boolean alive = incumbent.probe(settings.probeTimeout());
        if (!incumbent.isOpen()) {
            return TakeoverDecision.GONE;
        }
        boolean persisted = contests.come(chargePointId, incumbent.epoch()).compareTo(settings.persistence()) >= 0;
        if (alive && !persisted) {
            return refuse("alive", incumbent, newcomer);
        }
        if (!withinLimit(chargePointId, true)) {
            return refuse("limited", incumbent, newcomer);
        }
        return takeOver(alive ? "persisted" : "silent");
    }

    private TakeoverDecision takeOver(String decision) {
        metrics.decisions.labelValues(decision).inc();
        return TakeoverDecision.YIELDS;
    }

    private TakeoverDecision refuse(String decision, ExistingSession incumbent, NewConnection newcomer) throws InterruptedException {
        metrics.decisions.labelValues(decision).inc();
        if (contests.isDue(newcomer.chargePointId()) && mayTell(newcomer.chargePointId())) {
            tell(incumbent, newcomer);
        }
        return TakeoverDecision.STAYS;
    }

    /** The minute counts as told only when the event has been taken; otherwise the next refusal tries again. */
    private void tell(ExistingSession incumbent, NewConnection newcomer) {
        String info = "another connection with this identity was refused";
        String fields = GatewayEvents.security("DuplicateIdentity", info, newcomer.remoteAddress());
        if (incumbent.tell(EventType.SECURITY_EVENT, fields)) {
            contests.told(newcomer.chargePointId());
        } else {
            metrics.untold.inc();
        }
    }

    private boolean withinLimit(ChargePointId chargePointId, boolean otherwise) throws InterruptedException {
        try {
            return tally.count("takeovers", chargePointId, MINUTE) <= settings.takeoversPerMinute();
        } catch (RoutesUnavailableException e) {
            return otherwise;
        }
    }

    /** Whether no other pod tells in this minute; asked once for each event. */
    private boolean mayTell(ChargePointId chargePointId) throws InterruptedException {
        if (contests.mayTell(chargePointId)) {
            return true;
        }
        try {
            if (tally.count("duplicates-told", chargePointId, MINUTE) != 1) {
                return false;
            }
            contests.reserve(chargePointId);
            return true;
        } catch (RoutesUnavailableException e) {
            return true;
        }
    }
}
