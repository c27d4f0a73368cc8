package org.ocppgateway.routing.sweep;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.route.Lease;
import org.ocppgateway.routing.route.RoutesUnavailableException;
import org.ocppgateway.routing.route.WatchedLeases;
import org.ocppgateway.routing.sweep.CommandSnapshot.Liveness;

/**
 * Liveness of pods as one sweeper observes it. A pod counts as dead only if three conditions hold. Its lease was
 * missing at every observation for {@code podTimeout}. No two of these observations were further apart than twice that.
 * This process could write to Redis during that time and for one lease lifetime before, in which a live pod has renewed
 * its lease even if Redis has lost it. Observations are reused for a short time. Used by any number of virtual threads.
 */
final class PodLiveness {
    private static final int MOST = 1000;

    private final WatchedLeases leases;
    private final Clock clock;
    private final Duration podTimeout;
    private final Duration freshFor;
    private final Map<PodId, Observation> observed = new LinkedHashMap<>();

    /** @param since time since which the lease of that incarnation, or no lease, is observed */
    private record Observation(Instant at, @Nullable Lease lease, Instant since) {

        boolean sameAs(Optional<Lease> found) {
            String incarnation = lease == null ? "" : lease.incarnation();
            return incarnation.equals(found.map(Lease::incarnation).orElse(""));
        }
    }

    /**
     * @param clock monotonic clock
     * @param podTimeout time for which a lease must be missing
     * @param freshFor time for which an observation is reused
     */
    PodLiveness(WatchedLeases leases, Clock clock, Duration podTimeout, Duration freshFor) {
        this.leases = leases;
        this.clock = clock;
        this.podTimeout = podTimeout;
        this.freshFor = freshFor;
    }

    /** Returns the liveness of the incarnation that reads this record of the pod's partition. */
    Liveness reader(@Nullable PodId pod, int partition, long offset)
            throws RoutesUnavailableException, InterruptedException {
        if (pod == null) {
            return Liveness.DEAD;
        }
        return liveness(pod, lease -> lease.partition() == partition && lease.startOffset() <= offset);
    }

    /** Returns the liveness of an incarnation, {@code <podId>/<nonce>}. */
    Liveness incarnation(String incarnation) throws RoutesUnavailableException, InterruptedException {
        int slash = incarnation.lastIndexOf('/');
        if (slash < 0) {
            return Liveness.DEAD;
        }
        return liveness(
                new PodId(incarnation.substring(0, slash)),
                lease -> lease.incarnation().equals(incarnation));
    }

    /** Returns the liveness of the incarnation whose lease {@code isOf} accepts. */
    private Liveness liveness(PodId pod, Predicate<Lease> isOf)
            throws RoutesUnavailableException, InterruptedException {
        Observation current = observe(pod);
        Lease lease = current.lease();
        if (lease == null) {
            return missing(pod, current);
        }
        return isOf.test(lease) ? Liveness.ALIVE : Liveness.DEAD;
    }

    boolean isAlive(PodId pod) throws RoutesUnavailableException, InterruptedException {
        return observe(pod).lease() != null;
    }

    /** Time since which the dead incarnations of that pod are gone, as far as observed. */
    synchronized Instant deadSince(PodId pod) {
        Observation known = observed.get(pod);
        if (known == null) {
            return clock.instant();
        }
        return known.lease() == null ? known.since().plus(podTimeout) : known.since();
    }

    /** Returns whether the last observation found the pod dead. Does not block. */
    synchronized boolean wasDead(@Nullable PodId pod) {
        if (pod == null) {
            return false;
        }
        Observation known = observed.get(pod);
        return known != null && known.lease() == null && missing(pod, known) == Liveness.DEAD;
    }

    private Liveness missing(PodId pod, Observation current) {
        boolean longEnough = !clock.instant().isBefore(current.since().plus(podTimeout));
        boolean conclusive = leases.conclusiveFor(pod).compareTo(podTimeout) >= 0;
        return longEnough && conclusive ? Liveness.DEAD : Liveness.SUSPECT;
    }

    private Observation observe(PodId pod) throws RoutesUnavailableException, InterruptedException {
        Instant now = clock.instant();
        synchronized (this) {
            Observation known = observed.get(pod);
            if (known != null && now.isBefore(known.at().plus(freshFor))) {
                return known;
            }
        }
        Optional<Lease> found = leases.find(pod);
        synchronized (this) {
            Observation before = observed.remove(pod);
            Instant since = before != null && continues(before, found, now) ? before.since() : now;
            Observation current = new Observation(now, found.orElse(null), since);
            observed.put(pod, current);
            dropOldest();
            return current;
        }
    }

    /**
     * Returns whether an earlier observation continues. A missing lease that was observed too long ago may have existed
     * since.
     */
    private boolean continues(Observation before, Optional<Lease> found, Instant now) {
        return before.sameAs(found)
                && (found.isPresent() || !now.isAfter(before.at().plus(podTimeout.multipliedBy(2))));
    }

    private void dropOldest() {
        if (observed.size() > MOST) {
            Iterator<PodId> oldest = observed.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }
}
