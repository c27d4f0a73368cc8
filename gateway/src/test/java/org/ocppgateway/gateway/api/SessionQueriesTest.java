package org.ocppgateway.gateway.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonObject;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.ocppgateway.gateway.credential.CredentialChain;
import org.ocppgateway.gateway.peer.ClusterQueries;
import org.ocppgateway.gateway.peer.PeerClient;
import org.ocppgateway.gateway.peer.PeerMetrics;
import org.ocppgateway.gateway.peer.PodQueries;
import org.ocppgateway.gateway.takeover.InMemoryWindowCounter;
import org.ocppgateway.gateway.takeover.TakeoverSettings;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.protocol.SessionEpoch;
import org.ocppgateway.routing.history.SessionHistory;
import org.ocppgateway.routing.registration.Registration;
import org.ocppgateway.routing.registration.Registrations;
import org.ocppgateway.routing.route.FoundRoute;
import org.ocppgateway.routing.route.RouteFinder;

/** Disconnects a charge point without a session, on a cluster of one pod. */
class SessionQueriesTest {
    private static final PodId POD = new PodId("pod-0");
    private static final ChargePointId ID = new ChargePointId("CP-1");

    private final Routes routes = new Routes();
    private final List<String> ended = new ArrayList<>();
    private final ApiRoute disconnect = disconnect();

    @Test
    void aChargePointWithARouteButNoSessionIsNotConnected() {
        routes.route = Optional.of(new FoundRoute(ID, POD, 0, new SessionEpoch(1), "ocpp1.6", Instant.EPOCH));
        assertEquals(409, refusal().status());
        assertEquals(1, routes.reads, "the route is read once");
    }

    @Test
    void aChargePointThatWasConnectedBeforeIsNotConnected() {
        ended.add("{\"epoch\":1,\"endedAt\":\"2026-11-29T12:00:00Z\"}");
        assertEquals(409, refusal().status());
        assertEquals(1, routes.reads, "the route is read once");
    }

    @Test
    void aChargePointThatNothingIsKnownAboutIsNotFound() {
        assertEquals(404, refusal().status());
        assertEquals(1, routes.reads, "the route is read once");
    }

    private ApiProblem refusal() {
        ApiRequest request = new ApiRequest(
                new ApiCaller("operator", ApiRole.WRITE),
                Map.of("id", ID.value()),
                Map.of(),
                Map.of(),
                new JsonObject());
        return assertThrows(ApiProblem.class, () -> disconnect.operation().handle(request));
    }

    private ApiRoute disconnect() {
        PrometheusRegistry registry = new PrometheusRegistry();
        Duration second = Duration.ofSeconds(1);
        PeerClient peers = new PeerClient(
                new TakeoverSettings(TakeoverSettings.Mode.PROBE, second, second, second, 1, 1),
                pod -> Optional.empty(),
                null,
                new InMemoryWindowCounter(),
                System::nanoTime,
                new PeerMetrics(registry));
        ClusterQueries cluster = new ClusterQueries(
                POD,
                new PodQueries(Map.of(
                        LocalChargePoints.GET, parameters -> new JsonObject(),
                        LocalChargePoints.DISCONNECT, parameters -> new JsonObject())),
                List::of,
                peers);
        KnownChargePoints known = new KnownChargePoints(
                routes, new NoRegistrations(), new CredentialChain(List.of(), registry), new History());
        return new ChargePointsApi(cluster, known)
                .routes().stream()
                        .filter(route -> route.path().endsWith("/disconnect"))
                        .findFirst()
                        .orElseThrow();
    }

    private static final class Routes implements RouteFinder {
        private Optional<FoundRoute> route = Optional.empty();
        private int reads;

        @Override
        public Optional<FoundRoute> find(ChargePointId chargePointId) {
            reads++;
            return route;
        }

        @Override
        public boolean leftWithin(ChargePointId chargePointId, Duration time) {
            return false;
        }
    }

    private static final class NoRegistrations implements Registrations {
        @Override
        public @Nullable Registration find(ChargePointId chargePointId) {
            return null;
        }

        @Override
        public @Nullable Registration peek(ChargePointId chargePointId) {
            return null;
        }

        @Override
        public void record(ChargePointId chargePointId, Registration registration) {
            throw new UnsupportedOperationException();
        }
    }

    private final class History implements SessionHistory {
        @Override
        public void add(ChargePointId chargePointId, String session) {
            throw new UnsupportedOperationException();
        }

        @Override
        public PendingSessions read(ChargePointId chargePointId) {
            return () -> List.copyOf(ended);
        }
    }
}
