package org.ocppgateway.routing.redis;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.ocppgateway.routing.route.Route;
import org.ocppgateway.routing.route.RouteLoss;

/** A route this pod holds, until it ends once: released, or superseded by a newer one. */
final class HeldRoute {
    private final Route route;
    private final RouteValue value;
    private final Consumer<RouteLoss> onLoss;
    private final AtomicBoolean held = new AtomicBoolean(true);
    private final AtomicBoolean told = new AtomicBoolean();
    private volatile boolean toBeNoted;

    HeldRoute(Route route, RouteValue value, Consumer<RouteLoss> onLoss) {
        this.route = route;
        this.value = value;
        this.onLoss = onLoss;
    }

    Route route() {
        return route;
    }

    RouteValue value() {
        return value;
    }

    /** Tells the session, once; false if it was told before. */
    boolean tell(RouteLoss loss) {
        if (!told.compareAndSet(false, true)) {
            return false;
        }
        onLoss.accept(loss);
        return true;
    }

    /** The note of it is to be made again. */
    void noteAgain() {
        toBeNoted = true;
    }

    /** Whether the note of it is to be made again, which from now on it is not. */
    boolean takeToBeNoted() {
        boolean now = toBeNoted;
        toBeNoted = false;
        return now;
    }

    boolean isHeld() {
        return held.get();
    }

    /** Ends it; false if it had ended already. */
    boolean end() {
        return held.compareAndSet(true, false);
    }
}
