package org.ocppgateway.routing.command;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.routing.command.Workers.Worker;
import org.ocppgateway.routing.event.PublishException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings results to where they are held and read: stored first, then published until acknowledged, so that only the stored
 * result is ever published. Each result has a virtual thread of its own; their number is bounded, and at the bound whoever
 * brings the next one waits.
 */
final class ResultOutbox {
    private static final Logger LOG = LoggerFactory.getLogger(ResultOutbox.class);

    private final CommandSettings settings;
    private final CommandStates states;
    private final Recollection recollection;
    private final ResultPublisher publisher;
    private final KnownCommands known;
    private final CommandMetrics metrics;
    private final Workers workers;
    private final Clock clock;
    private final Semaphore room;

    ResultOutbox(
            CommandSettings settings,
            CommandStates states,
            Recollection recollection,
            ResultPublisher publisher,
            KnownCommands known,
            CommandMetrics metrics,
            Workers workers,
            Clock clock) {
        this.settings = settings;
        this.states = states;
        this.recollection = recollection;
        this.publisher = publisher;
        this.known = known;
        this.metrics = metrics;
        this.workers = workers;
        this.clock = clock;
        this.room = new Semaphore(settings.resultLimit());
        metrics.gauge("results_waiting", "Results not yet stored and acknowledged.", this::waiting);
    }

    int waiting() {
        return settings.resultLimit() - room.availablePermits();
    }

    /** One attempt at storing or publishing a result, which can fail for a while; returns the result that stands. */
    private interface Attempt {
        String run() throws StatesUnavailableException, PublishException, InterruptedException;
    }

    /**
     * Ends a command: what is stored decides, even if another pod stored it. With Redis out the result waits for it, even that of
     * a command that nobody else can have had: told and not stored, it would be forgotten with this pod, and whoever clears up after
     * it could only tell another one.
     */
    void end(ReceivedCommand received, String result) throws InterruptedException {
        String commandId = received.command().commandId();
        start(commandId, () -> {
            String stands = untilDone(
                    commandId,
                    () -> states.end(commandId, recollection.of(received).orElse(result)));
            if (stands != null) {
                known.end(commandId, stands);
                publish(received, stands);
            }
        });
    }

    /** Publishes a stored result once more, for a command that came again. */
    void repeat(ReceivedCommand received, String result) throws InterruptedException {
        start(received.command().commandId(), () -> publish(received, result));
    }

    private void start(String commandId, Workers.Work delivery) throws InterruptedException {
        room.acquire();
        Worker unused = workers.start("result-" + commandId, () -> {
            try {
                delivery.run();
            } finally {
                room.release();
            }
        });
    }

    private void publish(ReceivedCommand received, String result) throws InterruptedException {
        Command command = received.command();
        untilDone(command.commandId(), () -> {
            publisher.publish(command.chargePointId(), result, received.taken().traceParent());
            return result;
        });
        states.delivered(command.commandId());
    }

    private @Nullable String untilDone(String commandId, Attempt attempt) throws InterruptedException {
        Instant giveUpAt = clock.instant().plus(settings.giveUpAfter());
        while (true) {
            try {
                return attempt.run();
            } catch (StatesUnavailableException | PublishException e) {
                if (clock.instant().isAfter(giveUpAt)) {
                    metrics.resultsGivenUp.inc();
                    known.leave(commandId);
                    LOG.error("the result of command {} could not be delivered: {}", commandId, e.getMessage());
                    return null;
                }
                metrics.resultRetries.inc();
                workers.pause(settings.retryInterval());
            }
        }
    }

    /** Waits until all results are delivered, at most that long; false if some were not. */
    boolean drain(Duration timeout) throws InterruptedException {
        boolean all = room.tryAcquire(settings.resultLimit(), timeout.toNanos(), TimeUnit.NANOSECONDS);
        if (all) {
            room.release(settings.resultLimit());
        }
        return all;
    }
}
