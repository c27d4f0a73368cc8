package org.ocppgateway.simulator.behaviour;

import java.util.function.Supplier;
import org.ocppgateway.protocol.Action;

/**
 * A CALL that waits for its turn.
 *
 * @param payload asked for when it is sent, as it may need what earlier answers brought (a transaction id)
 * @param callback told once, what became of it
 */
public record OutgoingCall(Action action, Supplier<String> payload, Callback callback) {

    /** What to do when the answer is there. */
    @FunctionalInterface
    public interface Callback {
        void onOutcome(CallOutcome outcome, long now);
    }

    /** A message whose answer changes nothing. */
    public static OutgoingCall of(Action action, Supplier<String> payload) {
        return new OutgoingCall(action, payload, (outcome, now) -> {});
    }
}
