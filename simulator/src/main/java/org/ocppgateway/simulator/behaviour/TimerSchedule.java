package org.ocppgateway.simulator.behaviour;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Due times of the timers of a charge point, at most one per timer. */
@SuppressWarnings(
        "EnumOrdinal") // An array instead of an EnumMap with boxed times saves memory: every charge point of a fleet
// has one.
final class TimerSchedule {
    static final long NEVER = Long.MAX_VALUE;
    private static final Timer[] TIMERS = Timer.values();

    private long lastDueAt = NEVER;
    private final long[] dueTimes = new long[TIMERS.length];

    TimerSchedule() {
        Arrays.fill(dueTimes, NEVER);
    }

    void set(Timer timer, long at) {
        dueTimes[timer.ordinal()] = at;
    }

    void clear(Timer timer) {
        dueTimes[timer.ordinal()] = NEVER;
    }

    boolean isSet(Timer timer) {
        return dueTimes[timer.ordinal()] != NEVER;
    }

    long nextAt() {
        long next = NEVER;
        for (long dueTime : dueTimes) {
            next = Math.min(next, dueTime);
        }
        return next;
    }

    /** Returns the time for which the timer returned last was set. A slow simulator runs it later. */
    long lastDueAt() {
        return lastDueAt;
    }

    /** Removes and returns a timer that is due, or null. */
    @Nullable
    Timer pollDue(long now) {
        for (Timer timer : TIMERS) {
            if (dueTimes[timer.ordinal()] <= now) {
                lastDueAt = dueTimes[timer.ordinal()];
                clear(timer);
                return timer;
            }
        }
        return null;
    }
}
