package org.ocppgateway.routing.command;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.protocol.SessionEpoch;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.routing.command.ReceivedCommand.Ending;
import org.ocppgateway.routing.event.PublishException;
import org.ocppgateway.routing.route.FoundRoute;
import org.ocppgateway.routing.route.RouteFinder;
import org.ocppgateway.routing.route.RoutesUnavailableException;

/**
 * Brings a command to its charge point: into the lane of its session here, once to the pod that has it now, or into the waiting
 * room if it will probably be back. Called by the consumer's thread, by lanes and by the waiting room.
 */
final class Placement {
    private final CommandSettings settings;
    private final PodId pod;
    private final CommandStates states;
    private final Trail trail;
    private final CommandLanes lanes;
    private final RouteFinder routes;
    private final CommandForwarder forwarder;
    private final KnownCommands known;
    private final Endings endings;
    private final CommandMetrics metrics;
    private final Workers workers;
    private final Vigil vigil;
    private final Clock clock;
    private final WaitingRoom waiting;

    Placement(
            CommandSettings settings,
            PodId pod,
            CommandStates states,
            Trail trail,
            CommandLanes lanes,
            RouteFinder routes,
            CommandForwarder forwarder,
            KnownCommands known,
            Endings endings,
            CommandMetrics metrics,
            Workers workers,
            Vigil vigil,
            Clock clock) {
        this.settings = settings;
        this.pod = pod;
        this.states = states;
        this.trail = trail;
        this.lanes = lanes;
        this.routes = routes;
        this.forwarder = forwarder;
        this.known = known;
        this.endings = endings;
        this.metrics = metrics;
        this.workers = workers;
        this.vigil = vigil;
        this.clock = clock;
        this.waiting = new WaitingRoom(settings.heldLimit(), settings.retryInterval(), this::look, workers);
        metrics.gauge("commands_waiting", "Commands that wait for their charge point to come back.", waiting::size);
    }

    void start() {
        waiting.start();
    }

    /** What still waits is left to the sweeper. */
    void stop() throws InterruptedException {
        waiting.stop();
    }

    /** Places a command that has just arrived. */
    void place(ReceivedCommand received, boolean claimed) throws InterruptedException {
        ChargePointId chargePointId = received.command().chargePointId();
        if (received.expiredAt(clock.instant())) {
            endings.end(received, Ending.unsent(Outcome.EXPIRED, null, null));
            return;
        }
        CommandLane lane = lanes.find(chargePointId);
        boolean overtakes = received.command().priority() == Command.Priority.URGENT;
        if (lane != null && (overtakes || !waiting.has(chargePointId))) {
            offer(received, claimed, lane);
        } else if (claimed) {
            place(received);
        } else {
            endings.end(received, Ending.unsent(Outcome.NOT_CONNECTED, null, null));
        }
    }

    private void place(ReceivedCommand received) throws InterruptedException {
        ChargePointId chargePointId = received.command().chargePointId();
        Instant patience = clock.instant().plus(settings.reconnectHold());
        if (waiting.has(chargePointId)) {
            await(received, patience);
            return;
        }
        try {
            FoundRoute route = routes.find(chargePointId).orElse(null);
            if (route != null && !route.pod().equals(pod)) {
                forward(received, route, patience);
            } else if (route != null || routes.leftWithin(chargePointId, settings.reconnectHold())) {
                await(received, patience);
            } else {
                endings.end(received, Ending.unsent(Outcome.NOT_CONNECTED, null, null));
            }
        } catch (RoutesUnavailableException e) {
            await(received, patience);
        }
    }

    private void offer(ReceivedCommand received, boolean claimed, CommandLane lane) throws InterruptedException {
        SessionEpoch session = lane.epoch();
        CommandTask task = new CommandTask(
                received,
                session,
                claimed ? states : null,
                trail,
                settings,
                workers,
                vigil,
                clock,
                new InLane(received, claimed));
        if (!lane.offer(received.command().priority(), task)) {
            endings.end(
                    received,
                    Ending.unsent(Outcome.OVERLOADED, session, "too many commands wait for this charge point"));
        }
    }

    private void await(ReceivedCommand received, Instant patience) throws InterruptedException {
        if (waiting.add(received, patience.isBefore(received.expiresAt()) ? patience : received.expiresAt())) {
            states.await(received.command().commandId());
        } else {
            endings.end(
                    received,
                    Ending.unsent(Outcome.OVERLOADED, null, "too many commands wait for charge points to come back"));
        }
    }

