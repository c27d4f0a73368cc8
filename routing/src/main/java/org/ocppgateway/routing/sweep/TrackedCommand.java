package org.ocppgateway.routing.sweep;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A command that the sweeper tracks. Used by one thread at a time. Times are those of the monotonic clock. */
final class TrackedCommand {
    private final SweptCommand swept;
    private final PartitionProgress progress;
    private final Instant since;
    private @Nullable Instant undeliveredSince;
    private Instant checkAt;

    /** @param since time when it was read */
    TrackedCommand(SweptCommand swept, PartitionProgress progress, Instant since, Instant checkAt) {
        this.swept = swept;
        this.progress = progress;
        this.since = since;
        this.checkAt = checkAt;
    }

    SweptCommand swept() {
        return swept;
    }

    PartitionProgress progress() {
        return progress;
    }

    Instant since() {
        return since;
    }

    @Nullable
    Instant undeliveredSince(boolean undelivered, Instant now) {
        if (!undelivered) {
            undeliveredSince = null;
        } else if (undeliveredSince == null) {
            undeliveredSince = now;
        }
        return undeliveredSince;
    }

    boolean due(Instant now) {
        return !now.isBefore(checkAt);
    }

    void checkAgainAt(Instant next) {
        checkAt = next;
    }
}
