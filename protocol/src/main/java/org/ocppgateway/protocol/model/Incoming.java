package org.ocppgateway.protocol.model;

import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;

/** What a record on {@code commands-down} turned out to be. */
public sealed interface Incoming {

    /** A command. Its data are read when the version of the charge point is known. */
    record ForChargePoint(Command command) implements Incoming {}

    /**
     * A decision that a charge point is waiting for.
     *
     * @param payload the fields of the reply, a JSON object as text, not yet validated
     */
    record Decision(String requestId, String payload) implements Incoming {}

    /** A command that breaks the contract but says whose it is: it ends as {@code invalid}. */
    record Invalid(
            String commandId,
            ChargePointId chargePointId,
            @Nullable String type,
            String reason) implements Incoming {}

    /** A pod's own note that it is about to send a command, made where the states of commands cannot be written. */
    record Sending(String commandId) implements Incoming {}

    /** Nobody can be told: it goes to the dead letters. */
    record Undecodable(String reason) implements Incoming {}
}
