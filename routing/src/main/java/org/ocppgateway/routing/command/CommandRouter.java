package org.ocppgateway.routing.command;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.routing.PodContext;
import org.ocppgateway.routing.command.CommandStates.Claim;
import org.ocppgateway.routing.command.ReceivedCommand.Ending;
import org.ocppgateway.routing.event.PublishException;
import org.ocppgateway.routing.metrics.RoutingMetric;
import org.ocppgateway.routing.route.FoundRoute;
import org.ocppgateway.routing.route.RoutesUnavailableException;

/**
 * Routes a claimed command: to the queue of its charge point's session on this pod, to the pod that has the charge
 * point now (at most once), or to the reconnect queue if the charge point will probably reconnect. Called by the
 * consumer's thread, by session workers and by the worker of the reconnect queue.
 */
final class CommandRouter {
    private final CommandSettings settings;
    private final PodContext pod;
    private final CommandPorts ports;
    private final CommandQueues queues;
    private final Claims claims;
    private final CommandCompleter completer;
    private final CommandMetrics metrics;
    private final Workers workers;
    private final ReconnectQueue waiting;

    CommandRouter(
            CommandSettings settings,
            PodContext pod,
            CommandPorts ports,
            CommandQueues queues,
            Claims claims,
            CommandCompleter completer,
            CommandMetrics metrics,
            Workers workers) {
        this.settings = settings;
        this.pod = pod;
        this.ports = ports;
        this.queues = queues;
        this.claims = claims;
        this.completer = completer;
        this.metrics = metrics;
        this.workers = workers;
        this.waiting = new ReconnectQueue("waiting-commands", settings.retryInterval(), this::tryWaiting, workers);
        metrics.gauge(RoutingMetric.COMMANDS_AWAITING_RECONNECT, waiting::size);
    }

    void start() {
        waiting.start();
    }

    /** Stops the worker. The sweeper ends the commands that still wait. */
    void stop() throws InterruptedException {
        waiting.stop();
    }

    /** Continues with a command according to the result of its claim. */
    void proceed(ReceivedCommand received, Claim claim) throws InterruptedException {
        switch (claim) {
            case Claim.Claimed claimed -> route(received.sentBefore(claimed.sentBefore()));
            case Claim.Running running -> completer.ignore(received);
            case Claim.Ended ended -> completer.repeat(received, ended.result());
        }
    }

    private void route(ReceivedCommand received) throws InterruptedException {
        if (completedWithoutRoute(received)) {
            return;
        }
        ChargePointId chargePointId = received.command().chargePointId();
        CommandQueue queue = queues.find(chargePointId);
        boolean overtakes = received.command().priority() == Command.Priority.URGENT;
        if (queue == null || (!overtakes && waiting.has(chargePointId)) || !enqueued(received, queue)) {
            routeDisconnected(received);
        }
    }

    /** Completes a command whose outcome does not depend on its charge point. Returns whether it did. */
    private boolean completedWithoutRoute(ReceivedCommand received) throws InterruptedException {
        if (received.problem() != null) {
            completer.complete(received, Ending.unsent(Outcome.INVALID, received.problem()));
        } else if (received.isUncertain()) {
            completer.complete(received, Ending.unsent(Outcome.UNCERTAIN, null));
        } else if (received.expiredAt(pod.clock().instant())) {
            completer.complete(received, Ending.unsent(Outcome.EXPIRED, null));
        } else {
            return false;
        }
        return true;
    }

    /** Routes a command whose charge point has no session on this pod, or whose session has just ended. */
    private void routeDisconnected(ReceivedCommand received) throws InterruptedException {
        ChargePointId chargePointId = received.command().chargePointId();
        if (waiting.has(chargePointId)) {
            await(received);
            return;
        }
        try {
            FoundRoute route = ports.routes().find(chargePointId).orElse(null);
            if (route != null && !route.pod().equals(pod.pod())) {
                if (!forwarded(received, route)) {
                    await(received);
                }
            } else if (route != null || ports.routes().leftWithin(chargePointId, settings.reconnectHold())) {
                await(received);
            } else {
                completer.complete(received, Ending.unsent(Outcome.NOT_CONNECTED, null));
            }
        } catch (RoutesUnavailableException e) {
            await(received);
        }
    }

