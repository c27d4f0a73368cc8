package org.ocppgateway.simulator.behaviour;

import org.ocppgateway.protocol.frame.ErrorCode;
import org.ocppgateway.protocol.json.JsonText;

/** The answer to a command. */
public sealed interface CommandResponse {

    /** A CALLRESULT, and what the charge point does once it is sent. */
    record Result(String payload, Runnable afterSend) implements CommandResponse {
        public Result(String payload) {
            this(payload, () -> {});
        }
    }

    record Refusal(ErrorCode code, String description) implements CommandResponse {}

    /** No answer at all. */
    record NoResponse() implements CommandResponse {}

    static CommandResponse status(String status) {
        return new Result(JsonText.object("status", status));
    }

    static CommandResponse status(String status, Runnable afterSend) {
        return new Result(JsonText.object("status", status), afterSend);
    }
}
