package org.ocppgateway.protocol.testing;

import java.time.Instant;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.SessionEpoch;
import org.ocppgateway.protocol.handler.UplinkContext;

/** Contexts of received messages, for tests that do not depend on them. */
public final class Contexts {
    /** Time of the gateway clock. */
    public static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private Contexts() {}

    /** Returns the context of the first message of a session. */
    public static UplinkContext of(ChargePointId chargePointId) {
        return of(chargePointId, 1, 0);
    }

    public static UplinkContext of(ChargePointId chargePointId, long epoch, long bootsAndStops) {
        return new UplinkContext(chargePointId, new SessionEpoch(epoch), bootsAndStops, NOW);
    }
}
