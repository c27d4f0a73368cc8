package org.ocppgateway.routing.command;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.routing.command.ReceivedCommand.Ending;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where every command that this pod has comes to its end. Called by any thread that brings one there. */
final class CommandCompleter {
    private static final Logger LOG = LoggerFactory.getLogger(CommandCompleter.class);

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

    /** The command came again, or ended elsewhere: its result is published once more. */
    void repeat(ReceivedCommand received, String result) throws InterruptedException {
        metrics.repeated.labelValues("result").inc();
        known.end(received.command().commandId(), result);
        outbox.repeat(received, result);
    }

    /** Another pod has the command and ends it. */
    void ignore(ReceivedCommand received) {
        metrics.repeated.labelValues("ignored").inc();
        known.leave(received.command().commandId());
    }

    /** The command was forwarded to another pod. */
    void forwarded(ReceivedCommand received) {
        known.leave(received.command().commandId());
    }

    /** Ends the command, unless another pod has it by then. */
    void complete(ReceivedCommand received, Ending ending) throws InterruptedException {
        Instant now = clock.instant();
        Command command = received.command();
        metrics.ended.labelValues(ending.outcome().label()).inc();
        metrics.seconds.observe(Duration.between(received.receivedAt(), now).toNanos() / 1e9);
        LOG.debug("command {} ended: {}", command.commandId(), ending);
        outbox.end(received, ending, now);
    }
}
