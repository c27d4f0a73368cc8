package org.ocppgateway.gateway.session.decision;

import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.model.EventContext.ReplyRequest;

/** The decision that determines the answer to one CALL. Used by the uplink processor, except {@link #abandon}. */
public interface Decision extends AutoCloseable {
    /** The request to the backend, published with the event; null if the backend does not decide. */
    @Nullable
    ReplyRequest request();

    /** Blocks until there is a result, at most until the deadline. After that the fallback is the result. */
    Result await() throws InterruptedException;

    /** Ends the wait, because no answer can be sent any more. Thread-safe. */
    void abandon();

    /** Releases the decision. A later reply of the backend counts as late. */
    @Override
    void close();

    /** Result of a decision. */
    sealed interface Result {
        /**
         * The CALL is answered.
         *
         * @param payload a unified reply; null accepts
         */
        record Answer(@Nullable Payload payload) implements Result {}

        /** No answer can be sent any more. */
        record Abandoned() implements Result {}
    }

    /** A decision that is known immediately. */
    record Local(@Nullable Payload payload) implements Decision {
        static final Local ACCEPT = new Local(null);

        @Override
        public @Nullable ReplyRequest request() {
            return null;
        }

        @Override
        public Result await() {
            return new Result.Answer(payload);
        }

        @Override
        public void abandon() {}

        @Override
        public void close() {}
    }
}
