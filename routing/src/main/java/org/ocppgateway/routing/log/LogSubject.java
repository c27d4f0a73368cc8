package org.ocppgateway.routing.log;

import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.SessionEpoch;

/**
 * The charge point that a log line is about, and its session if one is known. As the value of the field {@code chargePointId} it adds
 * the field {@code sessionEpoch} to the line.
 */
public interface LogSubject {
    ChargePointId chargePointId();

    /** Epoch of the session; null if the line is about no session, or about one that has no epoch yet. */
    @Nullable
    SessionEpoch epoch();

    /** A charge point without a session. */
    static LogSubject of(ChargePointId chargePointId) {
        return new LogSubject() {
            @Override
            public ChargePointId chargePointId() {
                return chargePointId;
            }

            @Override
            public @Nullable SessionEpoch epoch() {
                return null;
            }
        };
    }
}
