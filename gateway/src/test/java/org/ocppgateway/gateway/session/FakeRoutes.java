package org.ocppgateway.gateway.session;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.protocol.SessionEpoch;
import org.ocppgateway.routing.route.Route;
import org.ocppgateway.routing.route.RouteLoss;
import org.ocppgateway.routing.route.Routes;

/** In-memory routes: every claim gets the next epoch. */
final class FakeRoutes implements Routes {
    static final int PARTITION = 17;

    final List<Route> claimed = new CopyOnWriteArrayList<>();
    final List<Route> released = new CopyOnWriteArrayList<>();
    final List<Route> forgotten = new CopyOnWriteArrayList<>();
    final List<Route> leftToOthers = new CopyOnWriteArrayList<>();
    volatile boolean newerElsewhere;
    private final AtomicLong epochs = new AtomicLong();

    @Override
    public Route claim(
            ChargePointId chargePointId, OcppVersion protocol, Instant connectedAt, Consumer<RouteLoss> onLoss) {
        Route route = new Route(
                chargePointId,
                new PodId("gateway-0"),
                PARTITION,
                new SessionEpoch(epochs.incrementAndGet()),
                protocol,
                connectedAt);
        claimed.add(route);
        return route;
    }

    @Override
    public boolean release(Route route) {
        released.add(route);
        return !newerElsewhere;
    }

    @Override
    public void forget(Route route) {
        forgotten.add(route);
    }

    @Override
    public void leaveToOthers(Route route) {
        leftToOthers.add(route);
    }
}
