package org.ocppgateway.simulator.behaviour;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The times a charge point wants to be woken at, one for each kind of alarm. */
@SuppressWarnings("EnumOrdinal") // An array, not an EnumMap of boxed times: every charge point of a fleet has one.
final class TimerSchedule {
    static final long NEVER = Long.MAX_VALUE;
    private static final Timer[] ALARMS = Timer.values();

    private long due = NEVER;
    private final long[] times = new long[ALARMS.length];

    TimerSchedule() {
        Arrays.fill(times, NEVER);
    }

    void set(Timer alarm, long at) {
        times[alarm.ordinal()] = at;
    }

    void clear(Timer alarm) {
        times[alarm.ordinal()] = NEVER;
    }

    boolean isSet(Timer alarm) {
        return times[alarm.ordinal()] != NEVER;
    }

    long next() {
        long next = NEVER;
        for (long time : times) {
            next = Math.min(next, time);
        }
        return next;
    }

    /** What the alarm taken last was set to, which may be a while ago if the simulator is slow. */
    long due() {
        return due;
    }

    /** Takes an alarm that is due off the agenda, or null. */
    @Nullable
    Timer takeDue(long now) {
        for (Timer alarm : ALARMS) {
            if (times[alarm.ordinal()] <= now) {
                due = times[alarm.ordinal()];
                clear(alarm);
                return alarm;
            }
        }
        return null;
    }
}
