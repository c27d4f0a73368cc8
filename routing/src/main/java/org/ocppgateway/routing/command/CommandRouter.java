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
 * Brings a claimed command to its charge point: into the lane of its session here, once to the pod that has it now, or into the waiting
 * room if it will probably be back. Called by the consumer's thread, by lanes and by the waiting room.
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

    /** What still waits is left to the sweeper. */
    void stop() throws InterruptedException {
        waiting.stop();
    }

    /** Takes a command on from what came of its claim. */
    void proceed(ReceivedCommand received, Claim claim) throws InterruptedException {
        switch (claim) {
            case Claim.Claimed claimed -> route(received.sentBefore(claimed.sentBefore()));
            case Claim.Running running -> completer.ignore(received);
            case Claim.Ended ended -> completer.repeat(received, ended.result());
        }
    }

    private void route(ReceivedCommand received) throws InterruptedException {
        if (completesUnrouted(received)) {
            return;
        }
        ChargePointId chargePointId = received.command().chargePointId();
        CommandQueue queue = queues.find(chargePointId);
        boolean overtakes = received.command().priority() == Command.Priority.URGENT;
        if (queue == null || (!overtakes && waiting.has(chargePointId)) || !offered(received, queue)) {
            routeDisconnected(received);
        }
    }

    /** Whether the command ends wherever its charge point is; then it is ended. */
    private boolean completesUnrouted(ReceivedCommand received) throws InterruptedException {
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

    /** Places a command whose charge point has no session here, or whose session has just ended. */
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

    /** Whether the session takes the command, or it ended because the lane is full; false if the session has ended. */
    private boolean offered(ReceivedCommand received, CommandQueue queue) throws InterruptedException {
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
        if (waiting.size() >= settings.heldLimit() || waiting.bytes() >= settings.heldBytes()) {
            completer.complete(
                    received,
                    Ending.unsent(Outcome.OVERLOADED, "too many commands wait for charge points to come back"));
            return;
        }
        waiting.add(received, pod.steady().instant().plus(settings.reconnectHold()));
        ports.states().await(received.command().commandId());
    }

    /** Hands the command to the pod that has its charge point now; false if that did not work this time. */
    private boolean forwarded(ReceivedCommand received, FoundRoute route) throws InterruptedException {
        if (received.taken().hops() > 0) {
            completer.complete(
                    received,
                    Ending.unsent(
                            Outcome.NOT_CONNECTED,
                            "forwarded once already, and the charge point is at " + route.pod() + " now"));
            return true;
        }
        Command command = received.command();
        CommandStates states = ports.states();
        try {
            Instant now = pod.clock().instant();
            if (!states.release(command.commandId(), command.chargePointId(), states.own(null), null, now)) {
                return false; // the next attempt finds out whose it is
            }
            ports.forwarder().forward(received.taken(), route.pod(), route.partition());
            metrics.forwarded.inc();
            completer.forwarded(received);
            return true;
        } catch (StatesUnavailableException | PublishException e) {
            return false;
        }
    }

    /** One attempt with a waiting command. It may be another pod's by now: a forward that failed may have been done. */
    private boolean tryWaiting(ReceivedCommand waitingCommand, Instant until) throws InterruptedException {
        ChargePointId chargePointId = waitingCommand.command().chargePointId();
        CommandQueue queue = queues.find(chargePointId);
        FoundRoute route = queue == null ? elsewhere(chargePointId) : null;
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
        if (completesUnrouted(received)
                || (queue != null && offered(received, queue))
                || (route != null && forwarded(received, route))) {
            return true;
        }
        if (patient) {
            return false;
        }
        completer.complete(
                received, Ending.unsent(Outcome.NOT_CONNECTED, "the charge point left and did not come back in time"));
        return true;
    }

    private @Nullable FoundRoute elsewhere(ChargePointId chargePointId) throws InterruptedException {
        try {
            FoundRoute route = ports.routes().find(chargePointId).orElse(null);
            return route == null || route.pod().equals(pod.pod()) ? null : route;
        } catch (RoutesUnavailableException e) {
            return null; // its patience, too, has an end
        }
    }

    /** A command in the lane of a session. */
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
        public void chargePointLeft() throws InterruptedException {
            await(received);
        }

        @Override
        public void claimed(Claim again) throws InterruptedException {
            proceed(received, again);
        }
    }
}
