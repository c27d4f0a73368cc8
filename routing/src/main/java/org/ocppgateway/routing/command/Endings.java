package org.ocppgateway.routing.command;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.routing.command.ReceivedCommand.Ending;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where every command that this pod has comes to its end. Called by any thread that brings one there. */
final class Endings {
    private static final Logger LOG = LoggerFactory.getLogger(Endings.class);

    private final PodId pod;
    private final ResultOutbox outbox;
    private final CommandMetrics metrics;
    private final Clock clock;

    Endings(PodId pod, ResultOutbox outbox, CommandMetrics metrics, Clock clock) {
        this.pod = pod;
        this.outbox = outbox;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Somebody else has ended it; whoever tells it twice tells the same. */
    void tellAgain(ReceivedCommand received, String result) throws InterruptedException {
        outbox.repeat(received, result);
    }

    void end(ReceivedCommand received, Ending ending) throws InterruptedException {
        Instant now = clock.instant();
        Command command = received.command();
        String result = received.result(pod, ending, now);
        metrics.ended.labelValues(ending.outcome().label()).inc();
        metrics.seconds.observe(Duration.between(received.receivedAt(), now).toNanos() / 1e9);
        LOG.debug("command {} ended: {}", command.commandId(), result);
        outbox.end(received, result);
    }
}
