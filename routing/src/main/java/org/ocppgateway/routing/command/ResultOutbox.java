package org.ocppgateway.routing.command;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.routing.FailureLog;
import org.ocppgateway.routing.PodContext;
import org.ocppgateway.routing.command.ReceivedCommand.Ending;
import org.ocppgateway.routing.command.Workers.Worker;
import org.ocppgateway.routing.event.PublishException;
import org.ocppgateway.routing.log.EventLog;
import org.ocppgateway.routing.log.RoutingLogEvent;
import org.ocppgateway.routing.metrics.RoutingMetric;
import org.ocppgateway.routing.trace.TraceSpan;

/**
 * Stores results, then publishes them until they are acknowledged; only a stored result is published. Each result has
 * its own virtual thread. Their number is bounded; at the bound the caller waits.
 */
final class ResultOutbox {
    private static final EventLog LOG = EventLog.of(ResultOutbox.class);

    private static final Duration ROOM_POLL = Duration.ofMillis(10);

    private final CommandSettings settings;
    private final CommandPorts ports;
    private final Claims claims;
    private final KnownCommands known;
    private final CommandMetrics metrics;
    private final Workers workers;
    private final PauseMonitor pauseMonitor;
    private final PodContext pod;
    private final Semaphore room;

    ResultOutbox(
            CommandSettings settings,
            CommandPorts ports,
            Claims claims,
            KnownCommands known,
            CommandMetrics metrics,
            Workers workers,
            PauseMonitor pauseMonitor,
            PodContext pod) {
        this.settings = settings;
        this.ports = ports;
        this.claims = claims;
        this.known = known;
        this.metrics = metrics;
        this.workers = workers;
        this.pauseMonitor = pauseMonitor;
        this.pod = pod;
        this.room = new Semaphore(settings.resultLimit());
        metrics.gauge(RoutingMetric.RESULTS_PENDING, this::waiting);
    }

    int waiting() {
        return settings.resultLimit() - room.availablePermits();
    }

    boolean canAccept() {
        return room.availablePermits() > 0;
    }

    /**
     * Stores a result. Returns the stored result, which may be an earlier one; empty if another pod owns the command.
     */
    private interface Store {
        Optional<String> run() throws StatesUnavailableException, InterruptedException;
    }

    /**
     * Ends a command. The stored result decides, even if another pod stored it. During a Redis outage the result waits:
     * if it were published without being stored and this pod died, the sweeper would publish a second one.
     */
    void end(ReceivedCommand received, Ending ending, Instant completedAt) throws InterruptedException {
        start(received, new Store() {
            private boolean again;

            @Override
            public Optional<String> run() throws StatesUnavailableException, InterruptedException {
                Optional<String> stands = again ? Optional.empty() : claims.end(received, ending, completedAt);
                again = stands.isEmpty();
                return again ? claims.reclaimAndEnd(received, ending, completedAt) : stands;
            }
        });
    }

    /** Publishes a stored result once more, for a command that was received again. */
    void repeat(ReceivedCommand received, String result) throws InterruptedException {
        start(received, () -> claims.restore(received, result));
    }

    private void start(ReceivedCommand received, Store store) throws InterruptedException {
        while (!room.tryAcquire()) {
            workers.pause(ROOM_POLL);
        }
        Worker unused = workers.start("result-" + received.command().commandId(), () -> {
            try (TraceSpan span = received.span().activate()) {
                deliver(received, store);
            } finally {
                room.release();
            }
        });
    }

    /** Tries until the result is delivered or dropped. */
    private void deliver(ReceivedCommand received, Store store) throws InterruptedException {
        String commandId = received.command().commandId();
        ChargePointId chargePointId = received.command().chargePointId();
        Instant giveUpAt = pod.steady().instant().plus(settings.resultRetryLimit());
        FailureLog failures = new FailureLog(LOG, "the delivery of the result of command " + commandId);
        while (pod.steady().instant().isBefore(giveUpAt)) {
            try {
                if (delivered(received, store)) {
                    return;
                }
            } catch (StatesUnavailableException | PublishException e) {
                LOG.log(RoutingLogEvent.RESULT_DELAYED, commandId, chargePointId, e.getMessage());
            } catch (RuntimeException | Error e) {
                failures.failed(e);
            }
            metrics.resultRetries.inc();
            workers.pause(settings.retryInterval());
        }
        metrics.resultsDropped.inc();
        known.remove(commandId);
        LOG.log(RoutingLogEvent.RESULT_DROPPED, commandId, chargePointId, settings.resultRetryLimit());
    }

    /**
     * Makes one attempt. Stores the result again even if it was stored before, because Redis may have lost it since.
     */
    private boolean delivered(ReceivedCommand received, Store store)
            throws StatesUnavailableException, PublishException, InterruptedException {
        Command command = received.command();
        Instant asked = pod.steady().instant();
        Optional<String> stands = store.run();
        if (stands.isEmpty()) {
            metrics.repeated.labelValues("left").inc();
            known.remove(command.commandId());
            return true;
        }
        if (!pauseMonitor.hadNoGapSince(asked)) {
            return false;
        }
        known.setResult(command.commandId(), stands.get());
        ports.results()
                .publish(
                        command.chargePointId(), stands.get(), received.record().traceParent());
        ports.states().delivered(command.commandId());
        return true;
    }

    /** Waits until all results are delivered, at most that long. Returns false if some were not. */
    boolean drain(Duration timeout) throws InterruptedException {
        boolean all = room.tryAcquire(settings.resultLimit(), timeout.toNanos(), TimeUnit.NANOSECONDS);
        if (all) {
            room.release(settings.resultLimit());
        }
        return all;
    }
}