    private void forward(ReceivedCommand received, FoundRoute route, Instant patience) throws InterruptedException {
        if (!forwarded(received, route)) {
            await(received, patience);
        }
    }

    /** Hands the command to the pod that has its charge point now; false if that did not work this time. */
    private boolean forwarded(ReceivedCommand received, FoundRoute route) throws InterruptedException {
        Command command = received.command();
        if (received.taken().hops() > 0) {
            endings.end(
                    received,
                    Ending.unsent(
                            Outcome.NOT_CONNECTED,
                            null,
                            "forwarded once already, and the charge point is at " + route.pod() + " now"));
            return true;
        }
        try {
            Optional<CommandState> seen = states.find(command.commandId());
            Instant now = clock.instant();
            if (seen.isEmpty()
                    || !states.release(command.commandId(), command.chargePointId(), seen.get(), null, now)) {
                leave(received);
                return true;
            }
            forwarder.forward(received.taken(), route.pod(), route.partition());
            metrics.forwarded.inc();
            known.leave(command.commandId());
            return true;
        } catch (StatesUnavailableException | PublishException e) {
            return false;
        }
    }

    /** One look at a waiting command; false if it goes on waiting. */
    private boolean look(ReceivedCommand received, Instant until) throws InterruptedException {
        ChargePointId chargePointId = received.command().chargePointId();
        CommandLane lane = lanes.find(chargePointId);
        FoundRoute route = lane == null ? elsewhere(chargePointId) : null;
        boolean patient = clock.instant().isBefore(until);
        if (lane == null && route == null && patient) {
            return false;
        }
        try {
            if (!takenBack(received)) {
                return true;
            }
        } catch (StatesUnavailableException e) {
            return false;
        }
        if (lane != null) {
            offer(received, true, lane);
            return true;
        }
        if (route != null && forwarded(received, route)) {
            return true;
        }
        if (patient) {
            return false;
        }
        Outcome outcome = received.expiredAt(clock.instant()) ? Outcome.EXPIRED : Outcome.NOT_CONNECTED;
        endings.end(received, Ending.unsent(outcome, null, "the charge point left and did not come back in time"));
        return true;
    }

    private @Nullable FoundRoute elsewhere(ChargePointId chargePointId) throws InterruptedException {
        try {
            FoundRoute route = routes.find(chargePointId).orElse(null);
            return route == null || route.pod().equals(pod) ? null : route;
        } catch (RoutesUnavailableException e) {
            return null; // its patience, too, has an end
        }
    }

    /** Whether the command is this pod's still: a forward that failed may have been done, and somebody may have ended it. */
    private boolean takenBack(ReceivedCommand received) throws StatesUnavailableException, InterruptedException {
        Command command = received.command();
        return switch (states.claim(command.commandId(), command.chargePointId(), received.receivedAt())) {
            case CommandStates.Claim.Claimed claimed -> true;
            case CommandStates.Claim.Running running -> {
                known.leave(command.commandId());
                yield false;
            }
            case CommandStates.Claim.Ended ended -> {
                known.end(command.commandId(), ended.result());
                endings.tellAgain(received, ended.result());
                yield false;
            }
        };
    }

    /** Leaves the command to whoever has it; ends it if nobody knows of it any more. */
    private void leave(ReceivedCommand received) throws InterruptedException {
        try {
            if (states.find(received.command().commandId()).isEmpty()) {
                endings.end(
                        received,
                        Ending.unsent(Outcome.EXPIRED, null, "its state was lost before it was sent; issue it again"));
                return;
            }
        } catch (StatesUnavailableException e) {
            metrics.repeated.labelValues("left").inc(); // the sweeper sees to it
        }
        known.leave(received.command().commandId());
    }

    /** A command in the lane of a session. */
    private final class InLane implements CommandTask.Conclusion {
        private final ReceivedCommand received;
        private final boolean claimed;

        InLane(ReceivedCommand received, boolean claimed) {
            this.received = received;
            this.claimed = claimed;
        }

        @Override
        public void end(Ending ending) throws InterruptedException {
            endings.end(received, ending);
        }

        @Override
        public void chargePointLeft() throws InterruptedException {
            if (claimed) {
                await(received, clock.instant().plus(settings.reconnectHold()));
            } else {
                end(Ending.unsent(Outcome.NOT_CONNECTED, null, "the connection was lost before the command's turn"));
            }
        }

        @Override
        public void notOurs() throws InterruptedException {
            leave(received);
        }
    }
}
