package org.ocppgateway.routing.route;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.SessionEpoch;

/**
 * Routes of pods that did not shut down. They are read from the route index of each incarnation
 * ({@code <podId>/<nonce>}). Called by any number of virtual threads; every call is bounded in time.
 */
public interface LostRoutes {

    /**
     * A route as its owner indexed it.
     *
     * @param protocol null if this release does not know it
     */
    record IndexedRoute(
            ChargePointId chargePointId,
            SessionEpoch epoch,
            @Nullable OcppVersion protocol) {}

    /**
     * One page of a route index.
     *
     * @param cursor start of the next page; {@link #BEGINNING} after the last page
     */
    record Page(String cursor, List<IndexedRoute> routes) {}

    String BEGINNING = "0";

    /**
     * Lists incarnations that may have a route index, live ones included, with their partition of
     * {@code commands-down}.
     */
    Map<String, Integer> listIncarnations() throws RoutesUnavailableException, InterruptedException;

    /**
     * Declares an incarnation lost and assigns its cleanup to this pod for 30 seconds; repeated during the cleanup. If
     * the incarnation is alive, it reads the declaration and closes its sessions.
     *
     * @return the greatest lost epoch, so that later sessions are not lost; empty if another pod does the cleanup
     */
    Optional<SessionEpoch> declareLost(String incarnation) throws RoutesUnavailableException, InterruptedException;

    /** Lists indexed routes from a cursor on. A route that is present all the time is listed at least once. */
    Page listRoutes(String incarnation, String cursor) throws RoutesUnavailableException, InterruptedException;

    /** Removes a lost route. Returns false if the charge point has a newer one and is not lost. */
    boolean remove(IndexedRoute route) throws RoutesUnavailableException, InterruptedException;

    /** Removes one handled route from the index. */
    void forget(String incarnation, IndexedRoute route) throws RoutesUnavailableException, InterruptedException;

    /**
     * Ends the cleanup of an incarnation.
     *
     * @param all whether nothing is left; otherwise the incarnation is declared lost again later
     */
    void finish(String incarnation, boolean all) throws RoutesUnavailableException, InterruptedException;
}
