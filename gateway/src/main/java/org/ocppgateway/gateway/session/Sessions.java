package org.ocppgateway.gateway.session;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.connection.Connection;
import org.ocppgateway.gateway.connection.ConnectionListener;
import org.ocppgateway.gateway.session.decision.Decisions;
import org.ocppgateway.gateway.session.publish.Capacity;
import org.ocppgateway.gateway.session.publish.RejectionRecorder;
import org.ocppgateway.gateway.session.publish.RetryingPublisher;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.MessageId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.handler.VersionHandler;
import org.ocppgateway.protocol.model.EventType;
import org.ocppgateway.routing.command.CommandLane;
import org.ocppgateway.routing.command.CommandLanes;
import org.ocppgateway.routing.command.Replies;
import org.ocppgateway.routing.event.EventPublisher;
import org.ocppgateway.routing.registration.Registrations;
import org.ocppgateway.routing.route.Routes;

/** The current session of each charge point connected here. */
public final class Sessions implements CommandLanes {
    private final SessionContext context;
    private final Decisions decisions;
    private final RetryingPublisher publishing;
    private final Map<ChargePointId, Session> current = new ConcurrentHashMap<>();
    private final AtomicInteger unfinished = new AtomicInteger();

    /**
     * Wires the sessions of this process.
     *
     * @param handlers one for each version spoken
     * @param nanoTime a clock that only goes forward
     * @param messageIds makes ids for our CALLs, never the same one twice
     */
    public Sessions(
            SessionSettings settings,
            Map<OcppVersion, VersionHandler> handlers,
            Routes routes,
            Registrations registrations,
            EventPublisher publisher,
            InstantSource clock,
            LongSupplier nanoTime,
            Supplier<MessageId> messageIds,
            PrometheusRegistry registry) {
        this(
                settings,
                handlers,
                routes,
                registrations,
                publisher,
                clock,
                nanoTime,
                Thread::sleep,
                messageIds,
                registry);
    }

    Sessions(
            SessionSettings settings,
            Map<OcppVersion, VersionHandler> handlers,
            Routes routes,
            Registrations registrations,
            EventPublisher publisher,
            InstantSource clock,
            LongSupplier nanoTime,
            RetryingPublisher.Sleeper sleeper,
            Supplier<MessageId> messageIds,
            PrometheusRegistry registry) {
        SessionMetrics metrics = new SessionMetrics(registry);
        this.decisions = new Decisions(settings.decisions(), settings.registration(), clock, nanoTime, registry);
        this.publishing = new RetryingPublisher(
                publisher,
                new Capacity(settings.capacity(), nanoTime, sleeper, registry),
                settings.outage(),
                nanoTime,
                sleeper,
                metrics);
        this.context = new SessionContext(
                settings,
                new HandlerRegistry(handlers, settings.tolerated()),
                routes,
                registrations,
                publishing,
                decisions,
                clock,
                nanoTime,
                messageIds,
                metrics,
                new RejectionRecorder(
                        publishing, settings.mutedEvents().contains(EventType.MESSAGE_REJECTED), nanoTime, registry));
    }

    /** Where the backend's decisions go. */
    public Replies replies() {
        return decisions;
    }

    /** The receiver of a new connection's messages. */
    public ConnectionListener newSession(ChargePointId chargePointId, OcppVersion version, Connection connection) {
        return new Session(context, this, chargePointId, version, connection);
    }

    @Override
    public @Nullable CommandLane find(ChargePointId chargePointId) {
        Session session = current.get(chargePointId);
        return session == null ? null : session.downlink();
    }

    /** The session that a charge point has here now; null if it has none. */
    public @Nullable ExistingSession existingSession(ChargePointId chargePointId) {
        return current.get(chargePointId);
    }

    /** Makes a session the current one of its charge point; of two, the one with the newer epoch stays. */
    void add(Session session) {
        unfinished.incrementAndGet();
        Session[] older = new Session[1];
        current.compute(session.chargePointId(), (id, before) -> {
            if (before == null) {
                return session;
            }
            boolean newer =
                    session.downlink().epoch().compareTo(before.downlink().epoch()) > 0;
            older[0] = newer ? before : session;
            return newer ? session : before;
        });
        if (older[0] != null) {
            older[0].supersede();
        }
    }

    /** From now on no session takes long over its last event. */
    public void stop() {
        publishing.stop();
    }

    /** How many sessions have begun and not yet published their last event. */
    public int unfinished() {
        return unfinished.get();
    }

    void finished() {
        unfinished.decrementAndGet();
    }

    void remove(Session session) {
        current.remove(session.chargePointId(), session);
    }
}
