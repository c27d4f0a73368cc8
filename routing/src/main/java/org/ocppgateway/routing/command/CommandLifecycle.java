package org.ocppgateway.routing.command;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.protocol.model.CommandReader;
import org.ocppgateway.protocol.model.Incoming;
import org.ocppgateway.routing.command.ReceivedCommand.Ending;
import org.ocppgateway.routing.command.Workers.Worker;
import org.ocppgateway.routing.route.RouteFinder;

/**
 * The life of a command on this pod: received and claimed on the consumer's thread, brought to its charge point
 * ({@link Placement}), sent on the worker of its lane ({@link CommandTask}), ended in exactly one outcome ({@link Endings}).
 *
 * <p>With Redis out, a command that nobody else can have had goes on unclaimed; the others wait in order, on one virtual
 * thread, until Redis is back; and those that may be repetitions for a while longer.
 */
public final class CommandLifecycle implements CommandIntake {
    /** Shorter than any lease: a process that stood still for longer may have lost its commands to others. */
    private static final Duration STANDSTILL = Duration.ofSeconds(1);

    private final CommandSettings settings;
    private final CommandStates states;
    private final CommandLanes lanes;
    private final Replies replies;
    private final Workers workers;
    private final Clock clock;
    private final CommandMetrics metrics;
    private final KnownCommands known;
    private final ResultOutbox outbox;
    private final Endings endings;
    private final Vigil vigil;
    private final Recollection recollection;
    private final Placement placement;
    private final BlockingQueue<ReceivedCommand> held;
    private final BlockingQueue<ReceivedCommand> doubtful;
    private @Nullable Worker holder;
    private @Nullable Worker watcher;

    /**
     * Wires the life of commands on one pod.
     *
     * @param clock the time that is told and compared with others'
     * @param steady never set, for how long something takes here
     */
    public CommandLifecycle(
            CommandSettings settings,
            PodId pod,
            CommandStates states,
            Trail trail,
            CommandLanes lanes,
            RouteFinder routes,
            CommandForwarder forwarder,
            ResultPublisher publisher,
            ToldResults told,
            Replies replies,
            Workers workers,
            PrometheusRegistry registry,
            Clock clock,
            Clock steady) {
        this.settings = settings;
        this.states = states;
        this.lanes = lanes;
        this.replies = replies;
        this.workers = workers;
        this.clock = clock;
        this.metrics = new CommandMetrics(registry);
        this.known = new KnownCommands(settings.rememberedLimit());
        this.vigil = new Vigil(settings.retryInterval().plus(STANDSTILL), clock, steady);
        this.recollection = new Recollection(states, told, vigil, settings.settleAfterOutage());
        this.outbox = new ResultOutbox(settings, states, recollection, publisher, known, metrics, workers, clock);
        this.endings = new Endings(pod, outbox, metrics, clock);
        this.placement = new Placement(
                settings, pod, states, trail, lanes, routes, forwarder, known, endings, metrics, workers, vigil, clock);
        this.held = new LinkedBlockingQueue<>(settings.heldLimit());
        this.doubtful = new LinkedBlockingQueue<>(settings.heldLimit());
        metrics.gauge(
                "commands_doubtful",
                "Commands that wait, after Redis was out, until it is known whether a pod that is gone has sent them.",
                doubtful::size);
        metrics.gauge("commands_held", "Commands that wait for Redis to come back.", held::size);
        metrics.gauge("commands_running", "Commands this pod has and that have not ended.", known::running);
    }

    /** Begins to look after what waits. */
    public void start() {
        placement.start();
        holder = workers.start("held-commands", this::releaseHeld);
        watcher = workers.start("vigil", this::watch);
    }

    /**
     * Waits until all results are delivered; to be called when no more commands come in and the sessions have ended.
     *
     * @return whether all were, within the timeout
     */
    public boolean stop(Duration timeout) throws InterruptedException {
        if (holder != null) {
            holder.stop();
        }
        if (watcher != null) {
            watcher.stop();
        }
        placement.stop();
        return outbox.drain(timeout);
    }

    @Override
    public void accept(CommandRecord taken) throws UndecodableException, InterruptedException {
        Instant now = clock.instant();
        switch (CommandReader.read(taken.value())) {
            case Incoming.ForChargePoint it -> receive(received(it.command(), taken, now));
            case Incoming.Invalid it -> receiveInvalid(it, taken, now);
            case Incoming.Decision it -> decide(it);
            case Incoming.Sending it -> {} // this pod's own note, for the sweeper
            case Incoming.Undecodable it -> throw new UndecodableException(it.reason());
        }
    }

