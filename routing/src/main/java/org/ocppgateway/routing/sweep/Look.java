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
import org.ocppgateway.routing.command.Outcome;
import org.ocppgateway.routing.command.Ownership;
import org.ocppgateway.routing.command.LostStateRecovery;
import org.ocppgateway.routing.command.StatesUnavailableException;
import org.ocppgateway.routing.command.PauseMonitor;
import org.ocppgateway.routing.event.PublishException;
import org.ocppgateway.routing.route.FoundRoute;
import org.ocppgateway.routing.route.RoutesUnavailableException;
import org.ocppgateway.routing.sweep.Sight.Life;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One look at a command: gathers what there is to see, decides by the rules, and does it. Blocks; used by any number of threads. */
final class Look {
    private static final Logger LOG = LoggerFactory.getLogger(Look.class);

    private final SweepRules rules;
    private final PodContext pod;
    private final CommandPorts ports;
    private final LostStateRecovery recovery;
    private final Pods pods;
    private final PauseMonitor pauseMonitor;
    private final SweepMetrics metrics;

    Look(SweepRules rules, PodContext pod, CommandPorts ports, Pods pods, PauseMonitor pauseMonitor, SweepMetrics metrics) {
        this.rules = rules;
        this.pod = pod;
        this.ports = ports;
        this.recovery = new LostStateRecovery(ports);
        this.pods = pods;
        this.pauseMonitor = pauseMonitor;
        this.metrics = metrics;
    }

    /** Returns whether the command needs no further look. */
    boolean at(Held held) {
        try {
            Sight sight = see(held);
            return act(sight, rules.decide(sight));
        } catch (StatesUnavailableException | RoutesUnavailableException e) {
            metrics.failed.inc();
        } catch (PublishException e) {
            LOG.debug("command {} will be looked at again: {}", held.swept().id(), e.getMessage());
            metrics.failed.inc();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("the look at command {} failed", held.swept().id(), e);
            metrics.failed.inc();
        }
        return false;
    }

    private Sight see(Held held) throws StatesUnavailableException, RoutesUnavailableException, InterruptedException {
        SweptCommand swept = held.swept();
        Instant now = pod.clock().instant();
        Instant here = pod.steady().instant();
        CommandState state = ports.states().find(swept.id()).orElse(null);
        boolean ended = state != null && state.stage() == CommandState.Stage.ENDED;
        Life reader = pods.reader(swept.pod(), swept.partition(), swept.offset());
        Life owner = ended || state == null || state.owner().isEmpty() ? Life.LIVES : pods.incarnation(state.owner());
        Instant dueAt = dueAt(held);
        Sight seen = Sight.of(now, here, dueAt, swept, state, reader, owner);
        boolean undelivered = state != null && ended && !state.delivered();
        boolean orphan = seen.abandoned() || rules.overdue(seen);
        FoundRoute route = seen.abandoned() ? route(swept) : null;
        boolean forgotten = orphan && recovery.isTraceLost(swept.command(), swept.taken());
        return new Sight(
                now,
                here,
                dueAt,
                swept,
                state,
                reader,
                owner,
                forgotten,
                state != null && reader != Life.LIVES && swept.isWrittenAfter(state.result()),
                route,
                held.undeliveredSince(undelivered, here),
                seen.abandoned() ? goneSince(held, state) : null);
    }

    /** Counted here from when the command was read, as a clock may be wrong. */
    private Instant dueAt(Held held) {
        Duration validity =
                Duration.between(held.swept().taken().producedAt(), held.swept().expiresAt());
        Instant expires = held.since().plus(validity.isNegative() ? Duration.ZERO : validity);
        Instant outageEnded = pauseMonitor.unbrokenSince();
        return outageEnded.isAfter(expires) ? outageEnded : expires;
    }

    /** Since when the pod is gone that had the command, or would have read it. */
    private Instant goneSince(Held held, @Nullable CommandState state) {
        String owner = state == null ? "" : state.owner();
        int slash = owner.lastIndexOf('/');
        PodId gone = slash < 0 ? held.swept().pod() : new PodId(owner.substring(0, slash));
        return gone == null ? held.since() : pods.goneSince(gone);
    }

    private @Nullable FoundRoute route(SweptCommand swept) throws RoutesUnavailableException, InterruptedException {
        FoundRoute route = ports.routes().find(swept.command().chargePointId()).orElse(null);
        return route != null && pods.lives(route.pod()) ? route : null;
    }

