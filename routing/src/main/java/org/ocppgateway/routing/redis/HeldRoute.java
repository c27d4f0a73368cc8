package org.ocppgateway.routing.redis;

import java.util.concurrent.atomic.AtomicBoolean;
import org.ocppgateway.routing.route.Route;

/** A route this pod holds, until it ends once: released, or superseded by a newer one. */
final class HeldRoute {
    private final Route route;
    private final RouteValue value;
    private final Runnable onSuperseded;
    private final AtomicBoolean held = new AtomicBoolean(true);

    HeldRoute(Route route, RouteValue value, Runnable onSuperseded) {
        this.route = route;
        this.value = value;
        this.onSuperseded = onSuperseded;
    }

    Route route() {
        return route;
    }

    RouteValue value() {
        return value;
    }

    Runnable onSuperseded() {
        return onSuperseded;
    }

    boolean isHeld() {
        return held.get();
    }

    /** Ends it; false if it had ended already. */
    boolean end() {
        return held.compareAndSet(true, false);
    }
}
