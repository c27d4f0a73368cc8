package org.ocppgateway.simulator.behaviour;

import org.ocppgateway.protocol.frame.ErrorCode;
import org.ocppgateway.protocol.json.JsonText;

/** The answer to a command. */
public sealed interface Reply {

    /** A CALLRESULT, and what the charge point does once it is sent. */
    record Result(String payload, Runnable afterwards) implements Reply {
        public Result(String payload) {
            this(payload, () -> {});
        }
    }

    record Refusal(ErrorCode code, String description) implements Reply {}

    /** No answer at all. */
    record Silence() implements Reply {}

    static Reply status(String status) {
        return new Result(JsonText.object("status", status));
    }

    static Reply status(String status, Runnable afterwards) {
        return new Result(JsonText.object("status", status), afterwards);
    }
}
