package org.ocppgateway.gateway.refusal;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.admission.ClientConnection;
import org.ocppgateway.gateway.admission.Refusal;
import org.ocppgateway.gateway.admission.RefusalListener;
import org.ocppgateway.gateway.limit.Allowance;
import org.ocppgateway.gateway.limit.AttemptSource;
import org.ocppgateway.gateway.limit.KeyedRateLimiter;
import org.ocppgateway.gateway.log.GatewayLogEvent;
import org.ocppgateway.gateway.metrics.GatewayMetric;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.protocol.model.EventContext;
import org.ocppgateway.protocol.model.EventEncoder;
import org.ocppgateway.protocol.model.EventType;
import org.ocppgateway.protocol.model.GatewayEvents;
import org.ocppgateway.routing.Loop;
import org.ocppgateway.routing.event.EventPublisher;
import org.ocppgateway.routing.log.EventLog;
import org.ocppgateway.routing.metrics.Meters;
import org.ocppgateway.routing.refusal.RefusalStage;

/**
 * Publishes a {@code security.event} and logs a line for refused credentials: at most one per identity and address and minute, and at most
 * 60 per minute in total. Further ones are counted only. An unknown identity publishes nothing. Has one virtual thread; events that wait
 * for it are bounded.
 */
public final class SecurityEvents implements RefusalListener {
    private static final EventLog LOG = EventLog.of(SecurityEvents.class);

    private static final Allowance PER_SOURCE = new Allowance(1, Duration.ofMinutes(1));
    private static final Allowance IN_ALL = new Allowance(60, Duration.ofMinutes(1));
    private static final int MAX_SOURCES = 10_000;
    private static final int MAX_WAITING = 100;

    private final PodId pod;
    private final EventPublisher publisher;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final KeyedRateLimiter<AttemptSource> bySource = new KeyedRateLimiter<>(PER_SOURCE, MAX_SOURCES, () -> {});
    private final KeyedRateLimiter<Boolean> inAll = new KeyedRateLimiter<>(IN_ALL, 1, () -> {});
    private final BlockingQueue<Event> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
    private final Counter events;
    private @Nullable Loop loop;

    private record Event(ChargePointId chargePointId, byte[] value) {}

    /** @param nanoTime monotonic clock in nanoseconds */
    public SecurityEvents(
            PodId pod,
            EventPublisher publisher,
            InstantSource clock,
            LongSupplier nanoTime,
            PrometheusRegistry registry) {
        this.pod = pod;
        this.publisher = publisher;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.events = new Meters(registry).labelledCounter(GatewayMetric.SECURITY_EVENTS);
    }

    /** Starts to publish. */
    public void start() {
        loop = Loop.start("security-events", this::publishNext);
    }

    /** Whether its thread runs. */
    public boolean running() {
        return loop != null && loop.running();
    }

    /** Stops; waiting events are dropped. */
    public void stop() throws InterruptedException {
        if (loop != null) {
            loop.stop();
        }
    }

    @Override
    public void onRefused(ClientConnection client, @Nullable String identity, Refusal refusal) {
        ChargePointId chargePointId = identity == null ? null : chargePoint(identity);
        if (chargePointId == null || !concernsAChargePoint(refusal)) {
            return;
        }
        long now = nanoTime.getAsLong();
        if (bySource.take(new AttemptSource(chargePointId, client.address().subscriber()), now) > 0
                || inAll.take(true, now) > 0) {
            events.labelValues("limited").inc();
            return;
        }
        LOG.log(
                GatewayLogEvent.ADMISSION_CREDENTIALS_REFUSED,
                chargePointId,
                client.remoteAddress(),
                refusal.reasonLabel());
        Event event = new Event(chargePointId, encode(chargePointId, client, refusal));
        if (!waiting.offer(event)) {
            events.labelValues("dropped").inc();
        }
    }

    /** Null if a certificate names no valid identity. */
    private static @Nullable ChargePointId chargePoint(String identity) {
        try {
            return new ChargePointId(identity);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** A TLS failure names a charge point only if its certificate was refused. */
    private static boolean concernsAChargePoint(Refusal refusal) {
        return switch (refusal.stage()) {
            case CREDENTIALS, PROFILE, BLOCKED -> refusal.status() < 500;
            case TLS -> true;
            case TCP, HEADERS, ORIGIN, ADDRESS, PATH, IDENTITY, SUBPROTOCOL, CAPACITY, DUPLICATE -> false;
        };
    }

    private byte[] encode(ChargePointId chargePointId, ClientConnection client, Refusal refusal) {
        EventContext context = new EventContext(
                chargePointId + ":" + UUID.randomUUID(), clock.instant(), pod, chargePointId, null, null, 0, null);
        String name = refusal.stage() == RefusalStage.TLS ? "InvalidChargePointCertificate" : "AuthenticationFailed";
        String fields = GatewayEvents.security(name, refusal.reasonLabel(), client.remoteAddress());
        return EventEncoder.encode(context, EventType.SECURITY_EVENT, fields, null);
    }

    private void publishNext() throws InterruptedException {
        Event event = waiting.take();
        boolean published = publisher.offer(event.chargePointId(), event.value());
        events.labelValues(published ? "published" : "dropped").inc();
    }
}
