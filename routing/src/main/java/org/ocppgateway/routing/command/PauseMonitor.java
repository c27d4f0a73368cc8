package org.ocppgateway.routing.command;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.routing.PodContext;
import org.ocppgateway.routing.command.Workers.Worker;
import org.ocppgateway.routing.log.EventLog;
import org.ocppgateway.routing.log.RoutingLogEvent;

/**
 * Detects pauses of this process, and times without Redis, long enough for other pods to have declared this pod dead
 * and ended its commands. One worker calls Redis at short intervals; any thread may query. Changes of the system clock
 * neither cause nor hide a pause.
 */
public final class PauseMonitor {
    private static final EventLog LOG = EventLog.of(PauseMonitor.class);

    /** Shorter than any lease. */
    private static final Duration GAP = Duration.ofSeconds(1);

    private final Duration interval;
    private final CommandStates states;
    private final PodContext pod;
    private Instant lastTick;
    private Instant unbrokenSince = Instant.MIN;
    private @Nullable Worker worker;

    /** @param interval interval of the calls to Redis; a gap is one second longer than that */
    public PauseMonitor(Duration interval, CommandStates states, PodContext pod) {
        this.interval = interval;
        this.states = states;
        this.pod = pod;
        this.lastTick = pod.steady().instant();
    }

    /** Calls Redis once and starts the worker. */
    public void start(Workers workers) throws InterruptedException {
        callRedis();
        worker = workers.repeat("pause-monitor", interval, this::callRedis);
    }

    public void stop() throws InterruptedException {
        if (worker != null) {
            worker.stop();
        }
    }

    private void callRedis() throws InterruptedException {
        try {
            states.unbrokenSince();
            tick();
        } catch (StatesUnavailableException e) {
            LOG.log(RoutingLogEvent.REDIS_PROBE_FAILED, e.getMessage());
        }
    }

    private synchronized void tick() {
        Instant now = pod.steady().instant();
        if (isGap(now)) {
            unbrokenSince = now;
        }
        lastTick = now;
    }

    /** Returns whether there was no gap since a time of the wall clock. */
    synchronized boolean hadNoGapSinceWallTime(Instant time) {
        return hadNoGapSince(
                pod.steady().instant().minus(Duration.between(time, pod.clock().instant())));
    }

    /** Returns whether there was no gap since a time of the monotonic clock. */
    public synchronized boolean hadNoGapSince(Instant steadyTime) {
        return !isGap(pod.steady().instant()) && !steadyTime.isBefore(unbrokenSince);
    }

    /** End of the last gap by the monotonic clock; {@link Instant#MIN} if there was none. */
    public synchronized Instant unbrokenSince() {
        return unbrokenSince;
    }

    private boolean isGap(Instant now) {
        return Duration.between(lastTick, now).compareTo(interval.plus(GAP)) > 0;
    }
}
