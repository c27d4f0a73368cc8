package org.ocppgateway.ops.checks.chaos;

import java.time.Duration;

/**
 * A planned command.
 *
 * @param at time since the start of the run
 * @param number unique in the run
 * @param chargePoint fleet index of the charge point, from 0
 * @param validity time from issue to expiry
 * @param repeatAfter wait before the same command id is issued again; zero for never
 */
public record PlannedCommand(
        Duration at, int number, Kind kind, int chargePoint, boolean urgent, Duration validity, Duration repeatAfter) {

    /** Kind of a command, with its outcome in the absence of faults. */
    public enum Kind {
        /** The charge point answers. */
        DATA_TRANSFER,
        /** The charge point answers and starts a session if possible. */
        REMOTE_START,
        /** The charge point answers with an error. OCPP 1.6 has no such action. */
        REFUSED,
        /** The command type does not exist. */
        INVALID,
        /** The command has expired at the time of issue. */
        EXPIRED,
        /** The charge point does not exist. */
        NOT_CONNECTED
    }
}
