package org.ocppgateway.simulator.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Maps recorded times to the time of the replay. */
final class ReplayClock {
    private final Instant first;
    private final double speed;
    private final long begun = System.nanoTime();

    /**
     * @param first time of the first record
     * @param speed 2 replays twice as fast
     */
    ReplayClock(Instant first, double speed) {
        this.first = first;
        this.speed = speed;
    }

    /** Blocks until a recorded time is due. */
    void await(Instant recorded) throws InterruptedException {
        long due = (long) (Duration.between(first, recorded).toNanos() / speed);
        TimeUnit.NANOSECONDS.sleep(due - (System.nanoTime() - begun));
    }
}
