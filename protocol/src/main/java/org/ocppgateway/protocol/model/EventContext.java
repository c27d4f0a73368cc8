package org.ocppgateway.protocol.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.protocol.SessionEpoch;

/**
 * Metadata of an event.
 *
 * @param id see {@link EventId}
 * @param time time by the clock of the gateway
 * @param version null if no version was negotiated
 * @param epoch null without a session, for example if a connection was refused
 * @param sequence number of the event in its session, from 1, or {@link #AFTER_LAST}; meaningless without a session
 * @param reply null if the event needs no decision of the backend
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

    /**
     * Sequence of an event that another pod publishes after the end of a session, because that pod does not know the last
     * number.
     */
    public static final long AFTER_LAST = Integer.MAX_VALUE;

    /**
     * Request for a decision of the backend.
     *
     * @param partition partition of {@code commands-down} that {@code pod} reads
     * @param deadline time at which the fallback answers instead
     */
    public record ReplyRequest(String requestId, PodId pod, int partition, Instant deadline) {}
}
