package org.ocppgateway.gateway.session.decision;

import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.model.EventContext.ReplyRequest;

/** What one CALL is going to be answered, whoever has the word. Used by the uplink lane, but for {@link #abandon}. */
interface Decision extends AutoCloseable {
    /** What the event has to ask of the backend; null if it is not asked. */
    @Nullable
    ReplyRequest request();

    /** Waits until the word is there, at most until the deadline, after which it is the fallback's. */
    Word await() throws InterruptedException;

    /** Any thread: nobody is left to be answered. */
    void abandon();

    /** No word is waited for any more. */
    @Override
    void close();

    /** What came of it. */
    sealed interface Word {
        /**
         * This is to be answered.
         *
         * @param payload a unified reply; null means: accept
         */
        record Given(@Nullable Payload payload) implements Word {}

        /** The charge point has gone. */
        record Moot() implements Word {}
    }

    /** What is known without asking anybody. */
    record Local(@Nullable Payload payload) implements Decision {
        static final Local ACCEPT = new Local(null);

        @Override
        public @Nullable ReplyRequest request() {
            return null;
        }

        @Override
        public Word await() {
            return new Word.Given(payload);
        }

        @Override
        public void abandon() {}

        @Override
        public void close() {}
    }
}
