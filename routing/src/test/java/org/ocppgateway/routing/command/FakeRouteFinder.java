package org.ocppgateway.routing.command;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.protocol.SessionEpoch;
import org.ocppgateway.routing.route.FoundRoute;
import org.ocppgateway.routing.route.RouteFinder;
import org.ocppgateway.routing.route.RoutesUnavailableException;

/** Routes set by a test; can simulate an outage. */
public final class FakeRouteFinder implements RouteFinder {
    private final Map<ChargePointId, FoundRoute> routes = new ConcurrentHashMap<>();
    private final Set<ChargePointId> left = ConcurrentHashMap.newKeySet();
    private final AtomicInteger brokenLookups = new AtomicInteger();
    private volatile boolean out;
    private volatile @Nullable ChargePointId broken;

    /** Sets a route that has existed for long. */
    public void at(ChargePointId chargePointId, String pod) {
        at(chargePointId, pod, Instant.parse("2026-11-21T09:00:00Z"));
    }

    public void at(ChargePointId chargePointId, String pod, Instant since) {
        SessionEpoch epoch = new SessionEpoch(since.toEpochMilli() * 1000);
        routes.put(chargePointId, new FoundRoute(chargePointId, new PodId(pod), 1, epoch, "ocpp1.6", since));
    }

    public void nowhere(ChargePointId chargePointId) {
        routes.remove(chargePointId);
    }

    /** Makes lookups of that charge point throw an unexpected exception; null for none. */
    void breakFor(@Nullable ChargePointId chargePointId) {
        broken = chargePointId;
    }

    /** Number of lookups that threw an unexpected exception. */
    int brokenLookups() {
        return brokenLookups.get();
    }

    public void out(boolean isOut) {
        out = isOut;
    }

    void left(ChargePointId chargePointId) {
        left.add(chargePointId);
    }

    @Override
    public Optional<FoundRoute> find(ChargePointId chargePointId) throws RoutesUnavailableException {
        if (out) {
            throw new RoutesUnavailableException(new IllegalStateException("simulated outage"));
        }
        if (chargePointId.equals(broken)) {
            brokenLookups.incrementAndGet();
            throw new IllegalStateException("simulated error");
        }
        return Optional.ofNullable(routes.get(chargePointId));
    }

    @Override
    public boolean leftWithin(ChargePointId chargePointId, Duration time) {
        return left.contains(chargePointId);
    }
}
