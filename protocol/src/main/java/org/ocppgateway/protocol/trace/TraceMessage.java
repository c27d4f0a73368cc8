package org.ocppgateway.protocol.trace;

import org.jspecify.annotations.Nullable;

/** The OCPP message of a {@link TraceRecord}. Payloads and details are JSON text. The format knows these three types only. */
public sealed interface TraceMessage {
    /** Null if the recorder did not know it. */
    @Nullable
    String messageId();

    /** The action of an answer is that of its CALL; null if the CALL is not known. */
    @Nullable
    String action();

    /** Value of the field {@code messageType}. */
    String type();

    /** A CALL. */
    record Call(
            @Nullable String messageId,
            String action,
            @Nullable String payload) implements TraceMessage {
        static final String TYPE = "CALL";

        @Override
        public String type() {
            return TYPE;
        }
    }

    /** A CALLRESULT. */
    record CallResult(
            @Nullable String messageId,
            @Nullable String action,
            @Nullable String payload) implements TraceMessage {
        static final String TYPE = "CALLRESULT";

        @Override
        public String type() {
            return TYPE;
        }
    }

    /** A CALLERROR. */
    record CallError(
            @Nullable String messageId,
            @Nullable String action,
            String code,
            String description,
            @Nullable String details)
            implements TraceMessage {
        static final String TYPE = "CALLERROR";

        @Override
        public String type() {
            return TYPE;
        }
    }
}
