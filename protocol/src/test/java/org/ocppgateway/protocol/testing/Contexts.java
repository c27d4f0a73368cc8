package org.ocppgateway.protocol.testing;

import java.time.Instant;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.SessionEpoch;
import org.ocppgateway.protocol.handler.UplinkContext;

/** What messages are received in, where a test has no wishes about it. */
public final class Contexts {
    /** The time of the gateway's clock. */
    public static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private Contexts() {}

    /** The first message of a session. */
    public static UplinkContext of(ChargePointId chargePointId) {
        return of(chargePointId, 1, 0);
    }

    public static UplinkContext of(ChargePointId chargePointId, long epoch, long bootsAndStops) {
        return new UplinkContext(chargePointId, new SessionEpoch(epoch), bootsAndStops, NOW);
    }
}
