package org.ocppgateway.routing.sweep;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.protocol.model.CommandResult;
import org.ocppgateway.protocol.model.ResultDetails;
import org.ocppgateway.routing.command.CommandForwarder;
import org.ocppgateway.routing.command.CommandState;
import org.ocppgateway.routing.command.CommandStates;
import org.ocppgateway.routing.command.Outcome;
import org.ocppgateway.routing.command.ResultPublisher;
import org.ocppgateway.routing.command.StatesUnavailableException;
import org.ocppgateway.routing.command.ToldResults;
import org.ocppgateway.routing.event.PublishException;
import org.ocppgateway.routing.route.FoundRoute;
import org.ocppgateway.routing.route.RouteFinder;
import org.ocppgateway.routing.route.RoutesUnavailableException;
import org.ocppgateway.routing.sweep.Sight.Life;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One look at a command: gathers what there is to see, decides by the rules, and does it. Blocks; used by any number of threads. */
final class Look {
    private static final Logger LOG = LoggerFactory.getLogger(Look.class);

    private final SweepRules rules;
    private final PodId pod;
    private final CommandStates states;
    private final Pods pods;
    private final Ends ends;
    private final RouteFinder routes;
    private final CommandForwarder forwarder;
    private final ResultPublisher publisher;
    private final ToldResults told;
    private final SweepMetrics metrics;
    private final Clock clock;
    private final Clock steady;

    Look(
            SweepRules rules,
            PodId pod,
            CommandStates states,
            Pods pods,
            Ends ends,
            RouteFinder routes,
            CommandForwarder forwarder,
            ResultPublisher publisher,
            ToldResults told,
            SweepMetrics metrics,
            Clock clock,
            Clock steady) {
        this.rules = rules;
        this.pod = pod;
        this.states = states;
        this.pods = pods;
        this.ends = ends;
        this.routes = routes;
        this.forwarder = forwarder;
        this.publisher = publisher;
        this.told = told;
        this.metrics = metrics;
        this.clock = clock;
        this.steady = steady;
    }

    /** Returns whether the command needs no further look. */
    boolean at(Held held) {
        try {
            Sight sight = see(held);
            return act(sight, rules.decide(sight));
        } catch (StatesUnavailableException | RoutesUnavailableException e) {
            pods.forget();
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
        Instant now = clock.instant();
        Instant here = steady.instant();
        CommandState state = states.find(swept.id()).orElse(null);
        boolean ended = state != null && state.stage() == CommandState.Stage.ENDED;
        Life reader = ended ? Life.LIVES : pods.reader(swept.pod(), swept.partition(), swept.offset());
        Life owner = ended || state == null || state.owner().isEmpty() ? Life.LIVES : pods.incarnation(state.owner());
        Sight seen = Sight.of(now, here, held.since(), swept, state, reader, owner);
        boolean undelivered = state != null && ended && !state.delivered();
        boolean orphan = seen.abandoned() || rules.overdue(seen);
        if (!orphan) {
            held.lookAfresh();
        }
        FoundRoute route = seen.abandoned() ? route(swept) : null;
        boolean allRead = orphan && held.isAllRead(ends);
        boolean forgotten = orphan && forgotten(swept);
        return new Sight(
                now,
                here,
                held.since(),
                swept,
                state,
                reader,
                owner,
                allRead,
                forgotten,
                held.isSendingNoted() || (forgotten && !outOfReach(swept, route)),
                route,
                held.undeliveredSince(undelivered, here),
                held.abandonedSince(seen.abandoned(), here));
    }

    /** Whether Redis has lost something since it was written, or just before. */
    private boolean forgotten(SweptCommand swept) throws StatesUnavailableException, InterruptedException {
        return !swept.taken().writtenAfter(states.unbrokenSince());
    }

    /**
     * Whether its charge point could not be reached by a pod that is gone: before the command was written it had connected to where
     * it is now.
     */
    private static boolean outOfReach(SweptCommand swept, @Nullable FoundRoute route) {
        if (route == null) {
            return false;
        }
        return swept.taken().writtenAfter(Instant.ofEpochMilli(route.epoch().value() / 1000));
    }

    private @Nullable FoundRoute route(SweptCommand swept) throws RoutesUnavailableException, InterruptedException {
        FoundRoute route = routes.find(swept.command().chargePointId()).orElse(null);
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
                deliver(swept, deliver.result());
                metrics.redelivered.inc();
                yield true;
            }
            case Decision.End end -> toldBefore(sight) || end(sight, end);
            case Decision.Forward forward -> toldBefore(sight) || forward(sight, forward.route());
        };
    }

    /** Whether it has ended, and only the trace of that is lost; the result that was told stands. */
    private boolean toldBefore(Sight sight) throws StatesUnavailableException, InterruptedException {
        SweptCommand swept = sight.swept();
        if (!sight.forgotten()) {
            return false;
        }
        Optional<String> result = told.find(
                swept.command().chargePointId(), swept.id(), swept.taken().producedAt());
        if (result.isEmpty()
                || states.endIf(swept.id(), sight.state(), result.get()).isEmpty()) {
            return false;
        }
        states.delivered(swept.id());
        metrics.passed.inc();
        return true;
    }

    private boolean end(Sight sight, Decision.End end)
            throws StatesUnavailableException, PublishException, InterruptedException {
        SweptCommand swept = sight.swept();
        Optional<String> stands = states.endIf(swept.id(), sight.state(), result(sight, end));
        if (stands.isEmpty()) {
            return false;
        }
        LOG.info("command {} is ended as {}: {}", swept.id(), end.outcome().label(), end.reason());
        metrics.ended.labelValues(end.outcome().label()).inc();
        deliver(swept, stands.get());
        return true;
    }

    private boolean forward(Sight sight, FoundRoute route)
            throws StatesUnavailableException, PublishException, InterruptedException {
        SweptCommand swept = sight.swept();
        Instant sentBefore = sight.perhapsSent() ? swept.taken().producedAt() : null;
        if (!states.release(swept.id(), swept.command().chargePointId(), sight.state(), sentBefore, sight.now())) {
            return false;
        }
        forwarder.forward(swept.taken(), route.pod(), route.partition());
        LOG.info("command {} is forwarded to {}, for {} is gone", swept.id(), route.pod(), swept.pod());
        metrics.forwarded.inc();
        return true;
    }

    private void deliver(SweptCommand swept, String result) throws PublishException, InterruptedException {
        publisher.publish(swept.command().chargePointId(), result, swept.taken().traceParent());
        states.delivered(swept.id());
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
                        pod,
                        null,
                        sight.swept().taken().hops(),
                        command.issuedAt(),
                        receivedAt == null ? sight.now() : receivedAt,
                        state == null ? null : state.sentAt(),
                        sight.now())
                .toJson();
    }
}
