package org.ocppgateway.gateway.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import org.ocppgateway.gateway.peer.ClusterQueries;
import org.ocppgateway.gateway.session.connector.ReportedConnector;
import org.ocppgateway.gateway.session.connector.ReportedConnectors;
import org.ocppgateway.gateway.session.connector.ReportedTransaction;
import org.ocppgateway.protocol.ChargePointId;

/** {@code GET /charge-points/{id}/connectors}: connectors and transactions, as the messages of the current session reported them. */
public final class ConnectorsApi {
    private final SessionQueries sessions;

    public ConnectorsApi(ClusterQueries cluster, KnownChargePoints known) {
        this.sessions = new SessionQueries(cluster, known);
    }

    public List<ApiRoute> routes() {
        return List.of(new ApiRoute("GET", "/charge-points/{id}/connectors", this::connectors));
    }

    private ApiResponse connectors(ApiRequest request) throws ApiProblem, InterruptedException {
        ChargePointId id = request.chargePointId();
        return switch (sessions.ask(id, LocalChargePoints.CONNECTORS)) {
            case SessionQueries.Result.Session session -> ApiResponse.ok(session.body());
            case SessionQueries.Result.SilentPod silent ->
                ApiResponse.ok(json(ReportedConnectors.NONE)).withMissing(silent.missing());
            case SessionQueries.Result.None none -> {
                sessions.requireKnown(id, none);
                yield ApiResponse.ok(json(ReportedConnectors.NONE));
            }
        };
    }

    /** Connectors as JSON of the API. */
    static JsonObject json(ReportedConnectors connectors) {
        JsonArray items = new JsonArray();
        connectors.items().forEach(item -> items.add(json(item)));
        JsonObject page = new JsonObject();
        page.add("items", items);
        if (connectors.dropped() > 0) {
            page.addProperty("dropped", connectors.dropped());
        }
        return page;
    }

    private static JsonObject json(ReportedConnector connector) {
        JsonObject json = new JsonObject();
        if (connector.evseId() != null) {
            json.addProperty("evseId", connector.evseId());
        }
        if (connector.connectorId() != null) {
            json.addProperty("connectorId", connector.connectorId());
        }
        OptionalMember.add(json, "status", connector.status());
        OptionalMember.add(json, "errorCode", connector.errorCode());
        json.addProperty("updatedAt", connector.updatedAt().toString());
        ReportedTransaction transaction = connector.transaction();
        if (transaction != null) {
            json.add("transaction", json(transaction));
        }
        return json;
    }

    private static JsonObject json(ReportedTransaction transaction) {
        JsonObject json = new JsonObject();
        json.addProperty("transactionId", transaction.transactionId());
        if (transaction.startedAt() != null) {
            json.addProperty("startedAt", transaction.startedAt().toString());
        }
        if (transaction.energyWh() != null) {
            json.addProperty("energyWh", transaction.energyWh());
        }
        OptionalMember.add(json, "chargingState", transaction.chargingState());
        OptionalMember.add(json, "idToken", transaction.idToken());
        return json;
    }
}
