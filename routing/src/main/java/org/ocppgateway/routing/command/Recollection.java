package org.ocppgateway.routing.command;

import java.util.Optional;

/**
 * What is left of a command whose state may be lost: while this process stood still, others may have ended it, and then Redis may
 * have forgotten that. Used by any thread.
 */
final class Recollection {
    private final CommandStates states;
    private final ToldResults told;
    private final Vigil vigil;

    Recollection(CommandStates states, ToldResults told, Vigil vigil) {
        this.states = states;
        this.told = told;
        this.vigil = vigil;
    }

    /** The result that was told of it, if it takes more than its state to know. */
    Optional<String> of(ReceivedCommand received) throws StatesUnavailableException, InterruptedException {
        if (received.keptSinceWritten(vigil) || received.writtenAfter(states.unbrokenSince())) {
            return Optional.empty();
        }
        return told.find(
                received.command().chargePointId(),
                received.command().commandId(),
                received.taken().producedAt());
    }
}
