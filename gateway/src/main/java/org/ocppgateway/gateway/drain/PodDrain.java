package org.ocppgateway.gateway.drain;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.ocppgateway.gateway.connection.Connections;
import org.ocppgateway.gateway.log.GatewayLogEvent;
import org.ocppgateway.gateway.session.LeaveReason;
import org.ocppgateway.gateway.session.Sessions;
import org.ocppgateway.routing.PodContext;
import org.ocppgateway.routing.log.EventLog;

/**
 * Drains this pod, at shutdown or for an operator: the pod is not ready, then its sessions leave at a rate. Messages of the other sessions
 * are processed until the last one has left. Thread-safe.
 */
public final class PodDrain {
    private static final EventLog LOG = EventLog.of(PodDrain.class);
    private static final long POLL_INTERVAL_MILLIS = 10;

    private final PodContext pod;
    private final DrainSettings settings;
    private final PodReadiness readiness;
    private final Connections connections;
    private final Sessions sessions;
    private final LeaveRunner runner;
    private final DrainMetrics metrics;

    public PodDrain(
            PodContext pod,
            DrainSettings settings,
            PodReadiness readiness,
            Connections connections,
            Sessions sessions,
            LeaveRunner runner) {
        this.pod = pod;
        this.settings = settings;
        this.readiness = readiness;
        this.connections = connections;
        this.sessions = sessions;
        this.runner = runner;
        this.metrics = new DrainMetrics(pod.registry(), readiness::isDraining);
    }

    /**
     * Starts a drain for an operator, or replaces the one in progress. It lasts until {@link #cancel} or the end of the process. Does not
     * block.
     *
     * @param ratePerSecond sessions that leave per second; 0: the configured rate. A higher rate is used if the time requires it.
     * @param timeout time until the last session leaves; zero: as long as the rate requires
     * @return false if the process is starting or stopping
     */
    public synchronized boolean start(int ratePerSecond, Duration timeout) {
        if (!readiness.beginDraining()) {
            return false;
        }
        LeavePlan plan = LeavePlan.drain(connections.count(), settings, ratePerSecond, timeout);
        Optional<LeaveJob> job = runner.begin(plan, this::onDrained);
        job.ifPresent(this::logStart);
        return job.isPresent();
    }

    /**
     * Ends the drain of an operator. The pod admits charge points again; sessions that are leaving still end.
     *
     * @return false without such a drain
     */
    public synchronized boolean cancel() {
        Optional<LeaveJob> job = runner.current(LeaveReason.DRAIN);
        if (!runner.end(LeaveReason.DRAIN)) {
            return false;
        }
        readiness.endDraining();
        if (job.filter(LeaveJob::isComplete).isEmpty()) {
            metrics.count(DrainMetrics.Outcome.CANCELLED);
        }
        LOG.log(GatewayLogEvent.POD_DRAIN_CANCELLED, pod.pod(), connections.count());
        return true;
    }

    /** The drain in progress, of an operator or of the shutdown. */
    public Optional<DrainState> state() {
        return runner.current(LeaveReason.DRAIN)
                .or(() -> runner.current(LeaveReason.STOP))
                .map(DrainState::of);
    }

    /**
     * Drains the pod for the shutdown. Blocks until all sessions have ended and their offline events are published.
     *
     * @param share time for the drain, a part of the time of the whole shutdown
     * @return false if connections had to be closed with outstanding CALLs
     */
    public boolean stop(Duration share) throws InterruptedException {
        LeavePlan plan = LeavePlan.stop(connections.count(), settings, settings.stopTimeout());
        sessions.stop();
        LeaveJob job = runner.begin(plan, ended -> {}).orElseThrow();
        logStart(job);
        long begun = System.nanoTime();
        boolean ended = awaitNoSessions(begun, plan.limit());
        int closed = 0;
        if (!ended) {
            // Those that were leaving already, with more time for their CALLs than a shutdown gives.
            closed = sessions.open();
            connections.closeAll(LeaveReason.STOP.status());
            ended = awaitNoSessions(begun, share);
        }
        return finish(job, job.cut() + closed) && ended;
    }

    private void logStart(LeaveJob job) {
        LOG.log(
                GatewayLogEvent.POD_DRAIN_STARTED,
                pod.pod(),
                connections.count(),
                job.ratePerSecond(),
                job.deadline().toString());
    }

    private void onDrained(LeaveJob job) {
        boolean unused = finish(job, job.cut());
    }

    /** @param cut number of connections that were closed with an outstanding CALL */
    private boolean finish(LeaveJob job, int cut) {
        boolean graceful = cut == 0 && connections.count() == 0;
        metrics.count(graceful ? DrainMetrics.Outcome.GRACEFUL : DrainMetrics.Outcome.FORCED);
        LOG.log(
                GatewayLogEvent.POD_DRAIN_ENDED,
                pod.pod(),
                graceful ? "gracefully" : "forced",
                Duration.between(job.since(), pod.clock().instant()).toMillis(),
                cut,
                connections.count());
        return graceful;
    }

    private boolean awaitNoSessions(long begun, Duration timeout) throws InterruptedException {
        while (connections.count() > 0 || sessions.unfinished() > 0) {
            if (System.nanoTime() - begun >= timeout.toNanos()) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(POLL_INTERVAL_MILLIS);
        }
        return true;
    }
}
