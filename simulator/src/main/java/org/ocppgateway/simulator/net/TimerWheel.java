package org.ocppgateway.simulator.net;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hashed timer wheel. Setting and cancelling take constant time, independent of the number of timers. A timer fires up
 * to one tick late and never early. Not thread-safe; times are nanoseconds since the Unix epoch.
 */
public final class TimerWheel {
    private static final int SLOTS = 4096;

    private final @Nullable Timer[] slots = new @Nullable Timer[SLOTS];
    private final List<Timer> due = new ArrayList<>();
    private final long tickNanos;
    private long currentTick;

    /** @param tick resolution of the wheel */
    public TimerWheel(long now, Duration tick) {
        tickNanos = tick.toNanos();
        currentTick = now / tickNanos;
    }

    /** A reusable timer. It is in the wheel at most once. */
    public static final class Timer {
        private final Runnable action;
        private @Nullable Timer previous;
        private @Nullable Timer next;
        private long tick;
        private boolean set;
        private boolean due;

        public Timer(Runnable action) {
            this.action = action;
        }
    }

    /** Sets the timer and replaces an earlier setting. */
    public void set(Timer timer, long at) {
        cancel(timer);
        timer.tick = Math.max(Math.ceilDiv(at, tickNanos), currentTick + 1);
        timer.set = true;
        int slot = slotOf(timer);
        Timer first = slots[slot];
        timer.next = first;
        if (first != null) {
            first.previous = timer;
        }
        slots[slot] = timer;
    }

    /** Sets the timer unless it already fires earlier. */
    public void setNoLaterThan(Timer timer, long at) {
        if (!timer.set || Math.ceilDiv(at, tickNanos) < timer.tick) {
            set(timer, at);
        }
    }

    public void cancel(Timer timer) {
        timer.due = false;
        if (!timer.set) {
            return;
        }
        timer.set = false;
        if (timer.previous != null) {
            timer.previous.next = timer.next;
        } else if (slots[slotOf(timer)] == timer) {
            slots[slotOf(timer)] = timer.next;
        }
        if (timer.next != null) {
            timer.next.previous = timer.previous;
        }
        timer.previous = null;
        timer.next = null;
    }

    /** Fires the timers that are due. */
    public void advance(long now) {
        long target = now / tickNanos;
        while (currentTick < target) {
            // After a long pause one turn of the wheel visits every slot. More turns are unnecessary.
            currentTick = Math.max(currentTick + 1, target - SLOTS + 1);
            collectDue(target);
            for (Timer timer : due) {
                // An earlier timer of this turn can cancel or reset this one.
                if (timer.due) {
                    timer.due = false;
                    timer.action.run();
                }
            }
            due.clear();
        }
    }

    private void collectDue(long target) {
        Timer timer = slots[(int) (currentTick % SLOTS)];
        while (timer != null) {
            Timer following = timer.next;
            if (timer.tick <= target) {
                cancel(timer);
                timer.due = true;
                due.add(timer);
            }
            timer = following;
        }
    }

    private static int slotOf(Timer timer) {
        return (int) (timer.tick % SLOTS);
    }
}
