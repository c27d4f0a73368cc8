package org.ocppgateway.gateway.peer;

import com.google.gson.JsonObject;
import java.util.Map;
import org.ocppgateway.protocol.ChargePointId;

/** Actions that a pod carries out for others. */
public interface PeerActions {

    /** Checks whether this pod's session of a charge point is still the current one, and still permitted. Must not block. */
    void recheck(ChargePointId chargePointId);

    /**
     * Sets a new key on a charge point of this pod. Called on a virtual thread; blocks for a bounded time.
     *
     * @return the outcome in lower case, a blank and a readable message
     */
    String rotate(ChargePointId chargePointId) throws InterruptedException;

    /**
     * Answers a query about this pod. Called on a virtual thread.
     *
     * @throws IllegalArgumentException if there is no such query, or a parameter is invalid
     */
    JsonObject query(String name, Map<String, String> parameters) throws InterruptedException;
}
