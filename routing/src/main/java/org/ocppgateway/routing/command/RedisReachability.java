package org.ocppgateway.routing.command;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Records when this pod reached Redis, and decides whether other pods may have declared it dead and ended its commands.
 * This matters only if Redis has lost the states of those commands.
 *
 * <p>A pod that did not reach Redis for longer than its lease was cut off or paused, or Redis was unavailable for all
 * pods. In the last case no pod can have changed anything. If Redis came back without loss, the pod assumes that it was
 * cut off. If Redis came back empty, every pod reports until when it reached Redis before: if no pod did for longer
 * than a lease after this one, Redis was unavailable for all. Times are those of Redis unless noted. Thread-safe.
 */
public final class RedisReachability {
    private final Duration lease;
    private final Duration settling;
    private @Nullable Instant triedAt;
    private boolean paused;
    private @Nullable Instant since;
    private @Nullable Instant reachedAt;
    private @Nullable Instant openGap;
    private Instant cutOffUntil = Instant.MIN;

    /**
     * @param lease lifetime of a lease that is not renewed
     * @param settling time after a loss until every pod has reported when it last reached Redis
     */
    public RedisReachability(Duration lease, Duration settling) {
        this.lease = lease;
        this.settling = settling;
    }

    /** Called before each call to Redis, at intervals shorter than a lease. The time is that of the monotonic clock. */
    public synchronized void onCall(Instant steady) {
        paused |= triedAt != null && steady.isAfter(triedAt.plus(lease));
        triedAt = steady;
    }

    /** Last time at which Redis was reached, which this pod reports to the others; the epoch if never. */
    public synchronized Instant lastReached() {
        return reachedAt == null ? Instant.EPOCH : reachedAt;
    }

    /**
     * Called for each answer of Redis.
     *
     * @param since time since which Redis has lost nothing
     * @param othersReached last time before that at which any pod reached Redis, as far as reported
     * @param now the time of Redis
     */
    public synchronized void onReply(Instant since, Instant othersReached, Instant now) {
        Instant last = reachedAt;
        if (last != null && now.isBefore(last)) {
            return; // a later answer was faster
        }
        boolean lost = this.since != null && !since.equals(this.since);
        boolean gap = last != null && now.isAfter(last.plus(lease));
        if ((gap && (paused || !lost)) || (lost && openGap != null)) {
            cutOffUntil = now;
        }
        if (lost) {
            openGap = gap ? last : null;
        }
        this.since = since;
        this.reachedAt = now;
        paused = false;
        if (openGap != null && !now.isBefore(since.plus(settling))) {
            if (othersReached.isAfter(openGap.plus(lease))) {
                cutOffUntil = now;
            }
            openGap = null;
        }
    }

    /**
     * Returns whether other pods may have declared this pod dead after {@code time}; empty while that is not known yet.
     */
    public synchronized Optional<Boolean> wasCutOffAfter(Instant time) {
        if (!time.isAfter(cutOffUntil)) {
            return Optional.of(true);
        }
        return openGap == null ? Optional.of(false) : Optional.empty();
    }
}
