package org.ocppgateway.simulator.behaviour;

import java.util.function.Supplier;
import org.ocppgateway.protocol.Action;

/**
 * A CALL to send.
 *
 * @param payload evaluated at the time of sending, because it can depend on earlier responses (a transaction id)
 * @param callback called once with the outcome
 */
public record OutgoingCall(Action action, Supplier<String> payload, Callback callback) {

    /** Receives the outcome of a CALL. Called exactly once, on the thread of the charge point. */
    @FunctionalInterface
    public interface Callback {
        void onOutcome(CallOutcome outcome, long now);
    }

    /** Creates a CALL whose outcome is ignored. */
    public static OutgoingCall of(Action action, Supplier<String> payload) {
        return new OutgoingCall(action, payload, (outcome, now) -> {});
    }
}
