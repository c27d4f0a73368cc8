package org.ocppgateway.routing.sweep;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A command that the sweeper looks after. Used by one thread at a time: the sweeper's, or the one that looks at it. */
final class Held {
    private final SweptCommand swept;
    private @Nullable Instant undeliveredSince;
    private @Nullable Instant abandonedSince;
    private Instant lookAt;
    private boolean looking;

    Held(SweptCommand swept, Instant lookAt) {
        this.swept = swept;
        this.lookAt = lookAt;
    }

    SweptCommand swept() {
        return swept;
    }

    @Nullable
    Instant undeliveredSince(boolean undelivered, Instant now) {
        undeliveredSince = undelivered ? first(undeliveredSince, now) : null;
        return undeliveredSince;
    }

    @Nullable
    Instant abandonedSince(boolean abandoned, Instant now) {
        abandonedSince = abandoned ? first(abandonedSince, now) : null;
        return abandonedSince;
    }

    private static Instant first(@Nullable Instant before, Instant now) {
        return before == null ? now : before;
    }

    boolean due(Instant now) {
        return !looking && !now.isBefore(lookAt);
    }

    void beginLook() {
        looking = true;
    }

    void lookAgainAt(Instant next) {
        looking = false;
        lookAt = next;
    }
}
