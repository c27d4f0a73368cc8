package org.ocppgateway.simulator.behaviour;

import org.ocppgateway.protocol.frame.ErrorCode;

/** The answer to a command. */
public sealed interface Reply {

    /** A CALLRESULT, and what the charge point does once it is sent. */
    record Result(String payload, Runnable afterwards) implements Reply {
        public Result(String payload) {
            this(payload, () -> {});
        }
    }

    record Refusal(ErrorCode code, String description) implements Reply {}
}
