package org.ocppgateway.routing.command;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.protocol.SessionEpoch;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.protocol.model.CommandReader;
import org.ocppgateway.protocol.model.Incoming;
import org.ocppgateway.routing.command.ReceivedCommand.Ending;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of a command on this pod: received and claimed on the consumer's thread, sent on the worker of its charge point's
 * lane ({@link CommandTask}), ended there or here in exactly one outcome.
 *
 * <p>With Redis out, a command that nobody else can have had goes on unclaimed; the others wait in order, on one virtual
 * thread, until Redis is back.
 */
public final class CommandLifecycle implements CommandIntake {
    private static final Logger LOG = LoggerFactory.getLogger(CommandLifecycle.class);

    private final CommandSettings settings;
    private final PodId pod;
    private final CommandStates states;
    private final CommandLanes lanes;
    private final Replies replies;
    private final Clock clock;
    private final CommandMetrics metrics;
    private final KnownCommands known;
    private final ResultOutbox outbox;
    private final BlockingQueue<ReceivedCommand> held;
    private @Nullable Thread holder;

    public CommandLifecycle(
            CommandSettings settings,
            PodId pod,
            CommandStates states,
            CommandLanes lanes,
            ResultPublisher publisher,
            Replies replies,
            PrometheusRegistry registry,
            Clock clock) {
        this.settings = settings;
        this.pod = pod;
        this.states = states;
        this.lanes = lanes;
        this.replies = replies;
        this.clock = clock;
        this.metrics = new CommandMetrics(registry);
        this.known = new KnownCommands(settings.rememberedLimit());
        this.outbox = new ResultOutbox(settings, states, publisher, known, metrics, clock);
        this.held = new LinkedBlockingQueue<>(settings.heldLimit());
        metrics.gauge("ocpp_gateway_commands_held", "Commands that wait for Redis to come back.", held::size);
        metrics.gauge(
                "ocpp_gateway_commands_running", "Commands this pod has and that have not ended.", known::running);
    }

    /** Begins to try again what waits for Redis. */
    public void start() {
        holder = Thread.ofVirtual().name("held-commands").start(this::releaseHeld);
    }

    /**
     * Waits until all results are delivered; to be called when no more commands come in and the sessions have ended.
     *
     * @return whether all were, within the timeout
     */
    public boolean stop(Duration timeout) throws InterruptedException {
        if (holder != null) {
            holder.interrupt();
            holder.join();
        }
        return outbox.drain(timeout);
    }

    @Override
    public void accept(byte[] value, Instant producedAt) throws UndecodableException, InterruptedException {
        Instant now = clock.instant();
        switch (CommandReader.read(value)) {
            case Incoming.ForChargePoint it -> receive(received(it.command(), producedAt, now));
            case Incoming.Invalid it -> receiveInvalid(it, producedAt, now);
            case Incoming.Decision it -> decide(it);
            case Incoming.Undecodable it -> throw new UndecodableException(it.reason());
        }
    }

    private ReceivedCommand received(Command command, Instant producedAt, Instant now) {
        Instant expiresAt = command.expiresAt();
        return new ReceivedCommand(
                command, producedAt, now, expiresAt == null ? now.plus(settings.expiresAfter()) : expiresAt);
    }

    private void decide(Incoming.Decision decision) {
        boolean taken = replies.decide(decision.requestId(), decision.payload());
        metrics.replies.labelValues(taken ? "taken" : "unknown").inc();
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
            claim(received);
        } catch (StatesUnavailableException e) {
            withoutClaim(received);
        } catch (RuntimeException e) {
            known.leave(commandId);
            throw e;
        }
    }

    private void claim(ReceivedCommand received) throws StatesUnavailableException, InterruptedException {
        Command command = received.command();
        switch (states.claim(command.commandId(), command.chargePointId(), received.receivedAt())) {
            case CommandStates.Claim.Claimed claimed -> place(received, true);
            case CommandStates.Claim.Ended ended -> repeat(received, ended.result());
            case CommandStates.Claim.Running running -> {
                metrics.repeated.labelValues("ignored").inc();
                known.leave(command.commandId());
            }
        }
    }

    private void repeat(ReceivedCommand received, String result) throws InterruptedException {
        Command command = received.command();
        metrics.repeated.labelValues("result").inc();
        known.end(command.commandId(), result);
        outbox.repeat(command.commandId(), command.chargePointId(), result);
    }

    private void withoutClaim(ReceivedCommand received) throws InterruptedException {
        CommandLane lane = lanes.find(received.command().chargePointId());
        if (lane != null && received.newerThan(lane.epoch())) {
            place(received, false);
        } else {
            held.put(received);
        }
    }

    private void releaseHeld() {
        try {
            while (true) {
                ReceivedCommand received = held.take();
                while (!claimed(received)) {
                    TimeUnit.NANOSECONDS.sleep(settings.retryInterval().toNanos());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // stopped
        }
    }

    private boolean claimed(ReceivedCommand received) throws InterruptedException {
        try {
            claim(received);
            return true;
        } catch (StatesUnavailableException e) {
            return false;
        }
    }

    /** Puts the command into its charge point's lane, or ends it. */
    private void place(ReceivedCommand received, boolean claimed) throws InterruptedException {
        ChargePointId chargePointId = received.command().chargePointId();
        if (received.expiredAt(clock.instant())) {
            end(received, claimed, Ending.unsent(Outcome.EXPIRED, null, null));
            return;
        }
        CommandLane lane = lanes.find(chargePointId);
        if (lane == null) {
            end(received, claimed, Ending.unsent(Outcome.NOT_CONNECTED, null, null));
            return;
        }
        SessionEpoch session = lane.epoch();
        CommandTask task = new CommandTask(
                received,
                session,
                claimed ? states : null,
                settings,
                clock,
                ending -> end(received, claimed, ending),
                () -> known.leave(received.command().commandId()));
        if (!lane.offer(received.command().priority(), task)) {
            end(
                    received,
                    claimed,
                    Ending.unsent(Outcome.OVERLOADED, session, "too many commands wait for this charge point"));
        }
    }

    private void receiveInvalid(Incoming.Invalid invalid, Instant producedAt, Instant now) throws InterruptedException {
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
        end(received(command, producedAt, now), true, Ending.unsent(Outcome.INVALID, null, invalid.reason()));
    }

    private void end(ReceivedCommand received, boolean claimed, Ending ending) throws InterruptedException {
        Instant now = clock.instant();
        Command command = received.command();
        String result = received.result(pod, ending, now);
        metrics.ended.labelValues(ending.outcome().label()).inc();
        metrics.seconds.observe(Duration.between(received.receivedAt(), now).toNanos() / 1e9);
        LOG.debug("command {} ended: {}", command.commandId(), result);
        if (claimed) {
            outbox.end(command.commandId(), command.chargePointId(), result);
        } else {
            outbox.endUnclaimed(command.commandId(), command.chargePointId(), result);
        }
    }
}
