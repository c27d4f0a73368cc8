package org.ocppgateway.routing.redis;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Instant;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.protocol.SessionEpoch;
import org.ocppgateway.routing.route.FoundRoute;

/** The value of a route in Redis, before and after its epoch, which a script inserts. */
record RouteValue(String head, String tail) {

    /** No part needs escaping: a pod id is a DNS name, the rest is generated here. */
    static RouteValue of(PodId pod, int partition, OcppVersion protocol, Instant connectedAt) {
        return new RouteValue(
                "{\"pod\":\"" + pod + "\",\"partition\":" + partition + ",\"epoch\":",
                ",\"protocol\":\"" + protocol.subprotocol() + "\",\"connectedAt\":\"" + connectedAt + "\"}");
    }

    /** The complete value. */
    String with(SessionEpoch epoch) {
        return head + epoch + tail;
    }

    /**
     * Parses a value that any release may have written.
     *
     * @throws RuntimeException if it is not a route
     */
    static FoundRoute parse(ChargePointId chargePointId, String value) {
        JsonObject route = JsonParser.parseString(value).getAsJsonObject();
        return new FoundRoute(
                chargePointId,
                new PodId(route.get("pod").getAsString()),
                route.get("partition").getAsInt(),
                new SessionEpoch(route.get("epoch").getAsLong()),
                route.get("protocol").getAsString(),
                Instant.parse(route.get("connectedAt").getAsString()));
    }
}
