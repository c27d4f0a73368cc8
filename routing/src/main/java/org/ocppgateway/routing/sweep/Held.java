package org.ocppgateway.routing.sweep;

import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A command that the sweeper looks after. Used by one thread at a time: the sweeper's, or the one that looks at it. */
final class Held {
    private final SweptCommand swept;
    private final Backlog backlog;
    private final Instant since;
    private volatile boolean sendingNoted;
    private OptionalLong endToRead = OptionalLong.empty();
    private @Nullable Instant undeliveredSince;
    private @Nullable Instant abandonedSince;
    private Instant lookAt;
    private boolean looking;

    /** @param since when it was read; times here are those of a clock that is never set */
    Held(SweptCommand swept, Backlog backlog, Instant since, Instant lookAt) {
        this.swept = swept;
        this.backlog = backlog;
        this.since = since;
        this.lookAt = lookAt;
    }

    SweptCommand swept() {
        return swept;
    }

    Instant since() {
        return since;
    }

    /** Called by the sweeper's thread at any time. */
    void noteSending() {
        sendingNoted = true;
    }

    /** Whether its pod noted, as far as was read, that it was about to send it. */
    boolean isSendingNoted() {
        return sendingNoted;
    }

    /**
     * Whether its partition was read at least to where it ended when this was first asked since {@link #lookAfresh}: then no note of
     * before is missed.
     */
    boolean isAllRead(Ends ends) throws InterruptedException {
        if (endToRead.isEmpty()) {
            endToRead = ends.of(swept.partition());
        }
        return endToRead.isPresent() && backlog.readTo() >= endToRead.getAsLong();
    }

    /** Somebody has it after all, and may yet note something. */
    void lookAfresh() {
        endToRead = OptionalLong.empty();
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
