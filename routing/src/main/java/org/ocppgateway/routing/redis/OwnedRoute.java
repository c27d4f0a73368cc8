package org.ocppgateway.routing.redis;

import java.util.function.Consumer;
import org.ocppgateway.routing.route.Route;
import org.ocppgateway.routing.route.RouteLoss;

/** A route this pod holds, until it ends once: released, or superseded by a newer one. */
final class OwnedRoute {
    private final Route route;
    private final Consumer<RouteLoss> onLoss;
    private boolean ended;
    private boolean told;
    private volatile boolean toBeNoted;

    OwnedRoute(Route route, Consumer<RouteLoss> onLoss) {
        this.route = route;
        this.onLoss = onLoss;
    }

    Route route() {
        return route;
    }

    /** What stands for it in Redis; made when it is asked for, which is seldom. */
    RouteValue value() {
        return RouteValue.of(route.pod(), route.partition(), route.protocol(), route.connectedAt());
    }

    /** Tells the session, once; false if it was told before. */
    boolean tell(RouteLoss loss) {
        synchronized (this) {
            if (told) {
                return false;
            }
            told = true;
        }
        onLoss.accept(loss);
        return true;
    }

    /** The note of it is to be made again. */
    void requireIndexing() {
        toBeNoted = true;
    }

    /** Whether the note of it is to be made again, which from now on it is not. */
    boolean takeToBeNoted() {
        boolean now = toBeNoted;
        toBeNoted = false;
        return now;
    }

    synchronized boolean isHeld() {
        return !ended;
    }

    /** Ends it; false if it had ended already. */
    synchronized boolean end() {
        boolean first = !ended;
        ended = true;
        return first;
    }
}
