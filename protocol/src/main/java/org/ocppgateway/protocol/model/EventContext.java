package org.ocppgateway.protocol.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.protocol.SessionEpoch;

/**
 * Where and when an event came to be.
 *
 * @param id see {@link EventId}
 * @param time by the gateway's clock
 * @param version null if nothing was negotiated
 * @param epoch null if there was no session, for example when a connection was refused
 * @param sequence counts the session's events from 1, or {@link #AFTER_LAST}; without a session it means nothing
 * @param reply null if nobody waits for the backend's word
 */
public record EventContext(
        String id,
        Instant time,
        PodId podId,
        ChargePointId chargePointId,
        @Nullable OcppVersion version,
        @Nullable SessionEpoch epoch,
        long sequence,
        @Nullable ReplyRequest reply) {

    /** The sequence of what is told of a session by others, who do not know how far it had come. */
    public static final long AFTER_LAST = Integer.MAX_VALUE;

    /**
     * Where the backend's decision is expected.
     *
     * @param partition where {@code pod} listens on {@code commands-down}
     * @param deadline after this the fallback answers
     */
    public record ReplyRequest(String requestId, PodId pod, int partition, Instant deadline) {}
}
