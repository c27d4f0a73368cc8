package org.ocppgateway.simulator.behaviour;

/** What became of a CALL. Every CALL ends in exactly one of these. */
public sealed interface CallOutcome {

    /** A CALLRESULT. */
    record Result(String payload) implements CallOutcome {}

    /** A CALLERROR. */
    record Refused(String code) implements CallOutcome {}

    /** No answer before the call timeout. */
    record Unanswered() implements CallOutcome {}

    /** The connection was lost before an answer came, or before it could be sent. */
    record ConnectionLost() implements CallOutcome {}
}
