package org.ocppgateway.ops.checks.chaos;

import java.time.Duration;

/**
 * A command to be issued.
 *
 * @param at since the begin of the run
 * @param number unique in the run
 * @param chargePoint which one of the fleet, counted from 0
 * @param validity from its issue to its expiry
 * @param again after which it is issued once more under the same id; zero for never
 */
record PlannedCommand(
        Duration at, int number, Kind kind, int chargePoint, boolean urgent, Duration validity, Duration repeatAfter) {

    /** What it should come to, if nothing is broken. */
    enum Kind {
        /** The charge point answers. */
        DATA_TRANSFER,
        /** The charge point answers, and begins a session if it can. */
        REMOTE_START,
        /** The charge point answers with an error, as it cannot do that; OCPP 1.6 has no such command. */
        REFUSED,
        /** There is no such type of command. */
        INVALID,
        /** It has expired when it is issued. */
        EXPIRED,
        /** There is no such charge point. */
        NOT_CONNECTED
    }
}
