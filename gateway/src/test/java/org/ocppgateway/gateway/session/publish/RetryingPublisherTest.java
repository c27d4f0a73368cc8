package org.ocppgateway.gateway.session.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.ocppgateway.gateway.limit.RateLimit;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.protocol.SessionEpoch;
import org.ocppgateway.protocol.model.EventPriority;
import org.ocppgateway.routing.event.EventPublisher;
import org.ocppgateway.routing.event.PublishException;
import org.ocppgateway.routing.event.PublishException.Reason;
import org.ocppgateway.routing.route.Route;

/** Behaviour during an outage, with a clock that advances only in sleeps. */
class RetryingPublisherTest {
    private static final ChargePointId CP = new ChargePointId("CP-1");
    private static final Route ROUTE =
            new Route(CP, new PodId("gateway-0"), 0, new SessionEpoch(1), OcppVersion.V1_6, Instant.EPOCH);
    private static final byte[] EVENT = {'{', '}'};
    private static final int PARTITIONS = 2;

    private final AtomicLong nanos = new AtomicLong(1_000);
    private final AtomicBoolean gone = new AtomicBoolean();
    private final List<Long> attempts = new ArrayList<>();
    private long outEndsAt = Long.MAX_VALUE;
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final RetryingPublisher publisher = new RetryingPublisher(
            new Publisher(),
            new Capacity(new CapacitySettings(10, 2, RateLimit.NONE), nanos::get, duration -> {}, registry),
            new OutageSettings(
                    Duration.ofSeconds(10),
                    Duration.ofMillis(500),
                    1,
                    Duration.ofMinutes(15),
                    Duration.ofSeconds(5),
                    1),
            nanos::get,
            duration -> nanos.addAndGet(duration.toNanos()),
            registry);

    /** Fails until {@code outEndsAt}. */
    private final class Publisher implements EventPublisher {
        @Override
        public int partitionOf(ChargePointId key) {
            return key.hashCode() % PARTITIONS;
        }

        @Override
        public void publish(ChargePointId key, byte[] event) throws PublishException {
            attempts.add(nanos.get());
            if (nanos.get() < outEndsAt) {
                throw new PublishException(Reason.OUTAGE, "thrown by the test");
            }
        }

        @Override
        public boolean offer(ChargePointId key, byte[] event) {
            return nanos.get() >= outEndsAt;
        }
    }

    @Test
    void aTransactionMessageWaitsForTheAnswerLimitAndEndsAsOutage() throws Exception {
        assertEquals(RetryingPublisher.Result.OUTAGE, publish(EventPriority.TRANSACTION));
        assertEquals(Duration.ofMillis(9_500), waited());
        assertEquals(20, attempts.size());
    }

    @Test
    void anyOtherMessageWaitsForTheAnswerLimitAndFails() throws Exception {
        assertEquals(RetryingPublisher.Result.FAILED, publish(EventPriority.NORMAL));
        assertEquals(Duration.ofMillis(9_500), waited());
    }

    @Test
    void aMessageIsDurableIfTheOutageEndsInTime() throws Exception {
        outEndsAt = nanos.get() + Duration.ofSeconds(4).toNanos();
        assertEquals(RetryingPublisher.Result.DURABLE, publish(EventPriority.NORMAL));
        assertEquals(Duration.ofSeconds(4), waited());
    }

    @Test
    void connectionsAreClosedOneByOneUntilTheOutageEnds() throws Exception {
        assertEquals(RetryingPublisher.Result.OUTAGE, publish(EventPriority.TRANSACTION));
        assertEquals(
                RetryingPublisher.Result.OUTAGE,
                publishSince(nanos.get() - Duration.ofSeconds(10).toNanos()));
        assertEquals(Duration.ofMillis(10_500), waited());
        outEndsAt = nanos.get() + Duration.ofMillis(500).toNanos();
        assertEquals(
                RetryingPublisher.Result.DURABLE,
                publishSince(nanos.get() - Duration.ofSeconds(10).toNanos()));
    }

    @Test
    void aClosedConnectionUsesNoTokenOfTheCloseRate() throws Exception {
        gone.set(true);
        for (int i = 0; i < 3; i++) {
            assertEquals(
                    RetryingPublisher.Result.OUTAGE,
                    publishSince(nanos.get() - Duration.ofSeconds(10).toNanos()));
        }
        assertEquals(Duration.ZERO, waited());
    }

    @Test
    void partitionsHaveIndependentCloseRates() {
        OutageClosePacer closes = new OutageClosePacer(2, nanos::get);
        assertEquals(Duration.ZERO, closes.nextDelay(0));
        assertEquals(Duration.ofMillis(500), closes.nextDelay(0));
        assertEquals(Duration.ofSeconds(1), closes.nextDelay(0));
        assertEquals(Duration.ZERO, closes.nextDelay(1));
        nanos.addAndGet(Duration.ofSeconds(5).toNanos());
        assertEquals(Duration.ZERO, closes.nextDelay(0));
    }

    @Test
    void anOfflineEventIsRetriedUpToItsLimitAndThenDropped() throws Exception {
        outEndsAt = nanos.get() + Duration.ofMinutes(10).toNanos();
        publisher.publishOffline(ROUTE, EVENT);
        assertEquals(Duration.ofMinutes(10), waited());
        assertEquals(121, attempts.size());
        outEndsAt = Long.MAX_VALUE;
        publisher.publishOffline(ROUTE, EVENT);
        assertEquals(Duration.ofMinutes(25), waited());
    }

    @Test
    void anOfflineEventIsRetriedAtMostOnceWhenTheProcessStops() throws Exception {
        publisher.stop();
        publisher.publishOffline(ROUTE, EVENT);
        assertEquals(1, attempts.size());
    }

    private RetryingPublisher.Result publish(EventPriority priority) throws InterruptedException {
        return publisher.publish(ROUTE, EVENT, priority, nanos.get(), gone::get);
    }

    private RetryingPublisher.Result publishSince(long since) throws InterruptedException {
        return publisher.publish(ROUTE, EVENT, EventPriority.TRANSACTION, since, gone::get);
    }

    private Duration waited() {
        return Duration.ofNanos(nanos.get() - 1_000);
    }
}