    /**
     * Returns true if the session has queued the command, or if the command ended because the queue is full; false if
     * the session has ended.
     */
    private boolean enqueued(ReceivedCommand received, CommandQueue queue) throws InterruptedException {
        CommandTask task = new CommandTask(
                received, queue, claims, ports.states(), settings, workers, pod.clock(), new QueuedCommand(received));
        return switch (queue.offer(received.command().priority(), task)) {
            case QUEUED -> true;
            case FULL -> {
                completer.complete(
                        received, Ending.unsent(Outcome.OVERLOADED, "too many commands wait for this charge point"));
                yield true;
            }
            case CLOSED -> false;
        };
    }

    private void await(ReceivedCommand received) throws InterruptedException {
        if (waiting.size() >= settings.waiting().count()
                || waiting.bytes() >= settings.waiting().bytes()) {
            completer.complete(
                    received,
                    Ending.unsent(Outcome.OVERLOADED, "too many commands wait for charge points to reconnect"));
            return;
        }
        waiting.add(received, pod.steady().instant().plus(settings.reconnectHold()));
        ports.states().setWaiting(received.command().commandId());
    }

    /** Forwards the command to the pod that has its charge point now. Returns false if this attempt failed. */
    private boolean forwarded(ReceivedCommand received, FoundRoute route) throws InterruptedException {
        if (received.record().hops() > 0) {
            completer.complete(
                    received,
                    Ending.unsent(
                            Outcome.NOT_CONNECTED,
                            "already forwarded once; the charge point is now on pod " + route.pod()));
            return true;
        }
        Command command = received.command();
        CommandStates states = ports.states();
        try {
            Instant now = pod.clock().instant();
            if (!states.release(command.commandId(), command.chargePointId(), states.ownership(null), null, now)) {
                return false; // the next attempt finds the owner
            }
            ports.forwarder().forward(received.record(), route.pod(), route.partition());
            metrics.forwarded.inc();
            completer.forwarded(received);
            return true;
        } catch (StatesUnavailableException | PublishException e) {
            return false;
        }
    }

    /**
     * Tries to route a waiting command. Another pod may own it by now: a forward that failed may still have been
     * written.
     */
    private boolean tryWaiting(ReceivedCommand waitingCommand, Instant until) throws InterruptedException {
        ChargePointId chargePointId = waitingCommand.command().chargePointId();
        CommandQueue queue = queues.find(chargePointId);
        FoundRoute route = queue == null ? findOtherPod(chargePointId) : null;
        boolean patient = pod.steady().instant().isBefore(until)
                && !waitingCommand.expiredAt(pod.clock().instant());
        if (queue == null && route == null && patient) {
            return false;
        }
        Claim claim;
        try {
            claim = claims.claim(waitingCommand);
        } catch (StatesUnavailableException e) {
            return false;
        }
        if (!(claim instanceof Claim.Claimed claimed)) {
            proceed(waitingCommand, claim);
            return true;
        }
        ReceivedCommand received = waitingCommand.sentBefore(claimed.sentBefore());
        if (completedWithoutRoute(received)
                || (queue != null && enqueued(received, queue))
                || (route != null && forwarded(received, route))) {
            return true;
        }
        if (patient) {
            return false;
        }
        completer.complete(
                received,
                Ending.unsent(Outcome.NOT_CONNECTED, "the charge point disconnected and did not reconnect in time"));
        return true;
    }

    private @Nullable FoundRoute findOtherPod(ChargePointId chargePointId) throws InterruptedException {
        try {
            FoundRoute route = ports.routes().find(chargePointId).orElse(null);
            return route == null || route.pod().equals(pod.pod()) ? null : route;
        } catch (RoutesUnavailableException e) {
            return null; // the command waits until its deadline at most
        }
    }

    /** Continuation of a command in the queue of a session. */
    private final class QueuedCommand implements CommandTask.Conclusion {
        private final ReceivedCommand received;

        QueuedCommand(ReceivedCommand received) {
            this.received = received;
        }

        @Override
        public void end(Ending ending) throws InterruptedException {
            completer.complete(received, ending);
        }

        @Override
        public void sessionEnded() throws InterruptedException {
            await(received);
        }

        @Override
        public void reclaimed(Claim again) throws InterruptedException {
            proceed(received, again);
        }
    }
}
