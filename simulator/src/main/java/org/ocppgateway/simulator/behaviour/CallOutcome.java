package org.ocppgateway.simulator.behaviour;

/** Outcome of a CALL. Every CALL has exactly one outcome. */
public sealed interface CallOutcome {

    /** The server answered with a CALLRESULT. */
    record Result(String payload) implements CallOutcome {}

    /** The server answered with a CALLERROR, or with an unreadable answer. */
    record Refused(String code) implements CallOutcome {}

    /** The server did not answer within the call timeout. */
    record Unanswered() implements CallOutcome {}

    /** The connection ended before the answer, or there was no connection to send on. */
    record ConnectionLost() implements CallOutcome {}
}
