package org.ocppgateway.routing.refusal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.PodId;

/**
 * Refusals of one group at one pod.
 *
 * @param first when the first one was
 * @param last when the last one was
 * @param count how many there were, at least 1
 * @param details of the last one, for the operator; null if there is nothing to add to the reason
 * @param suggestion what to change, for an installer; null if nothing is known
 */
public record RefusalSummary(
        RefusalGroup group,
        PodId pod,
        Instant first,
        Instant last,
        long count,
        @Nullable String details,
        @Nullable String suggestion) {}
