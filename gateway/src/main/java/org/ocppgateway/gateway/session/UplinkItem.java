package org.ocppgateway.gateway.session;

import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.connection.BacklogPermit;
import org.ocppgateway.protocol.frame.Frame;
import org.ocppgateway.protocol.frame.Inbound;
import org.ocppgateway.protocol.model.EventType;

/** An item of an uplink queue. Times are those of a monotonic clock in nanoseconds. */
sealed interface UplinkItem {

    /** Removes the received message, if any, from the backlog. Called when the item is processed or discarded. */
    default void release() {}

    /** A CALL of the charge point. */
    final class Call implements UplinkItem {
        private final Frame.Call frame;
        private final BacklogPermit permit;
        private final long receivedAt;
        private volatile boolean answered;

        Call(Frame.Call frame, BacklogPermit permit, long receivedAt) {
            this.frame = frame;
            this.permit = permit;
            this.receivedAt = receivedAt;
        }

        Frame.Call frame() {
            return frame;
        }

        @Override
        public void release() {
            permit.release();
        }

        long receivedAt() {
            return receivedAt;
        }

        /** Whether the answer was sent. Thread-safe. */
        boolean isAnswered() {
            return answered;
        }

        void markAnswered() {
            answered = true;
        }
    }

    /** A SEND of the charge point, which is never answered. */
    record Send(Frame.Send frame, BacklogPermit permit, long receivedAt) implements UplinkItem {
        @Override
        public void release() {
            permit.release();
        }
    }

    /** A malformed CALL. Its error answer keeps its place among the other answers. */
    record Malformed(Inbound.Malformed frame) implements UplinkItem {}

    /** An event that the gateway creates. */
    record Notice(EventType type, String fields, long createdAt) implements UplinkItem {}

    /**
     * The last item of a session.
     *
     * @param fields fields of the offline event; null if it is not published
     * @param listener called once, after the event was published or dropped
     */
    record End(@Nullable String fields, EndListener listener) implements UplinkItem {}

    /** Receives the end of a session. */
    @FunctionalInterface
    interface EndListener {

        /**
         * Called once, on the queue's thread.
         *
         * @param reported whether Kafka acknowledged the offline event, or there is none
         */
        void onFinished(boolean reported);
    }
}
