package org.ocppgateway.gateway.session;

import org.ocppgateway.protocol.frame.Frame;
import org.ocppgateway.protocol.handler.Uplink;
import org.ocppgateway.protocol.model.EventType;

/**
 * Counts the BootNotifications and ends of transactions of one session. The count tells apart what a charge point without a clock says in
 * the same words of different transactions. A retry has the count of the message that it repeats: charge points send these messages one
 * after the other, so a retry comes directly after the message.
 *
 * <p>Used by the uplink lane, one message at a time.
 */
final class BootAndStopCounter {
    private int count;
    private int last;
    private int countOfLast;

    /** The count so far. */
    int count() {
        return count;
    }

    /** The count that applies to a CALL: that of those before it. */
    int before(Frame.Call call) {
        return last == content(call) ? countOfLast : count;
    }

    /**
     * Takes note of a CALL.
     *
     * @param before what {@link #before} returned for it
     */
    void seen(Frame.Call call, int before, Uplink.Accepted accepted) {
        boolean ends = accepted.type().equals(EventType.TRANSACTION_ENDED);
        boolean boots = accepted.type().equals(EventType.DEVICE_ONLINE);
        if (ends || boots || accepted.type().equals(EventType.TRANSACTION_STARTED)) {
            last = content(call);
            countOfLast = before;
            count = ends || boots ? before + 1 : before;
        }
    }

    /** A hash is enough to recognise the message directly before. */
    private static int content(Frame.Call call) {
        return 31 * call.action().hashCode() + call.payload().hashCode();
    }
}
