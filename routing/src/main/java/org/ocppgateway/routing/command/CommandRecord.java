package org.ocppgateway.routing.command;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record of {@code commands-down}.
 *
 * @param hops how often it was forwarded before it got here
 * @param producedAt when it was written, by its producer's clock
 * @param traceParent the trace that it belongs to, as W3C Trace Context writes it in its header; null for none. It is carried on to the
 *     result, and to the other pod if the command is forwarded
 */
@SuppressWarnings("ArrayRecordComponent") // bytes as found, handed on and never compared
public record CommandRecord(
        byte[] value,
        int hops,
        Instant producedAt,
        @Nullable String traceParent) {
    /** By how much the clocks of backends, pods and Redis are taken to differ at most. */
    public static final Duration CLOCKS_DIFFER = Duration.ofSeconds(2);

    /** Whether it was certainly written after that. */
    public boolean writtenAfter(Instant time) {
        return producedAt.isAfter(time.plus(CLOCKS_DIFFER));
    }
}
