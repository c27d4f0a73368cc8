package org.ocppgateway.gateway.takeover;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.SessionEpoch;

/** For whose sessions others have come, since when, and when that was last told. Bounded; the longest untouched are forgotten. */
final class TakeoverAttempts {
    private static final int MOST = 10_000;
    private static final long FORGOTTEN_AFTER = Duration.ofMinutes(5).toNanos();
    private static final long TOLD_AGAIN_AFTER = Duration.ofMinutes(1).toNanos();

    private final LongSupplier nanoTime;
    private final Map<ChargePointId, Contest> contests = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ChargePointId, Contest> eldest) {
            return size() > MOST;
        }
    };

    /** One session's; the next session of the charge point begins a new one. */
    private static final class Contest {
        private final SessionEpoch epoch;
        private final long since;
        private long lastTry;
        private long toldAt;
        private boolean told;
        private boolean reserved;

        Contest(SessionEpoch epoch, long now) {
            this.epoch = epoch;
            this.since = now;
            this.lastTry = now;
        }
    }

    TakeoverAttempts(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Notes that somebody came for a session, and returns how long somebody has kept coming. */
    synchronized Duration come(ChargePointId chargePointId, SessionEpoch epoch) {
        long now = nanoTime.getAsLong();
        Contest contest = contests.get(chargePointId);
        if (contest == null || !contest.epoch.equals(epoch) || now - contest.lastTry > FORGOTTEN_AFTER) {
            contest = next(contest, epoch, now);
            contests.put(chargePointId, contest);
        }
        contest.lastTry = now;
        return Duration.ofNanos(now - contest.since);
    }

    private static Contest next(@Nullable Contest before, SessionEpoch epoch, long now) {
        Contest contest = new Contest(epoch, now);
        if (before != null) {
            contest.told = before.told;
            contest.toldAt = before.toldAt;
            contest.reserved = before.reserved;
        }
        return contest;
    }

    /** Whether the backend has not been told lately that somebody comes for this charge point's session. */
    synchronized boolean isDue(ChargePointId chargePointId) {
        Contest contest = contests.get(chargePointId);
        return contest != null && (!contest.told || nanoTime.getAsLong() - contest.toldAt >= TOLD_AGAIN_AFTER);
    }

    /** Whether {@link #reserve} was called since it was told last. */
    synchronized boolean mayTell(ChargePointId chargePointId) {
        Contest contest = contests.get(chargePointId);
        return contest != null && contest.reserved;
    }

    /** Notes that it is for this pod to tell, until it has. */
    synchronized void reserve(ChargePointId chargePointId) {
        Contest contest = contests.get(chargePointId);
        if (contest != null) {
            contest.reserved = true;
        }
    }

    /** Notes that the event has been taken. */
    synchronized void told(ChargePointId chargePointId) {
        Contest contest = contests.get(chargePointId);
        if (contest != null) {
            contest.told = true;
            contest.toldAt = nanoTime.getAsLong();
            contest.reserved = false;
        }
    }
}
