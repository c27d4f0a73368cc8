package org.ocppgateway.routing.command;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * From when to when one pod reached Redis, and so whether others may have taken it for dead, and its commands for theirs. It matters only
 * when Redis has lost what would tell: the traces of what they did.
 *
 * <p>A pod that did not reach Redis for longer than its lease lives was cut off, or stood still, or Redis was out for all. In the last case
 * no pod can have taken anything. If Redis came back without loss, the first two are assumed. If it came back empty, the pods say until when
 * they reached it: if none did for longer than a lease after this one, it was out for all. Times are those of Redis, but where noted. Any
 * thread.
 */
public final class RedisReachability {
    private final Duration lease;
    private final Duration settling;
    private @Nullable Instant triedAt;
    private boolean stoodStill;
    private @Nullable Instant since;
    private @Nullable Instant reachedAt;
    private @Nullable Instant openGap;
    private Instant cutOffUntil = Instant.MIN;

    /**
     * @param lease how long a lease lives that is not renewed
     * @param settling how long after a loss it may take until every pod has said until when it reached Redis before
     */
    public RedisReachability(Duration lease, Duration settling) {
        this.lease = lease;
        this.settling = settling;
    }

    /** Redis is about to be asked; to be called at intervals that are shorter than a lease. The time is that of the steady clock. */
    public synchronized void tries(Instant steady) {
        stoodStill |= triedAt != null && steady.isAfter(triedAt.plus(lease));
        triedAt = steady;
    }

    /** When Redis was reached last, which the others are told; the epoch if never. */
    public synchronized Instant lastReached() {
        return reachedAt == null ? Instant.EPOCH : reachedAt;
    }

    /**
     * Redis has answered.
     *
     * @param since since when it remembers everything
     * @param othersReached until when any pod reached it before that, as far as they have said
     * @param now the time it tells
     */
    public synchronized void reached(Instant since, Instant othersReached, Instant now) {
        Instant last = reachedAt;
        if (last != null && now.isBefore(last)) {
            return; // a later answer was faster
        }
        boolean lost = this.since != null && !since.equals(this.since);
        boolean gap = last != null && now.isAfter(last.plus(lease));
        if ((gap && (stoodStill || !lost)) || (lost && openGap != null)) {
            cutOffUntil = now;
        }
        if (lost) {
            openGap = gap ? last : null;
        }
        this.since = since;
        this.reachedAt = now;
        stoodStill = false;
        if (openGap != null && !now.isBefore(since.plus(settling))) {
            if (othersReached.isAfter(openGap.plus(lease))) {
                cutOffUntil = now;
            }
            openGap = null;
        }
    }

    /** Whether others may have taken this pod for dead after {@code time}; empty while that is not known yet. */
    public synchronized Optional<Boolean> wasCutOffAfter(Instant time) {
        if (!time.isAfter(cutOffUntil)) {
            return Optional.of(true);
        }
        return openGap == null ? Optional.of(false) : Optional.empty();
    }
}
