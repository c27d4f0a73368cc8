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
 * Which pods live, as one sweeper sees it. A pod counts as dead only when its lease was missing at every look for {@code podTimeout}, no two
 * of them further apart than twice that, and this process could write to Redis all the time and for one lease lifetime before: a living pod has
 * renewed its lease by then, whatever happened to Redis. What was read is used for a short while. Used by any number of virtual threads.
 */
final class PodLiveness {
    private static final int MOST = 1000;

    private final WatchedLeases leases;
    private final Clock clock;
    private final Duration podTimeout;
    private final Duration freshFor;
    private final Map<PodId, Observation> observed = new LinkedHashMap<>();

    /** @param since since when that incarnation's lease is seen, or since when none is */
    private record Observation(Instant at, @Nullable Lease lease, Instant since) {

        boolean sameAs(Optional<Lease> found) {
            String incarnation = lease == null ? "" : lease.incarnation();
            return incarnation.equals(found.map(Lease::incarnation).orElse(""));
        }
    }

    /** @param clock never set, for how long a lease is missing */
    PodLiveness(WatchedLeases leases, Clock clock, Duration podTimeout, Duration freshFor) {
        this.leases = leases;
        this.clock = clock;
        this.podTimeout = podTimeout;
        this.freshFor = freshFor;
    }

    /** Whether the incarnation that reads this record of the pod's partition lives. */
    Liveness reader(@Nullable PodId pod, int partition, long offset)
            throws RoutesUnavailableException, InterruptedException {
        if (pod == null) {
            return Liveness.DEAD;
        }
        return liveness(pod, lease -> lease.partition() == partition && lease.startOffset() <= offset);
    }

    /** Whether that incarnation, {@code <podId>/<nonce>}, lives. */
    Liveness incarnation(String incarnation) throws RoutesUnavailableException, InterruptedException {
        int slash = incarnation.lastIndexOf('/');
        if (slash < 0) {
            return Liveness.DEAD;
        }
        return liveness(
                new PodId(incarnation.substring(0, slash)),
                lease -> lease.incarnation().equals(incarnation));
    }

    /** Whether the incarnation that {@code isOf} recognises by the pod's lease lives. */
    private Liveness liveness(PodId pod, Predicate<Lease> isOf)
            throws RoutesUnavailableException, InterruptedException {
        Observation current = observe(pod);
        Lease lease = current.lease();
        if (lease == null) {
            return missing(pod, current);
        }
        return isOf.test(lease) ? Liveness.ALIVE : Liveness.DEAD;
    }

    boolean lives(PodId pod) throws RoutesUnavailableException, InterruptedException {
        return observe(pod).lease() != null;
    }

    /** Since when the incarnations of that pod that do not live are gone, as far as was seen. */
    synchronized Instant goneSince(PodId pod) {
        Observation known = observed.get(pod);
        if (known == null) {
            return clock.instant();
        }
        return known.lease() == null ? known.since().plus(podTimeout) : known.since();
    }

    /** Whether the pod was seen dead a moment ago. Does not block. */
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
            Instant since = before != null && lasts(before, found, now) ? before.since() : now;
            Observation current = new Observation(now, found.orElse(null), since);
            observed.put(pod, current);
            forgetOldest();
            return current;
        }
    }

    /** Whether what was seen before still holds. A lease that was missing too long ago may have been there since. */
    private boolean lasts(Observation before, Optional<Lease> found, Instant now) {
        return before.sameAs(found)
                && (found.isPresent() || !now.isAfter(before.at().plus(podTimeout.multipliedBy(2))));
    }

    private void forgetOldest() {
        if (observed.size() > MOST) {
            Iterator<PodId> oldest = observed.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }
}
