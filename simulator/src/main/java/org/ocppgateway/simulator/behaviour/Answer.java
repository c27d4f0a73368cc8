package org.ocppgateway.simulator.behaviour;

/** What became of a CALL. Every CALL ends in exactly one of these. */
public sealed interface Answer {

    /** A CALLRESULT. */
    record Result(String payload) implements Answer {}

    /** A CALLERROR. */
    record Refused(String code) implements Answer {}

    /** No answer before the call timeout. */
    record Unanswered() implements Answer {}

    /** The connection was lost before an answer came, or before it could be sent. */
    record Lost() implements Answer {}
}
