package org.ocppgateway.gateway.admission;

import org.ocppgateway.gateway.authentication.Authorization;
import org.ocppgateway.gateway.limit.AttemptSource;
import org.ocppgateway.protocol.ChargePointId;

/**
 * A valid upgrade request of a charge point, before its admission.
 *
 * @param authorization the caller closes it after the decision
 */
public record AdmissionRequest(ChargePointId chargePointId, ClientConnection client, Authorization authorization) {

    /** The client address as {@code host:port}, for logs and events. */
    public String remoteAddress() {
        return client.remoteAddress();
    }

    /** The identity and address that limits count by. */
    public AttemptSource source() {
        return new AttemptSource(chargePointId, client.address());
    }
}
