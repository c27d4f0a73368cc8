package org.ocppgateway.gateway.session;

import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.frame.Frame;
import org.ocppgateway.protocol.handler.Uplink;
import org.ocppgateway.protocol.model.EventType;

/**
 * Counts the BootNotifications and the ends of transactions of one session. The count distinguishes equal messages about different
 * transactions of a charge point without a clock. A retry has the count of the message that it repeats: charge points send these messages
 * one after the other, so a retry directly follows the message.
 *
 * <p>Not thread-safe: the uplink queue processes one message at a time.
 */
final class BootAndStopCounter {
    private int count;
    private @Nullable Action lastAction;
    private int lastHash;
    private int countBeforeLast;

    /** The current count. */
    int count() {
        return count;
    }

    /** The count before a CALL. */
    int countBefore(Frame.Call call) {
        return isRetryOfLast(call) ? countBeforeLast : count;
    }

    /**
     * Records a CALL.
     *
     * @param before result of {@link #countBefore} for it
     */
    void record(Frame.Call call, int before, Uplink.Accepted accepted) {
        boolean ends = accepted.type().equals(EventType.TRANSACTION_ENDED);
        boolean boots = accepted.type().equals(EventType.DEVICE_ONLINE);
        if (ends || boots || accepted.type().equals(EventType.TRANSACTION_STARTED)) {
            lastAction = call.action();
            lastHash = call.payload().hashCode();
            countBeforeLast = before;
            count = ends || boots ? before + 1 : before;
        }
    }

    /** A hash suffices to recognize a retry of the last message. Only payloads of the same action are hashed. */
    private boolean isRetryOfLast(Frame.Call call) {
        return call.action().equals(lastAction) && call.payload().hashCode() == lastHash;
    }
}
