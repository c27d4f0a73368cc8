package org.ocppgateway.routing.command;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.model.Command;

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

    private static final Duration LONGEST_WAY_TO_KAFKA = Duration.ofSeconds(2);

    /**
     * When the command may have been written first: a record that is noticeably younger than its command may be a repetition, and the
     * first one may have gone to another pod.
     */
    public Instant firstWritten(Command command) {
        Instant issuedAt = command.issuedAt();
        return issuedAt != null && producedAt.isAfter(issuedAt.plus(LONGEST_WAY_TO_KAFKA)) ? issuedAt : producedAt;
    }
}
