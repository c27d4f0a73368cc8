package org.ocppgateway.gateway.journal;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.trace.TraceDirection;
import org.ocppgateway.protocol.trace.TraceMessage;

/**
 * One record of the journal. Everything in it is masked.
 *
 * @param protocol OCPP version of the session
 * @param position place among the records of the charge point
 * @param time when the gateway received or queued the frame
 */
record JournalRecord(
        ChargePointId chargePointId, OcppVersion protocol, JournalPosition position, Instant time, Content content) {
    /** Memory of this object without its texts, in bytes, rounded up. */
    private static final int OVERHEAD = 280;

    /** The recorded frame, or the start or end of a session. */
    sealed interface Content {
        /** Characters of the texts. */
        int characters();
    }

    /**
     * A frame.
     *
     * @param latency of an answer, the time since its CALL; null if the CALL is not known
     */
    record Message(
            TraceDirection direction,
            TraceMessage message,
            @Nullable Duration latency) implements Content {
        @Override
        public int characters() {
            return switch (message) {
                case TraceMessage.Call call -> length(call.payload());
                case TraceMessage.CallResult result -> length(result.payload());
                case TraceMessage.CallError error -> length(error.details()) + length(error.description());
            };
        }
    }

    /**
     * A frame that the trace format cannot express.
     *
     * @param length in characters
     * @param text at most 200 characters of its beginning
     */
    record Unreadable(TraceDirection direction, int length, String reason, String text) implements Content {
        @Override
        public int characters() {
            return text.length();
        }
    }

    /** The session has started. */
    record SessionStarted() implements Content {
        @Override
        public int characters() {
            return 0;
        }
    }

    /**
     * The session has ended.
     *
     * @param endedBy {@code charge-point}, {@code gateway} or {@code network}
     */
    record SessionEnded(String endedBy, int closeCode, String closeReason) implements Content {
        @Override
        public int characters() {
            return closeReason.length();
        }
    }

    /** Upper bound of the memory of this object, in bytes. */
    int bytes() {
        return OVERHEAD + 2 * content.characters();
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }
}
