package org.ocppgateway.routing.route;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.SessionEpoch;

/**
 * What pods that did not end in order have left behind: the routes that each incarnation ({@code <podId>/<nonce>}) noted as its own.
 * Called by any number of virtual threads; every call is bounded in time.
 */
public interface LostRoutes {

    /**
     * A route as its holder noted it.
     *
     * @param protocol null if this release does not know it
     */
    record IndexedRoute(
            ChargePointId chargePointId,
            SessionEpoch epoch,
            @Nullable OcppVersion protocol) {}

    /**
     * A part of what an incarnation noted.
     *
     * @param cursor where the next part begins; {@link #BEGINNING} after the last part
     */
    record Page(String cursor, List<IndexedRoute> routes) {}

    String BEGINNING = "0";

    /** The incarnations that may have noted routes, living ones too, with the partition on which each listens or listened. */
    Map<String, Integer> listIncarnations() throws RoutesUnavailableException, InterruptedException;

    /**
     * Declares an incarnation lost, and this pod the one that sees to its routes for the next half minute; to be repeated while it
     * does. Should the incarnation live all the same, it learns of this.
     *
     * @return the greatest epoch that is lost with it: sessions that begin later are not; empty if another pod sees to it
     */
    Optional<SessionEpoch> declareLost(String incarnation) throws RoutesUnavailableException, InterruptedException;

    /** The routes noted, from a cursor on. A route that is there all the time comes at least once. */
    Page listRoutes(String incarnation, String cursor) throws RoutesUnavailableException, InterruptedException;

    /** Removes a lost route; false if the charge point has a newer one, and so is not lost. */
    boolean remove(IndexedRoute route) throws RoutesUnavailableException, InterruptedException;

    /** Forgets one route that has been seen to. */
    void forget(String incarnation, IndexedRoute route) throws RoutesUnavailableException, InterruptedException;

    /**
     * Ends seeing to an incarnation.
     *
     * @param all whether nothing is left of it; otherwise somebody will declare it lost again
     */
    void finish(String incarnation, boolean all) throws RoutesUnavailableException, InterruptedException;
}
