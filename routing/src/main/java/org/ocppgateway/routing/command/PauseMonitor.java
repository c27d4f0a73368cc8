package org.ocppgateway.routing.command;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.routing.PodContext;
import org.ocppgateway.routing.command.Workers.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that this process stood still, or did not reach Redis, for so long that others may have taken it for dead and its commands for
 * theirs. One worker asks Redis at short intervals; any thread asks whether there was a gap. A clock that is set to another time is no gap,
 * and hides none.
 */
public final class PauseMonitor {
    private static final Logger LOG = LoggerFactory.getLogger(PauseMonitor.class);

    /** Shorter than any lease. */
    private static final Duration GAP = Duration.ofSeconds(1);

    private final Duration interval;
    private final CommandStates states;
    private final PodContext pod;
    private Instant lastTick;
    private Instant unbrokenSince = Instant.MIN;
    private @Nullable Worker worker;

    /** @param interval how often Redis is asked; a gap is longer than that by a second */
    public PauseMonitor(Duration interval, CommandStates states, PodContext pod) {
        this.interval = interval;
        this.states = states;
        this.pod = pod;
        this.lastTick = pod.steady().instant();
    }

    /** Asks once, and begins to ask again and again. */
    public void start(Workers workers) throws InterruptedException {
        ask();
        worker = workers.repeat("pause-monitor", interval, this::ask);
    }

    public void stop() throws InterruptedException {
        if (worker != null) {
            worker.stop();
        }
    }

    private void ask() throws InterruptedException {
        try {
            states.unbrokenSince();
            tick();
        } catch (StatesUnavailableException e) {
            LOG.debug("Redis does not answer: {}", e.getMessage());
        }
    }

    private synchronized void tick() {
        Instant now = pod.steady().instant();
        if (isGap(now)) {
            unbrokenSince = now;
        }
        lastTick = now;
    }

    /** Whether there was no gap since that time of the wall clock. */
    synchronized boolean keptSinceTime(Instant time) {
        return keptSince(
                pod.steady().instant().minus(Duration.between(time, pod.clock().instant())));
    }

    /** Whether there was no gap since that time of the steady clock. */
    public synchronized boolean keptSince(Instant steadyTime) {
        return !isGap(pod.steady().instant()) && !steadyTime.isBefore(unbrokenSince);
    }

    /** When the last gap ended, by the steady clock; {@link Instant#MIN} if there was none. */
    public synchronized Instant unbrokenSince() {
        return unbrokenSince;
    }

    private boolean isGap(Instant now) {
        return Duration.between(lastTick, now).compareTo(interval.plus(GAP)) > 0;
    }
}
