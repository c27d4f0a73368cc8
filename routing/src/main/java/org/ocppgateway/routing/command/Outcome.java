package org.ocppgateway.routing.command;

/** How a command ended. Every command ends in exactly one of these. */
public enum Outcome {
    /** The charge point answered; the status of the result is its answer. */
    COMPLETED("completed"),
    /** The charge point answered with a CALLERROR, or with a payload that is no answer to this command. */
    REFUSED("refused"),
    /** Sent, and its arrival is unknown: no answer before the deadline, or the connection or the pod was lost. */
    UNCERTAIN("uncertain"),
    /** Not sent before its expiry. */
    EXPIRED("expired"),
    /** Not sent: the charge point is not connected. */
    NOT_CONNECTED("not-connected"),
    /** Not sent: malformed, unknown, or not expressible in the charge point's version. */
    INVALID("invalid"),
    /** Not sent: a limit was reached. */
    OVERLOADED("overloaded");

    private final String label;

    Outcome(String label) {
        this.label = label;
    }

    /** The value of the field in results. */
    public String label() {
        return label;
    }

    /**
     * Returns the outcome of a label.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Outcome of(String label) {
        for (Outcome outcome : values()) {
            if (outcome.label.equals(label)) {
                return outcome;
            }
        }
        throw new IllegalArgumentException("unknown outcome of a command: " + label);
    }
}
