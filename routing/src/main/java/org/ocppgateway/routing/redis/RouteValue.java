package org.ocppgateway.routing.redis;

import java.time.Instant;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.PodId;

/** What stands in Redis for a route, before and after its epoch, which a script puts in between. */
record RouteValue(String head, String tail) {

    /** Nothing in it needs escaping: a pod id is a DNS name, the rest is ours. */
    static RouteValue of(PodId pod, int partition, OcppVersion protocol, Instant connectedAt) {
        return new RouteValue(
                "{\"pod\":\"" + pod + "\",\"partition\":" + partition + ",\"epoch\":",
                ",\"protocol\":\"" + protocol.subprotocol() + "\",\"connectedAt\":\"" + connectedAt + "\"}");
    }
}
