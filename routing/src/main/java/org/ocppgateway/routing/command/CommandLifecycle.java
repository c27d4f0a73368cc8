package org.ocppgateway.routing.command;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.protocol.model.CommandReader;
import org.ocppgateway.protocol.model.CommandsDownRecord;
import org.ocppgateway.routing.PodContext;
import org.ocppgateway.routing.metrics.RoutingMetric;
import org.ocppgateway.routing.trace.TraceSpan;
import org.ocppgateway.routing.trace.Tracing;

/**
 * Lifecycle of a command on this pod: received and claimed on the consumer's thread, routed to its charge point
 * ({@link CommandRouter}), sent by the worker of the session's queue ({@link CommandTask}), ended with exactly one
 * outcome ({@link CommandCompleter}).
 *
 * <p>During a Redis outage commands wait here, in order per charge point. After the outage their expiry decides
 * whether they are sent.
 */
public final class CommandLifecycle implements CommandIntake {
    private final CommandSettings settings;
    private final PodContext pod;
    private final Replies replies;
    private final CommandMetrics metrics;
    private final KnownCommands known;
    private final ResultOutbox outbox;
    private final CommandCompleter completer;
    private final Claims claims;
    private final CommandRouter router;
    private final ReconnectQueue held;
    private long received;

    /**
     * Wires the command lifecycle of one pod.
     *
     * @param pauseMonitor started by the caller
     */
    public CommandLifecycle(
            CommandSettings settings,
            PodContext pod,
            CommandPorts ports,
            CommandQueues queues,
            Replies replies,
            PauseMonitor pauseMonitor,
            Workers workers) {
        this.settings = settings;
        this.pod = pod;
        this.replies = replies;
        this.metrics = new CommandMetrics(pod.registry());
        this.known = new KnownCommands(
                settings.remembered().count(), settings.remembered().bytes());
        this.claims = new Claims(pod, ports, pauseMonitor);
        this.outbox = new ResultOutbox(settings, ports, claims, known, metrics, workers, pauseMonitor, pod);
        this.completer = new CommandCompleter(outbox, known, metrics, pod.clock());
        this.router = new CommandRouter(settings, pod, ports, queues, claims, completer, metrics, workers);
        this.held = new ReconnectQueue("held-commands", settings.retryInterval(), this::tryHeld, workers);
        metrics.gauge(RoutingMetric.COMMANDS_AWAITING_REDIS, held::size);
        metrics.gauge(RoutingMetric.COMMANDS_AWAITING_REDIS_BYTES, held::bytes);
        metrics.gauge(RoutingMetric.COMMANDS_RUNNING, known::running);
        metrics.gauge(RoutingMetric.COMMAND_RESULT_CACHE_BYTES, known::bytes);
    }

    /** Starts the workers for waiting commands. */
    public void start() {
        router.start();
        held.start();
    }

    /**
     * Waits until all results are delivered. Called after the intake has stopped and the sessions have ended.
     *
     * @return whether all results were delivered within the timeout
     */
    public boolean stop(Duration timeout) throws InterruptedException {
        held.stop();
        router.stop();
        return outbox.drain(timeout);
    }

    @Override
    public boolean canAccept() {
        return held.size() < settings.waiting().count()
                && held.bytes() < settings.waiting().bytes()
                && outbox.canAccept();
    }

    @Override
    public void accept(CommandRecord record) throws UndecodableException, InterruptedException {
        switch (CommandReader.read(record.value())) {
            case CommandsDownRecord.ForChargePoint it -> receive(received(it.command(), record, null));
            case CommandsDownRecord.Invalid it -> receive(received(it.command(), record, it.reason()));
            case CommandsDownRecord.Decision it -> decide(it);
            case CommandsDownRecord.Sending it -> {} // a record type of the previous release
            case CommandsDownRecord.Undecodable it -> throw new UndecodableException(it.reason());
        }
    }

    private ReceivedCommand received(Command command, CommandRecord record, @Nullable String problem) {
        TraceSpan span = Tracing.ofProcess()
                .command(command.chargePointId(), command.commandId(), command.type(), record.traceParent());
        return new ReceivedCommand(
                command,
                record.withTraceParent(span.traceParent(record.traceParent())),
                problem,
                received++,
                pod.clock().instant(),
                settings.expiryOf(command, record),
                null,
                span);
    }

    private void decide(CommandsDownRecord.Decision decision) {
        Replies.Result result = replies.decide(decision.requestId(), decision.payload());
        metrics.replies.labelValues(result.name().toLowerCase(Locale.ROOT)).inc();
    }

    private void receive(ReceivedCommand received) throws InterruptedException {
        String commandId = received.command().commandId();
        if (!known.add(commandId)) {
            metrics.repeated.labelValues("ignored").inc();
            received.span().close();
            return;
        }
        try {
            String result = known.result(commandId);
            ChargePointId chargePointId = received.command().chargePointId();
            if (result != null) {
                completer.repeat(received, result);
            } else if (held.has(chargePointId)) {
                hold(received);
            } else {
                router.proceed(received, claims.claimNew(received));
            }
        } catch (StatesUnavailableException e) {
            hold(received);
        } catch (RuntimeException e) {
            known.remove(commandId);
            received.span().close();
            throw e;
        }
    }

    private void hold(ReceivedCommand received) {
        held.add(received, Instant.MAX);
    }

    private boolean tryHeld(ReceivedCommand received, Instant until) throws InterruptedException {
        try {
            router.proceed(received, claims.claim(received));
            return true;
        } catch (StatesUnavailableException e) {
            return false;
        }
    }
}
