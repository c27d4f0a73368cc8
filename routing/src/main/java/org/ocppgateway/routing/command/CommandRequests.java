package org.ocppgateway.routing.command;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;

/**
 * Commands that callers of the API have requested: their states, with a fingerprint of the request, so that a repeated request is
 * recognised. Called by any number of virtual threads; every call is bounded in time.
 */
public interface CommandRequests {
    /**
     * A command that has a state.
     *
     * @param fingerprint of the request; null if the command was not requested through the API
     * @param chargePointId as it is stored; null if it is not known
     */
    record Known(
            CommandState state,
            @Nullable String fingerprint,
            @Nullable String chargePointId) {}

    /** The command with this id; empty if there is none, or if its state has expired. */
    Optional<Known> find(String commandId) throws StatesUnavailableException, InterruptedException;

    /**
     * Creates the state {@code received} without an owner, unless the command has a state, and adds the fingerprint, unless it has one.
     *
     * @return the fingerprint that is stored now
     */
    String register(String commandId, ChargePointId chargePointId, String fingerprint, Instant now)
            throws StatesUnavailableException, InterruptedException;
}
