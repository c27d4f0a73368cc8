package org.ocppgateway.simulator.measure;

/** What is counted over a whole fleet. The first four go up and down, all others only up. */
public enum FleetCount {
    CONNECTED("connected now"),
    REGISTERED("registered now"),
    CHARGING("charging now"),
    TRANSACTION_MESSAGES_QUEUED("transaction messages kept now"),

    CONNECTION_ATTEMPTS("connection attempts"),
    CONNECTIONS("connections opened"),
    RECONNECTIONS("of them reconnections"),
    FAILED_ATTEMPTS("connection attempts that failed"),
    UNEXPECTED_CLOSES("open connections that ended without the charge point's doing"),
    FRAMES_SENT("frames sent"),
    FRAMES_RECEIVED("frames received"),
    COMMANDS("commands answered"),
    COMMANDS_NOT_ANSWERED("commands not answered while rejected"),
    SESSIONS("charging sessions begun"),
    SESSIONS_ENDED("charging sessions ended"),
    TRANSACTION_MESSAGES_DISCARDED("transaction messages discarded after the last attempt"),
    METER_VALUES_DROPPED("meter values dropped, queue full"),
    MESSAGES_DROPPED("other messages dropped, queue full"),
    CALL_RESULT_ERRORS("complaints about answers to commands"),
    UNMATCHED_ANSWERS("answers to nothing"),
    INVALID_ANSWERS("answers that break the rules"),
    MALFORMED_FRAMES("malformed frames received"),
    SIMULATOR_ERRORS("mistakes of the simulator");

    private final String label;

    FleetCount(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
