package org.ocppgateway.routing.command;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.routing.command.ReceivedCommand.Ending;
import org.ocppgateway.routing.log.EventLog;
import org.ocppgateway.routing.log.RoutingLogEvent;

/** Completes every command of this pod: counts it, stores and publishes its result. Thread-safe. */
final class CommandCompleter {
    private static final EventLog LOG = EventLog.of(CommandCompleter.class);

    private final ResultOutbox outbox;
    private final KnownCommands known;
    private final CommandMetrics metrics;
    private final Clock clock;

    CommandCompleter(ResultOutbox outbox, KnownCommands known, CommandMetrics metrics, Clock clock) {
        this.outbox = outbox;
        this.known = known;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Publishes the result once more, for a command that was received again or has ended on another pod. */
    void repeat(ReceivedCommand received, String result) throws InterruptedException {
        metrics.repeated.labelValues("result").inc();
        known.setResult(received.command().commandId(), result);
        outbox.repeat(received, result);
    }

    /** Drops a command that another pod owns and ends. */
    void ignore(ReceivedCommand received) {
        metrics.repeated.labelValues("ignored").inc();
        known.remove(received.command().commandId());
        received.span().close();
    }

    /** Removes a command that was forwarded to another pod. */
    void forwarded(ReceivedCommand received) {
        known.remove(received.command().commandId());
        received.span().outcome("forwarded");
        received.span().close();
    }

    /** Completes the command, unless another pod owns it by then. */
    void complete(ReceivedCommand received, Ending ending) throws InterruptedException {
        Instant now = clock.instant();
        Command command = received.command();
        metrics.ended.labelValues(ending.outcome().label()).inc();
        metrics.seconds.observe(Duration.between(received.receivedAt(), now).toNanos() / 1e9);
        received.span()
                .run(() -> LOG.log(
                        RoutingLogEvent.COMMAND_ENDED,
                        command.commandId(),
                        command.chargePointId(),
                        ending.outcome().label()));
        received.span().outcome(ending.outcome().label());
        outbox.end(received, ending, now);
    }
}
