package org.ocppgateway.simulator.behaviour;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The times a charge point wants to be woken at, one for each kind of alarm. */
@SuppressWarnings("EnumOrdinal") // An array, not an EnumMap of boxed times: every charge point of a fleet has one.
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

    /** What the alarm taken last was set to, which may be a while ago if the simulator is slow. */
    long lastDueAt() {
        return lastDueAt;
    }

    /** Takes an alarm that is due off the agenda, or null. */
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
