package org.ocppgateway.simulator.measure;

/** Counts of a fleet. The first four are gauges, the others only increase. */
public enum FleetCount {
    CONNECTED("connected now"),
    REGISTERED("registered now"),
    CHARGING("charging now"),
    TRANSACTION_MESSAGES_QUEUED("transaction messages queued now"),

    CONNECTION_ATTEMPTS("connection attempts"),
    CONNECTIONS("connections opened"),
    RECONNECTIONS("reconnections"),
    FAILED_ATTEMPTS("failed connection attempts"),
    UNEXPECTED_CLOSES("open connections that the charge point did not close"),
    FRAMES_SENT("frames sent"),
    FRAMES_RECEIVED("frames received"),
    COMMANDS("commands answered"),
    COMMANDS_NOT_ANSWERED("commands not answered while rejected"),
    SESSIONS("charging sessions started"),
    SESSIONS_ENDED("charging sessions ended"),
    TRANSACTION_MESSAGES_DISCARDED("transaction messages discarded after the last attempt"),
    METER_VALUES_DROPPED("meter values dropped, queue full"),
    MESSAGES_DROPPED("other messages dropped, queue full"),
    CALL_RESULT_ERRORS("CALLRESULTERRORs received"),
    UNMATCHED_ANSWERS("answers without a CALL"),
    INVALID_ANSWERS("answers that violate OCPP"),
    MALFORMED_FRAMES("malformed frames received"),
    SIMULATOR_ERRORS("internal errors of the simulator");

    private final String label;

    FleetCount(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
