package org.ocppgateway.simulator.behaviour;

import org.ocppgateway.protocol.frame.ErrorCode;
import org.ocppgateway.protocol.json.JsonBuilder;

/** Response of a charge point to a command. */
public sealed interface CommandResponse {

    /**
     * A CALLRESULT.
     *
     * @param afterSend runs after the CALLRESULT is sent
     */
    record Result(String payload, Runnable afterSend) implements CommandResponse {
        public Result(String payload) {
            this(payload, () -> {});
        }
    }

    record Refusal(ErrorCode code, String description) implements CommandResponse {}

    /** The charge point does not answer. */
    record NoResponse() implements CommandResponse {}

    static CommandResponse status(String status) {
        return new Result(JsonBuilder.object("status", status));
    }

    static CommandResponse status(String status, Runnable afterSend) {
        return new Result(JsonBuilder.object("status", status), afterSend);
    }
}
