package org.ocppgateway.simulator.behaviour;

import java.util.function.Supplier;
import org.ocppgateway.protocol.Action;

/**
 * A CALL that waits for its turn.
 *
 * @param payload asked for when it is sent, as it may need what earlier answers brought (a transaction id)
 * @param reaction told once, what became of it
 */
public record Message(Action action, Supplier<String> payload, Reaction reaction) {

    /** What to do when the answer is there. */
    @FunctionalInterface
    public interface Reaction {
        void answered(Answer answer, long now);
    }

    /** A message whose answer changes nothing. */
    public static Message of(Action action, Supplier<String> payload) {
        return new Message(action, payload, (answer, now) -> {});
    }
}
