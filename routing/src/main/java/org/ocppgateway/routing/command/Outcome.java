package org.ocppgateway.routing.command;

/** How a command ended. Every command ends in exactly one of these. */
public enum Outcome {
    /** The charge point answered; the result's status says what. */
    COMPLETED("completed"),
    /** The charge point answered with a CALLERROR, or with something that is no answer to this command. */
    REFUSED("refused"),
    /** Sent, and nobody knows whether it arrived: no answer before the deadline, or connection or pod lost. */
    UNCERTAIN("uncertain"),
    /** Not sent before its expiry. */
    EXPIRED("expired"),
    /** Not sent: the charge point is not connected. */
    NOT_CONNECTED("not-connected"),
    /** Not sent: malformed, unknown, or not expressible in the charge point's version. */
    INVALID("invalid"),
    /** Not sent: a bound was reached. */
    OVERLOADED("overloaded");

    private final String label;

    Outcome(String label) {
        this.label = label;
    }

    /** The word in results. */
    public String label() {
        return label;
    }

    /**
     * The outcome of that word.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Outcome of(String label) {
        for (Outcome outcome : values()) {
            if (outcome.label.equals(label)) {
                return outcome;
            }
        }
        throw new IllegalArgumentException("a command never ends as " + label);
    }
}
