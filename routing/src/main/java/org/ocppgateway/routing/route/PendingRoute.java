package org.ocppgateway.routing.route;

import java.util.Optional;

/** The route of a charge point, while it is being read. */
@FunctionalInterface
public interface PendingRoute {

    /** Waits for a bounded time. Empty if the charge point is connected nowhere. */
    Optional<FoundRoute> await() throws RoutesUnavailableException, InterruptedException;
}
