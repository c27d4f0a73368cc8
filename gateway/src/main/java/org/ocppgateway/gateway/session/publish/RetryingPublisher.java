package org.ocppgateway.gateway.session.publish;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.log.GatewayLogEvent;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.model.EventPriority;
import org.ocppgateway.routing.event.EventPublisher;
import org.ocppgateway.routing.event.PublishException;
import org.ocppgateway.routing.log.EventLog;
import org.ocppgateway.routing.route.Route;

/**
 * Publishes events and retries while Kafka is unavailable. The answer to the charge point waits meanwhile. A message that must not be lost
 * is never answered with an error because of an outage; its connection is closed instead, at a limited rate. Thread-safe; blocks the
 * caller.
 */
public final class RetryingPublisher {
    private static final EventLog LOG = EventLog.of(RetryingPublisher.class);

    private final EventPublisher publisher;
    private final Capacity capacity;
    private final OutageSettings settings;
    private final LongSupplier nanoTime;
    private final Sleeper sleeper;
    private final PublishMetrics metrics;
    private final OutageClosePacer closePacer;
    private final Semaphore offlinePermits;
    private volatile boolean stopping;

    /** Blocks like {@link Thread#sleep(Duration)}. */
    @FunctionalInterface
    public interface Sleeper {
        void sleep(Duration duration) throws InterruptedException;
    }

    /** Result of publishing. */
    public enum Result {
        /** Kafka acknowledged the event. A positive answer may be sent. */
        DURABLE,
        /** The message may be answered with an error. */
        FAILED,
        /** No answer may be sent. The connection must be closed so that the charge point queues the message. */
        OUTAGE
    }

    /** @param nanoTime monotonic clock in nanoseconds */
    public RetryingPublisher(
            EventPublisher publisher,
            Capacity capacity,
            OutageSettings settings,
            LongSupplier nanoTime,
            Sleeper sleeper,
            PrometheusRegistry registry) {
        this.publisher = publisher;
        this.capacity = capacity;
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.sleeper = sleeper;
        this.metrics = new PublishMetrics(registry);
        this.closePacer = new OutageClosePacer(settings.closesPerSecond(), nanoTime);
        this.offlinePermits = new Semaphore(settings.maxPendingOfflineEvents());
    }

    /**
     * Publishes the event of a message.
     *
     * @param receivedAt time at which the message was received, by {@code nanoTime}
     * @param isClosing whether the connection is closing, so that no answer is expected and no paced close is needed
     */
    public Result publish(Route route, byte[] event, EventPriority priority, long receivedAt, BooleanSupplier isClosing)
            throws InterruptedException {
        Result first = attemptWithinCapacity(route, event, priority, receivedAt);
        if (first != null) {
            return first;
        }
        metrics.heldAnswers(1);
        try {
            return retry(route, event, priority, receivedAt, isClosing);
        } finally {
            metrics.heldAnswers(-1);
        }
    }

    /** Only the first attempt needs a capacity permit, so that retries do not block other messages. */
    private @Nullable Result attemptWithinCapacity(Route route, byte[] event, EventPriority priority, long receivedAt)
            throws InterruptedException {
        Duration left = settings.answerLimit().minusNanos(nanoTime.getAsLong() - receivedAt);
        if (!capacity.acquire(priority, left)) {
            metrics.failed(PublishException.Reason.OVERLOADED);
            return priority == EventPriority.NORMAL ? Result.FAILED : null;
        }
        try {
            return attempt(route, event);
        } finally {
            capacity.release();
        }
    }

    /** Retries until the answer limit, and for a critical message until its connection may be closed. */
    private Result retry(Route route, byte[] event, EventPriority priority, long receivedAt, BooleanSupplier isClosing)
            throws InterruptedException {
        long pause = settings.retryPause().toNanos();
        long end = receivedAt + settings.answerLimit().toNanos();
        boolean waitsForClose = false;
        while (true) {
            long left = end - nanoTime.getAsLong();
            if ((left <= pause || waitsForClose) && isClosing.getAsBoolean()) {
                return Result.OUTAGE;
            }
            if (left <= pause && !waitsForClose) {
                if (priority == EventPriority.NORMAL) {
                    return Result.FAILED;
                }
                waitsForClose = true;
                Duration delay = closePacer.nextDelay(publisher.partitionOf(route.chargePointId()));
                end = nanoTime.getAsLong() + delay.toNanos();
                left = end - nanoTime.getAsLong();
            }
            if (left <= pause) {
                sleeper.sleep(Duration.ofNanos(Math.max(0, left)));
                metrics.outageClose();
                return Result.OUTAGE;
            }
            sleeper.sleep(settings.retryPause());
            Result result = attempt(route, event);
            if (result != null) {
                return result;
            }
        }
    }

    /**
     * Publishes the last event of a session. Retries for a long time, because no charge point waits for it, within the limit of pending
     * offline events. A dropped event is counted.
     *
     * @return whether Kafka acknowledged the event
     */
    public boolean publishOffline(Route route, byte[] event) throws InterruptedException {
        Result first = attempt(route, event);
        if (first != null) {
            return first == Result.DURABLE;
        }
        if (!offlinePermits.tryAcquire()) {
            return dropOffline(route, "too many offline events are pending");
        }
        metrics.pendingOfflineEvents(1);
        try {
            long end = nanoTime.getAsLong() + settings.offlineRetryLimit().toNanos();
            while (true) {
                if (stopping || nanoTime.getAsLong() - end >= 0) {
                    return dropOffline(route, stopping ? "the process stops" : "the retry limit is reached");
                }
                sleeper.sleep(settings.offlineRetryPause());
                Result result = attempt(route, event);
                if (result != null) {
                    return result == Result.DURABLE;
                }
            }
        } finally {
            metrics.pendingOfflineEvents(-1);
            offlinePermits.release();
        }
    }

    /** Hands over an event that may be lost; false if Kafka is unavailable or overloaded. Does not wait for the acknowledgement. */
    public boolean offer(ChargePointId chargePointId, byte[] event) throws InterruptedException {
        return publisher.offer(chargePointId, event);
    }

    private boolean dropOffline(Route route, String reason) {
        metrics.offlineEventDropped();
        LOG.log(GatewayLogEvent.OFFLINE_EVENT_DROPPED, route, reason);
        return false;
    }

    /** Ends retries of offline events. */
    public void stop() {
        stopping = true;
    }

    /** Returns the result, or null if the attempt may be repeated. */
    private @Nullable Result attempt(Route route, byte[] event) throws InterruptedException {
        try {
            publisher.publish(route.chargePointId(), event);
            return Result.DURABLE;
        } catch (PublishException e) {
            metrics.failed(e.reason());
            if (e.reason() == PublishException.Reason.REFUSED) {
                LOG.log(GatewayLogEvent.EVENT_REFUSED, route, e);
                return Result.FAILED;
            }
            return null;
        }
    }
}
