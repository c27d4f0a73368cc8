package org.ocppgateway.gateway.session;

import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.frame.Frame;
import org.ocppgateway.protocol.frame.Inbound;
import org.ocppgateway.protocol.model.EventType;

/** What waits in an uplink lane, or is in work there. Times are those of the clock that only goes forward, in nanoseconds. */
sealed interface UplinkItem {

    /** Characters of the received message that it holds. */
    default int size() {
        return 0;
    }

    /** What is left of a CALL when all is done that needs no waiting. */
    interface Rest {
        void run() throws InterruptedException;
    }

    /** A CALL of the charge point, and how far its work has come. Whether it is answered is asked by any thread. */
    final class Call implements UplinkItem {
        final Frame.Call frame;
        final long receivedAt;
        private final int size;
        volatile boolean answered;

        @Nullable
        Rest rest;

        Call(Frame.Call frame, int size, long receivedAt) {
            this.frame = frame;
            this.size = size;
            this.receivedAt = receivedAt;
        }

        @Override
        public int size() {
            return size;
        }
    }

    /** What is never answered. */
    record Send(Frame.Send frame, int size, long receivedAt) implements UplinkItem {}

    /** What is answered with an error because it is no well-formed CALL; the answer keeps its place among the others. */
    record Malformed(Inbound.Malformed frame) implements UplinkItem {}

    /** Something of the gateway's own. */
    record Notice(EventType type, String fields, long since) implements UplinkItem {}

    /** The last item; {@code fields} is null if nothing is to be published. */
    record End(@Nullable String fields, Runnable done) implements UplinkItem {}
}
