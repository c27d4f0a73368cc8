package org.ocppgateway.routing.command;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.model.Command;

/**
 * A record of {@code commands-down}.
 *
 * @param hops number of times it was forwarded
 * @param producedAt time of the record, by its producer's clock
 * @param traceParent W3C trace context of the header; null if there is none. It is copied to the result and to a
 *     forwarded record
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are passed on unchanged and never compared
public record CommandRecord(
        byte[] value,
        int hops,
        Instant producedAt,
        @Nullable String traceParent) {
    /** A copy with another trace context. */
    CommandRecord withTraceParent(@Nullable String changed) {
        return Objects.equals(changed, traceParent) ? this : new CommandRecord(value, hops, producedAt, changed);
    }

    /** Assumed maximum difference between the clocks of backends, pods and Redis. */
    public static final Duration CLOCKS_DIFFER = Duration.ofSeconds(2);

    private static final Duration LONGEST_WAY_TO_KAFKA = Duration.ofSeconds(2);

    /**
     * Earliest time at which the command may have been written. A record that is clearly younger than its command may
     * be a repetition whose first record went to another pod.
     */
    public Instant firstWritten(Command command) {
        Instant issuedAt = command.issuedAt();
        return issuedAt != null && producedAt.isAfter(issuedAt.plus(LONGEST_WAY_TO_KAFKA)) ? issuedAt : producedAt;
    }
}
