package org.ocppgateway.routing.sweep;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A command that the sweeper looks after. Used by one thread at a time. Times are those of a clock that is never set. */
final class Held {
    private final SweptCommand swept;
    private final Backlog backlog;
    private final Instant since;
    private @Nullable Instant undeliveredSince;
    private Instant lookAt;

    /** @param since when it was read */
    Held(SweptCommand swept, Backlog backlog, Instant since, Instant lookAt) {
        this.swept = swept;
        this.backlog = backlog;
        this.since = since;
        this.lookAt = lookAt;
    }

    SweptCommand swept() {
        return swept;
    }

    Backlog backlog() {
        return backlog;
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
        return !now.isBefore(lookAt);
    }

    void lookAgainAt(Instant next) {
        lookAt = next;
    }
}
