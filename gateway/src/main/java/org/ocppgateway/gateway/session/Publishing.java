package org.ocppgateway.gateway.session;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.model.Importance;
import org.ocppgateway.routing.event.EventPublisher;
import org.ocppgateway.routing.event.PublishException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes one event and decides what its failure means for the charge point that waits: what must not be lost is held up and
 * never answered with an error because of an outage (see the outage ladder in the design). Blocks the caller.
 */
final class Publishing {
    private static final Logger LOG = LoggerFactory.getLogger(Publishing.class);

    private final EventPublisher publisher;
    private final Capacity capacity;
    private final SessionSettings settings;
    private final LongSupplier nanoTime;
    private final Sleeper sleeper;
    private final SessionMetrics metrics;
    private final Pace closes;

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

    Publishing(
            EventPublisher publisher,
            Capacity capacity,
            SessionSettings settings,
            LongSupplier nanoTime,
            Sleeper sleeper,
            SessionMetrics metrics) {
        this.publisher = publisher;
        this.capacity = capacity;
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.sleeper = sleeper;
        this.metrics = metrics;
        this.closes = new Pace(settings.outageClosesPerSecond(), nanoTime);
    }

    /**
     * Publishes.
     *
     * @param since when the message was received, by {@code nanoTime}
     */
    Result publish(ChargePointId chargePointId, byte[] event, Importance importance, long since)
            throws InterruptedException {
        while (true) {
            try {
                publishInTurn(chargePointId, event, importance, since);
                return Result.DURABLE;
            } catch (PublishException e) {
                metrics.notPublished(e.reason());
                if (e.reason() == PublishException.Reason.REFUSED) {
                    LOG.warn("An event of {} was refused and is lost", chargePointId, e);
                    return Result.FAILED;
                }
                if (importance == Importance.NORMAL) {
                    return Result.FAILED;
                }
            }
            if (timeLeft(since).compareTo(settings.retryPause()) <= 0) {
                metrics.heldTooLong();
                sleeper.sleep(closes.untilTurn());
                return Result.OUT;
            }
            sleeper.sleep(settings.retryPause());
        }
    }

    private void publishInTurn(ChargePointId chargePointId, byte[] event, Importance importance, long since)
            throws PublishException, InterruptedException {
        if (!capacity.enter(importance, timeLeft(since))) {
            throw new PublishException(PublishException.Reason.OVERLOADED, "too many messages are in work");
        }
        try {
            publisher.publish(chargePointId, event);
        } finally {
            capacity.leave();
        }
    }

    /** Until the answer is due. */
    private Duration timeLeft(long since) {
        return settings.answerLimit().minusNanos(nanoTime.getAsLong() - since);
    }
}
