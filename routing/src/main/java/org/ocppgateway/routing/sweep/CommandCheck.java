package org.ocppgateway.routing.sweep;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.protocol.model.CommandResult;
import org.ocppgateway.protocol.model.ResultDetails;
import org.ocppgateway.routing.PodContext;
import org.ocppgateway.routing.command.CommandPorts;
import org.ocppgateway.routing.command.CommandState;
import org.ocppgateway.routing.command.LostStateRecovery;
import org.ocppgateway.routing.command.Outcome;
import org.ocppgateway.routing.command.Ownership;
import org.ocppgateway.routing.command.PauseMonitor;
import org.ocppgateway.routing.command.StatesUnavailableException;
import org.ocppgateway.routing.event.PublishException;
import org.ocppgateway.routing.log.EventLog;
import org.ocppgateway.routing.log.RoutingLogEvent;
import org.ocppgateway.routing.route.FoundRoute;
import org.ocppgateway.routing.route.RoutesUnavailableException;
import org.ocppgateway.routing.sweep.CommandSnapshot.Liveness;
import org.ocppgateway.routing.sweep.CommandSnapshot.Times;

/**
 * One check of a tracked command: reads its state, decides by {@link SweepRules}, executes the action. Blocks; any
 * number of threads.
 */
final class CommandCheck {
    private static final EventLog LOG = EventLog.of(CommandCheck.class);

    private final SweepRules rules;
    private final PodContext pod;
    private final CommandPorts ports;
    private final LostStateRecovery recovery;
    private final PodLiveness pods;
    private final PauseMonitor pauseMonitor;
    private final SweepMetrics metrics;

    CommandCheck(
            SweepRules rules,
            PodContext pod,
            CommandPorts ports,
            PodLiveness pods,
            PauseMonitor pauseMonitor,
            SweepMetrics metrics) {
        this.rules = rules;
        this.pod = pod;
        this.ports = ports;
        this.recovery = new LostStateRecovery(ports);
        this.pods = pods;
        this.pauseMonitor = pauseMonitor;
        this.metrics = metrics;
    }

    /** Returns whether the command needs no further check. */
    boolean check(TrackedCommand tracked) {
        try {
            CommandSnapshot snapshot = read(tracked);
            return act(snapshot, rules.decide(snapshot));
        } catch (StatesUnavailableException | RoutesUnavailableException e) {
            metrics.failed.inc();
        } catch (PublishException e) {
            LOG.log(
                    RoutingLogEvent.SWEEPER_CHECK_DELAYED,
                    tracked.swept().id(),
                    tracked.swept().chargePointId(),
                    e.getMessage());
            metrics.failed.inc();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.log(
                    RoutingLogEvent.SWEEPER_CHECK_FAILED,
                    tracked.swept().id(),
                    tracked.swept().chargePointId(),
                    e);
            metrics.failed.inc();
        }
        return false;
    }

    private CommandSnapshot read(TrackedCommand tracked)
            throws StatesUnavailableException, RoutesUnavailableException, InterruptedException {
        SweptCommand swept = tracked.swept();
        Instant now = pod.clock().instant();
        Instant monotonicNow = pod.steady().instant();
        CommandState state = ports.states().find(swept.id()).orElse(null);
        boolean ended = state != null && state.stage() == CommandState.Stage.ENDED;
        Liveness reader = pods.reader(swept.pod(), swept.partition(), swept.offset());
        Liveness owner =
                ended || state == null || state.owner().isEmpty() ? Liveness.ALIVE : pods.incarnation(state.owner());
        boolean undelivered = state != null && ended && !state.delivered();
        Times times =
                new Times(now, monotonicNow, dueAt(tracked), tracked.undeliveredSince(undelivered, monotonicNow), null);
        CommandSnapshot observed = CommandSnapshot.of(times, swept, state, reader, owner);
        boolean abandoned = observed.abandoned();
        boolean stateLost =
                (abandoned || rules.overdue(observed)) && recovery.isStateLost(swept.command(), swept.record());
        return new CommandSnapshot(
                abandoned ? times.abandonedSince(deadSince(tracked, state)) : times,
                swept,
                state,
                reader,
                owner,
                stateLost,
                state != null && reader != Liveness.ALIVE && swept.isWrittenAfter(state.result()),
                abandoned ? route(swept) : null);
    }

    /**
     * Expiry on this process's monotonic clock, counted from the time when the command was read, because wall clocks
     * may differ.
     */
    private Instant dueAt(TrackedCommand tracked) {
        Duration validity = Duration.between(
                tracked.swept().record().producedAt(), tracked.swept().expiresAt());
        Instant expires = tracked.since().plus(validity.isNegative() ? Duration.ZERO : validity);
        Instant outageEnded = pauseMonitor.unbrokenSince();
        return outageEnded.isAfter(expires) ? outageEnded : expires;
    }

    /** Time since which the pod that owned the command, or would have read it, is dead. */
    private Instant deadSince(TrackedCommand tracked, @Nullable CommandState state) {
        String owner = state == null ? "" : state.owner();
        int slash = owner.lastIndexOf('/');
        PodId gone = slash < 0 ? tracked.swept().pod() : new PodId(owner.substring(0, slash));
        return gone == null ? tracked.since() : pods.deadSince(gone);
    }