    private ReceivedCommand received(Command command, CommandRecord taken, Instant now) {
        Instant expiresAt = command.expiresAt();
        return new ReceivedCommand(
                command, taken, now, expiresAt == null ? now.plus(settings.expiresAfter()) : expiresAt, null);
    }

    private void decide(Incoming.Decision decision) {
        Replies.Fate fate = replies.decide(decision.requestId(), decision.payload());
        metrics.replies.labelValues(fate.name().toLowerCase(Locale.ROOT)).inc();
    }

    private void receive(ReceivedCommand received) throws InterruptedException {
        String commandId = received.command().commandId();
        if (!known.begin(commandId)) {
            metrics.repeated.labelValues("ignored").inc();
            return;
        }
        String result = known.result(commandId);
        if (result != null) {
            repeat(received, result);
            return;
        }
        try {
            if (!isTooSoonFor(received)) {
                claim(received);
            } else if (!doubtful.offer(received)) {
                held.put(received);
            }
        } catch (StatesUnavailableException e) {
            withoutClaim(received);
        } catch (RuntimeException e) {
            known.leave(commandId);
            throw e;
        }
    }

    private void claim(ReceivedCommand received) throws StatesUnavailableException, InterruptedException {
        Command command = received.command();
        Optional<String> told = recollection.of(received);
        if (told.isPresent()) {
            repeat(received, states.end(command.commandId(), told.get()));
            return;
        }
        switch (states.claim(command.commandId(), command.chargePointId(), received.receivedAt())) {
            case CommandStates.Claim.Claimed claimed ->
                placement.place(received.sentBefore(claimed.sentBefore()), true);
            case CommandStates.Claim.Ended ended -> repeat(received, ended.result());
            case CommandStates.Claim.Running running -> {
                metrics.repeated.labelValues("ignored").inc();
                known.leave(command.commandId());
            }
        }
    }

    private void repeat(ReceivedCommand received, String result) throws InterruptedException {
        metrics.repeated.labelValues("result").inc();
        known.end(received.command().commandId(), result);
        outbox.repeat(received, result);
    }

    private void withoutClaim(ReceivedCommand received) throws InterruptedException {
        CommandLane lane = lanes.find(received.command().chargePointId());
        if (lane != null && received.onlyOurs(lane.epoch(), vigil)) {
            placement.place(received, false);
        } else {
            held.put(received);
        }
    }

    private void releaseHeld() throws InterruptedException {
        while (true) {
            workers.pause(settings.retryInterval());
            release(held, first -> isTooSoonFor(first) ? doubtful.offer(first) : claimed(first));
            release(doubtful, first -> !isTooSoonFor(first) && claimed(first));
        }
    }

    /** Whether what is first in a queue needs to wait there no longer. */
    private interface Release {
        boolean of(ReceivedCommand first) throws InterruptedException;
    }

    private static void release(Queue<ReceivedCommand> queue, Release release) throws InterruptedException {
        ReceivedCommand first = queue.peek();
        while (first != null && release.of(first)) {
            queue.remove();
            first = queue.peek();
        }
    }

    /** A worker that does nothing else: one that waited for Redis or Kafka would seem to stand still. */
    private void watch() throws InterruptedException {
        while (true) {
            workers.pause(settings.retryInterval());
            vigil.tick();
        }
    }

    private boolean isTooSoonFor(ReceivedCommand received) {
        return recollection.isTooSoonFor(received, clock.instant());
    }

    private boolean claimed(ReceivedCommand received) throws InterruptedException {
        try {
            claim(received);
            return true;
        } catch (StatesUnavailableException e) {
            return false;
        }
    }

    private void receiveInvalid(Incoming.Invalid invalid, CommandRecord taken, Instant now)
            throws InterruptedException {
        String type = invalid.type();
        Command command = new Command(
                invalid.commandId(),
                invalid.chargePointId(),
                type == null ? "" : type,
                "{}",
                null,
                null,
                Command.Priority.NORMAL,
                false);
        endings.end(received(command, taken, now), Ending.unsent(Outcome.INVALID, null, invalid.reason()));
    }
}
