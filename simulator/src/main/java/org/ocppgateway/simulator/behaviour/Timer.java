package org.ocppgateway.simulator.behaviour;

/** Timers of a charge point, in order of priority: if several are due, the first constant runs first. */
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