    private boolean act(Sight sight, Decision decision)
            throws StatesUnavailableException, PublishException, InterruptedException {
        SweptCommand swept = sight.swept();
        return switch (decision) {
            case Decision.Pass pass -> {
                metrics.passed.inc();
                yield true;
            }
            case Decision.Wait wait -> false;
            case Decision.Deliver deliver -> {
                boolean delivered = deliver(swept, deliver.result(), sight.here());
                if (delivered) {
                    metrics.redelivered.inc();
                }
                yield delivered;
            }
            case Decision.End end -> toldBefore(sight) || (!isStale(sight.here()) && end(sight, end));
            case Decision.Forward forward ->
                toldBefore(sight) || (!isStale(sight.here()) && forward(sight, forward.route()));
        };
    }

    private static @Nullable Ownership seen(Sight sight) {
        return sight.state() == null ? null : sight.state().ownership();
    }

    /** Whether it has ended, and only the trace of that is lost; the result that was told stands. */
    private boolean toldBefore(Sight sight) throws StatesUnavailableException, PublishException, InterruptedException {
        SweptCommand swept = sight.swept();
        if (!sight.forgotten()) {
            return false;
        }
        Optional<String> result = recovery.published(swept.command(), swept.taken());
        if (result.isEmpty()
                || ports.states().end(swept.id(), seen(sight), result.get()).isEmpty()) {
            return false;
        }
        if (swept.isWrittenAfter(result.get())) {
            ports.results()
                    .publish(
                            swept.command().chargePointId(),
                            result.get(),
                            swept.taken().traceParent());
        }
        ports.states().delivered(swept.id());
        metrics.passed.inc();
        return true;
    }

    private boolean end(Sight sight, Decision.End end)
            throws StatesUnavailableException, PublishException, InterruptedException {
        SweptCommand swept = sight.swept();
        Instant asked = pod.steady().instant();
        Optional<String> stands = ports.states().end(swept.id(), seen(sight), result(sight, end));
        if (stands.isEmpty()) {
            return false;
        }
        LOG.info("command {} is ended as {}: {}", swept.id(), end.outcome().label(), end.reason());
        metrics.ended.labelValues(end.outcome().label()).inc();
        return deliver(swept, stands.get(), asked);
    }

    private boolean forward(Sight sight, FoundRoute route)
            throws StatesUnavailableException, PublishException, InterruptedException {
        SweptCommand swept = sight.swept();
        Instant sentBefore = sight.forgotten() ? swept.taken().firstWritten(swept.command()) : null;
        if (!ports.states().release(swept.id(), swept.command().chargePointId(), seen(sight), sentBefore, sight.now())
                || isStale(sight.here())) {
            return false;
        }
        ports.forwarder().forward(swept.taken(), route.pod(), route.partition());
        LOG.info("command {} is forwarded to {}, for {} is gone", swept.id(), route.pod(), swept.pod());
        metrics.forwarded.inc();
        return true;
    }

    /**
     * Whether this process stood still since, or lost Redis: others may have done the same meanwhile, and Redis may have lost that
     * again. To be looked at again.
     */
    private boolean isStale(Instant seenAt) {
        return !pauseMonitor.keptSince(seenAt);
    }

    /** Publishes what was just seen stored; false if that is stale. */
    private boolean deliver(SweptCommand swept, String result, Instant seenAt)
            throws PublishException, InterruptedException {
        if (isStale(seenAt)) {
            return false;
        }
        ports.results()
                .publish(swept.command().chargePointId(), result, swept.taken().traceParent());
        ports.states().delivered(swept.id());
        return true;
    }

    private String result(Sight sight, Decision.End end) {
        Command command = sight.swept().command();
        CommandState state = sight.state();
        Instant receivedAt = state == null ? null : state.receivedAt();
        return new CommandResult(
                        command.commandId(),
                        command.chargePointId(),
                        command.type(),
                        end.outcome().label(),
                        end.outcome() == Outcome.UNCERTAIN,
                        ResultDetails.of(end.reason()),
                        new CommandResult.Handling(
                                pod.pod(), null, sight.swept().taken().hops()),
                        new CommandResult.Times(
                                command.issuedAt(),
                                receivedAt == null ? sight.now() : receivedAt,
                                state == null ? null : state.sentAt(),
                                sight.now()))
                .toJson();
    }
}
