package org.ocppgateway.simulator.behaviour;

/** What a charge point can be woken for. Of several that are due the first here goes first. */
enum Timer {
    CALL_TIMEOUT,
    COMMAND_RESPONSE,
    POWER_ON,
    RECONNECT,
    BOOT,
    TRANSACTION_RETRY,
    SESSION_STEP,
    METER_VALUES,
    RESERVATION_END,
    STATUS_REPORT,
    HEARTBEAT
}
