package org.ocppgateway.gateway.limit;

import org.ocppgateway.protocol.ChargePointId;

/** Identity and client address of an attempt. */
public record AttemptSource(ChargePointId chargePointId, NetworkAddress address) {
    /** The source as limits count it: all of an IPv6 customer is one address. */
    AttemptSource counted() {
        return new AttemptSource(chargePointId, address.subscriber());
    }
}
