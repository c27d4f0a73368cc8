package org.ocppgateway.routing.redis;

import java.util.function.Consumer;
import org.ocppgateway.routing.route.Route;
import org.ocppgateway.routing.route.RouteLoss;

/** A route of this pod until it ends, once: released or superseded by a newer one. */
final class OwnedRoute {
    private final Route route;
    private final Consumer<RouteLoss> onLoss;
    private boolean ended;
    private boolean notified;
    private volatile boolean toBeNoted;

    OwnedRoute(Route route, Consumer<RouteLoss> onLoss) {
        this.route = route;
        this.onLoss = onLoss;
    }

    Route route() {
        return route;
    }

    /** The value in Redis; built on demand because it is rarely needed. */
    RouteValue value() {
        return RouteValue.of(route.pod(), route.partition(), route.protocol(), route.connectedAt());
    }

    /** Notifies the session, once. Returns false if it was notified before. */
    boolean notifyLoss(RouteLoss loss) {
        synchronized (this) {
            if (notified) {
                return false;
            }
            notified = true;
        }
        onLoss.accept(loss);
        return true;
    }

    /** Marks the route as missing from the index. */
    void requireIndexing() {
        toBeNoted = true;
    }

    /** Returns whether the route is marked as missing from the index, and clears the mark. */
    boolean takeIndexingRequest() {
        boolean now = toBeNoted;
        toBeNoted = false;
        return now;
    }

    synchronized boolean isActive() {
        return !ended;
    }

    /** Ends the route. Returns false if it had ended already. */
    synchronized boolean end() {
        boolean first = !ended;
        ended = true;
        return first;
    }
}
