package org.ocppgateway.protocol.trace;

/** Direction of a recorded message. */
public enum TraceDirection {
    /** From the charge point. */
    TO_CSMS("cp-to-csms"),
    /** To the charge point. */
    TO_CHARGE_POINT("csms-to-cp");

    private final String label;

    TraceDirection(String label) {
        this.label = label;
    }

    /** Value of the field {@code direction}. */
    public String label() {
        return label;
    }

    public TraceDirection opposite() {
        return this == TO_CSMS ? TO_CHARGE_POINT : TO_CSMS;
    }
}
