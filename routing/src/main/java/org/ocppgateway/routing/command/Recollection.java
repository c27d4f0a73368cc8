package org.ocppgateway.routing.command;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is left of a command whose state may be lost: while this process stood still, others may have ended it, and then Redis may
 * have forgotten that. Used by any thread.
 */
final class Recollection {
    private final CommandStates states;
    private final ToldResults told;
    private final Vigil vigil;
    private final Duration settle;

    /** @param settle how long after an outage it may take until what dead pods have sent is known */
    Recollection(CommandStates states, ToldResults told, Vigil vigil, Duration settle) {
        this.states = states;
        this.told = told;
        this.vigil = vigil;
        this.settle = settle;
    }

    /**
     * Whether it is too soon to say that nobody has sent it: it may be a repetition of a command that a pod has sent while its state could
     * not be reached, and that pod may have died before it could be.
     */
    boolean isTooSoonFor(ReceivedCommand received, Instant now) {
        Instant reachable = states.reachableSince();
        return now.isBefore(reachable.plus(settle)) && received.mayBeRepeatedFromBefore(reachable);
    }

    /** The result that was told of it, if it takes more than its state to know. */
    Optional<String> of(ReceivedCommand received) throws StatesUnavailableException, InterruptedException {
        if (received.keptSinceWritten(vigil) || received.taken().writtenAfter(states.unbrokenSince())) {
            return Optional.empty();
        }
        return told.find(
                received.command().chargePointId(),
                received.command().commandId(),
                received.taken().producedAt());
    }
}
