package org.ocppgateway.gateway.api;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.credential.CredentialChain;
import org.ocppgateway.gateway.credential.CredentialLookup;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.routing.history.SessionHistory;
import org.ocppgateway.routing.history.SessionHistoryException;
import org.ocppgateway.routing.registration.Registration;
import org.ocppgateway.routing.registration.Registrations;
import org.ocppgateway.routing.route.FoundRoute;
import org.ocppgateway.routing.route.RouteFinder;
import org.ocppgateway.routing.route.RoutesUnavailableException;

/** Facts of the cluster about a charge point beside its session: route, registration, credential entry, ended sessions. */
public record KnownChargePoints(
        RouteFinder routes, Registrations registrations, CredentialChain credentials, SessionHistory history) {
    Optional<FoundRoute> route(ChargePointId id) throws RoutesUnavailableException, InterruptedException {
        return routes.find(id);
    }

    /** Null if there is none, or during an outage. */
    @Nullable
    Registration registration(ChargePointId id) throws InterruptedException {
        return registrations.peek(id);
    }

    boolean hasCredential(ChargePointId id) throws InterruptedException {
        return credentials.find(id) instanceof CredentialLookup.Found;
    }

    /** Whether the charge point has a route, a registration, a credential entry or an ended session. */
    boolean isKnown(ChargePointId id) throws RoutesUnavailableException, SessionHistoryException, InterruptedException {
        return route(id).isPresent() || isRecorded(id);
    }

    /** Whether the charge point has a registration, a credential entry or an ended session. */
    boolean isRecorded(ChargePointId id) throws SessionHistoryException, InterruptedException {
        return registration(id) != null
                || hasCredential(id)
                || !endedSessions(id).isEmpty();
    }

    /** The latest first. */
    List<JsonObject> endedSessions(ChargePointId id) throws SessionHistoryException, InterruptedException {
        return EndedSessions.read(history.read(id).await());
    }
}
