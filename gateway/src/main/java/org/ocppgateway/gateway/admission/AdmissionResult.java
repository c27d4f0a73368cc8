package org.ocppgateway.gateway.admission;

import org.ocppgateway.protocol.ChargePointId;

/** Result of an admission. */
public sealed interface AdmissionResult {

    /** The upgrade is answered with the refusal. */
    record Refused(Refusal refusal) implements AdmissionResult {}

    /**
     * The upgrade is accepted. The session receives this record.
     *
     * @param remoteAddress as {@code host:port}, for logs and events
     */
    record Admitted(ChargePointId chargePointId, String remoteAddress) implements AdmissionResult {}
}
