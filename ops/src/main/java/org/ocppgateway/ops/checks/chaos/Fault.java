package org.ocppgateway.ops.checks.chaos;

import java.time.Duration;

/**
 * A planned fault.
 *
 * @param at time since the start of the run
 * @param gateway index of the gateway, from 0; ignored for other faults
 * @param length duration of the fault
 */
record Fault(Duration at, Kind kind, int gateway, Duration length) {

    /** Kind of a fault. */
    enum Kind {
        KILL_GATEWAY("kill -9 of a gateway"),
        PAUSE_GATEWAY("kill -STOP of a gateway"),
        KILL_BROKER("kill -9 of the broker"),
        PAUSE_BROKER("kill -STOP of the broker"),
        KILL_REDIS("kill -9 of Redis"),
        PAUSE_REDIS("kill -STOP of Redis"),
        CUT_CONNECTIONS("cut of a fifth of the connections");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }

        boolean ofGateway() {
            return this == KILL_GATEWAY || this == PAUSE_GATEWAY;
        }
    }

    @Override
    public String toString() {
        String which = kind.ofGateway() ? " (gateway-" + gateway + ")" : "";
        String time = kind == Kind.CUT_CONNECTIONS ? "" : " for %.1f s".formatted(length.toMillis() / 1000.0);
        return kind.label() + which + time;
    }
}
