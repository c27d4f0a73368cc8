package org.ocppgateway.gateway.session.publish;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.session.SessionMetrics;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.model.EventPriority;
import org.ocppgateway.routing.event.EventPublisher;
import org.ocppgateway.routing.event.PublishException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes one event and decides what its failure means for the charge point that waits: while events cannot be published its answer
 * is held up, and what must not be lost is never answered with an error because of that; the connection is closed instead, at a pace.
 * Blocks the caller.
 */
final class RetryingPublisher {
    private static final Logger LOG = LoggerFactory.getLogger(RetryingPublisher.class);

    private final EventPublisher publisher;
    private final Capacity capacity;
    private final OutageSettings settings;
    private final LongSupplier nanoTime;
    private final Sleeper sleeper;
    private final SessionMetrics metrics;
    private final OutageClosePacer closes;
    private final Semaphore farewells;
    private volatile boolean stopping;

    /** Waits, as {@link Thread#sleep(Duration)} does. */
    @FunctionalInterface
    interface Sleeper {
        void sleep(Duration duration) throws InterruptedException;
    }

    /** How it ended. */
    enum Result {
        /** Acknowledged: a positive answer may be sent. */
        DURABLE,
        /** This message may be answered with an error. */
        FAILED,
        /** No answer may be sent; the charge point has to be put into a state in which it queues. */
        OUT
    }

    RetryingPublisher(
            EventPublisher publisher,
            Capacity capacity,
            OutageSettings settings,
            LongSupplier nanoTime,
            Sleeper sleeper,
            SessionMetrics metrics) {
        this.publisher = publisher;
        this.capacity = capacity;
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.sleeper = sleeper;
        this.metrics = metrics;
        this.closes = new OutageClosePacer(settings.closesPerSecond(), nanoTime);
        this.farewells = new Semaphore(settings.farewellBound());
    }

    /**
     * Publishes what came from a charge point.
     *
     * @param since when the message was received, by {@code nanoTime}
     * @param gone whether nobody waits for an answer any more, and no connection for its turn to be closed
     */
    Result publish(ChargePointId chargePointId, byte[] event, EventPriority priority, long since, BooleanSupplier gone)
            throws InterruptedException {
        Result first = attemptInTurn(chargePointId, event, priority, since);
        if (first != null) {
            return first;
        }
        metrics.held(1);
        try {
            return hold(chargePointId, event, priority, since, gone);
        } finally {
            metrics.held(-1);
        }
    }

    /** Only the first attempt needs its turn: those that are held up keep none from theirs. */
    private @Nullable Result attemptInTurn(
            ChargePointId chargePointId, byte[] event, EventPriority priority, long since) throws InterruptedException {
        Duration left = settings.answerLimit().minusNanos(nanoTime.getAsLong() - since);
        if (!capacity.enter(priority, left)) {
            metrics.notPublished(PublishException.Reason.OVERLOADED);
            return priority == EventPriority.NORMAL ? Result.FAILED : null;
        }
        try {
            return attempt(chargePointId, event);
        } finally {
            capacity.leave();
        }
    }

    /** Tries on until the limit, and on while the connection waits for its turn to be closed. */
    private Result hold(
            ChargePointId chargePointId, byte[] event, EventPriority priority, long since, BooleanSupplier gone)
            throws InterruptedException {
        long pause = settings.retryPause().toNanos();
        long end = since + settings.answerLimit().toNanos();
        boolean closing = false;
        while (true) {
            long left = end - nanoTime.getAsLong();
            if ((left <= pause || closing) && gone.getAsBoolean()) {
                return Result.OUT;
            }
            if (left <= pause && !closing) {
                if (priority == EventPriority.NORMAL) {
                    return Result.FAILED;
                }
                closing = true;
                end = nanoTime.getAsLong()
                        + closes.untilTurn(publisher.partitionOf(chargePointId)).toNanos();
                left = end - nanoTime.getAsLong();
            }
            if (left <= pause) {
                sleeper.sleep(Duration.ofNanos(Math.max(0, left)));
                metrics.heldTooLong();
                return Result.OUT;
            }
            sleeper.sleep(settings.retryPause());
            Result result = attempt(chargePointId, event);
            if (result != null) {
                return result;
            }
        }
    }

    /**
     * Publishes the last event of a session, for which nobody waits: tried for long, as long as not too many others wait, too. What
     * is given up is counted.
     */
    void farewell(ChargePointId chargePointId, byte[] event) throws InterruptedException {
        if (attempt(chargePointId, event) != null) {
            return;
        }
        if (!farewells.tryAcquire()) {
            givenUp(chargePointId, "too many others wait");
            return;
        }
        metrics.farewellsWaiting(1);
        try {
            long end = nanoTime.getAsLong() + settings.farewellLimit().toNanos();
            do {
                if (stopping || nanoTime.getAsLong() - end >= 0) {
                    givenUp(chargePointId, stopping ? "the process stops" : "it took too long");
                    return;
                }
                sleeper.sleep(settings.farewellPause());
            } while (attempt(chargePointId, event) == null);
        } finally {
            metrics.farewellsWaiting(-1);
            farewells.release();
        }
    }

    /** Hands over an event that may be lost; false if Kafka is out or overloaded. Does not wait until it is durable. */
    boolean offer(ChargePointId chargePointId, byte[] event) throws InterruptedException {
        return publisher.offer(chargePointId, event);
    }

    private void givenUp(ChargePointId chargePointId, String why) {
        metrics.farewellGivenUp();
        LOG.warn("That {} is gone could not be published and is not told: {}", chargePointId, why);
    }

    /** From now on nothing is tried for long for which nobody waits. */
    void stop() {
        stopping = true;
    }

    /** How it ended, or null if it may be tried again. */
    private @Nullable Result attempt(ChargePointId chargePointId, byte[] event) throws InterruptedException {
        try {
            publisher.publish(chargePointId, event);
            return Result.DURABLE;
        } catch (PublishException e) {
            metrics.notPublished(e.reason());
            if (e.reason() == PublishException.Reason.REFUSED) {
                LOG.warn("An event of {} was refused and is lost", chargePointId, e);
                return Result.FAILED;
            }
            return null;
        }
    }
}
