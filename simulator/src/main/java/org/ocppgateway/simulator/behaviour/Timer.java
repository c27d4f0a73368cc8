package org.ocppgateway.simulator.behaviour;

/** What a charge point can be woken for. Of several that are due the first here goes first. */
enum Timer {
    CALL_TIMEOUT,
    COMMAND,
    POWER_ON,
    RECONNECT,
    BOOT,
    RETRY,
    SESSION,
    METER,
    RESERVATION_END,
    CHORE,
    HEARTBEAT
}
