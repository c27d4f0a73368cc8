package org.ocppgateway.gateway.admission;

import org.ocppgateway.gateway.authentication.Authenticated;
import org.ocppgateway.protocol.ChargePointId;

/** Result of an admission. */
public sealed interface AdmissionResult {

    /** The upgrade is answered with the refusal. */
    record Refused(Refusal refusal) implements AdmissionResult {}

    /**
     * The upgrade is accepted. The session receives this record.
     *
     * @param remoteAddress as {@code host:port}, for logs and events
     * @param authenticated security profile and principal of the connection
     */
    record Admitted(ChargePointId chargePointId, String remoteAddress, Authenticated authenticated)
            implements AdmissionResult {}
}