    private @Nullable FoundRoute route(SweptCommand swept) throws RoutesUnavailableException, InterruptedException {
        FoundRoute route = ports.routes().find(swept.command().chargePointId()).orElse(null);
        return route != null && pods.isAlive(route.pod()) ? route : null;
    }

    private boolean act(CommandSnapshot snapshot, SweepAction action)
            throws StatesUnavailableException, PublishException, InterruptedException {
        SweptCommand swept = snapshot.swept();
        return switch (action) {
            case SweepAction.Done done -> {
                metrics.passed.inc();
                yield true;
            }
            case SweepAction.Wait wait -> false;
            case SweepAction.Deliver deliver -> {
                boolean delivered =
                        deliver(swept, deliver.result(), snapshot.times().monotonicNow());
                if (delivered) {
                    metrics.redelivered.inc();
                }
                yield delivered;
            }
            case SweepAction.End end ->
                wasPublished(snapshot) || (!isStale(snapshot.times().monotonicNow()) && end(snapshot, end));
            case SweepAction.Forward forward ->
                wasPublished(snapshot)
                        || (!isStale(snapshot.times().monotonicNow()) && forward(snapshot, forward.route()));
        };
    }

    private static @Nullable Ownership observed(CommandSnapshot snapshot) {
        return snapshot.state() == null ? null : snapshot.state().ownership();
    }

    /** Returns whether the command has ended and only its state was lost. Then the published result is stored again. */
    private boolean wasPublished(CommandSnapshot snapshot)
            throws StatesUnavailableException, PublishException, InterruptedException {
        SweptCommand swept = snapshot.swept();
        if (!snapshot.stateLost()) {
            return false;
        }
        Optional<String> result = recovery.published(swept.command(), swept.record());
        if (result.isEmpty()
                || ports.states()
                        .end(swept.id(), observed(snapshot), result.get())
                        .isEmpty()) {
            return false;
        }
        if (swept.isWrittenAfter(result.get())) {
            ports.results()
                    .publish(
                            swept.command().chargePointId(),
                            result.get(),
                            swept.record().traceParent());
        }
        ports.states().delivered(swept.id());
        metrics.passed.inc();
        return true;
    }

    private boolean end(CommandSnapshot snapshot, SweepAction.End end)
            throws StatesUnavailableException, PublishException, InterruptedException {
        SweptCommand swept = snapshot.swept();
        Instant asked = pod.steady().instant();
        Optional<String> stands = ports.states().end(swept.id(), observed(snapshot), result(snapshot, end));
        if (stands.isEmpty()) {
            return false;
        }
        LOG.log(
                RoutingLogEvent.SWEEPER_COMMAND_ENDED,
                swept.id(),
                swept.chargePointId(),
                end.outcome().label(),
                end.reason());
        metrics.ended.labelValues(end.outcome().label()).inc();
        return deliver(swept, stands.get(), asked);
    }

    private boolean forward(CommandSnapshot snapshot, FoundRoute route)
            throws StatesUnavailableException, PublishException, InterruptedException {
        SweptCommand swept = snapshot.swept();
        Instant sentBefore = snapshot.stateLost() ? swept.record().firstWritten(swept.command()) : null;
        if (!ports.states()
                        .release(
                                swept.id(),
                                swept.command().chargePointId(),
                                observed(snapshot),
                                sentBefore,
                                snapshot.times().now())
                || isStale(snapshot.times().monotonicNow())) {
            return false;
        }
        ports.forwarder().forward(swept.record(), route.pod(), route.partition());
        LOG.log(RoutingLogEvent.SWEEPER_COMMAND_FORWARDED, swept.id(), swept.chargePointId(), route.pod(), swept.pod());
        metrics.forwarded.inc();
        return true;
    }

    /**
     * Returns whether this process was paused or cut off from Redis since. Other pods may have acted in the meantime,
     * and Redis may have lost their changes. The command is checked again.
     */
    private boolean isStale(Instant seenAt) {
        return !pauseMonitor.hadNoGapSince(seenAt);
    }

    /** Publishes the stored result; returns false if the read that found it is stale. */
    private boolean deliver(SweptCommand swept, String result, Instant seenAt)
            throws PublishException, InterruptedException {
        if (isStale(seenAt)) {
            return false;
        }
        ports.results()
                .publish(swept.command().chargePointId(), result, swept.record().traceParent());
        ports.states().delivered(swept.id());
        return true;
    }

    private String result(CommandSnapshot snapshot, SweepAction.End end) {
        Command command = snapshot.swept().command();
        CommandState state = snapshot.state();
        Instant receivedAt = state == null ? null : state.receivedAt();
        return new CommandResult(
                        command.commandId(),
                        command.chargePointId(),
                        command.type(),
                        end.outcome().label(),
                        end.outcome() == Outcome.UNCERTAIN,
                        ResultDetails.of(end.reason()),
                        new CommandResult.Handling(
                                pod.pod(), null, snapshot.swept().record().hops()),
                        new CommandResult.Times(
                                command.issuedAt(),
                                receivedAt == null ? snapshot.times().now() : receivedAt,
                                state == null ? null : state.sentAt(),
                                snapshot.times().now()))
                .toJson();
    }
}
