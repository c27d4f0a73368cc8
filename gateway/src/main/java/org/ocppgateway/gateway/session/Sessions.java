package org.ocppgateway.gateway.session;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.authentication.Authenticated;
import org.ocppgateway.gateway.connection.Connection;
import org.ocppgateway.gateway.connection.ConnectionListener;
import org.ocppgateway.gateway.session.connector.ReportedConnectors;
import org.ocppgateway.gateway.session.decision.Decisions;
import org.ocppgateway.gateway.session.publish.Capacity;
import org.ocppgateway.gateway.session.publish.PublishSettings;
import org.ocppgateway.gateway.session.publish.RejectionRecorder;
import org.ocppgateway.gateway.session.publish.RetryingPublisher;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.MessageId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.handler.VersionHandler;
import org.ocppgateway.protocol.model.EventType;
import org.ocppgateway.routing.command.CommandQueue;
import org.ocppgateway.routing.command.CommandQueues;
import org.ocppgateway.routing.command.Replies;
import org.ocppgateway.routing.event.EventPublisher;
import org.ocppgateway.routing.log.LogSubject;

/** The current session of each charge point that is connected to this pod. Thread-safe. */
public final class Sessions implements CommandQueues {
    private final SessionContext context;
    private final Map<ChargePointId, Session> current = new ConcurrentHashMap<>();
    private final AtomicInteger unfinished = new AtomicInteger();

    /**
     * @param handlers one per supported version
     * @param messageIds creates unique ids for CALLs of the gateway
     */
    public Sessions(
            SessionSettings settings,
            Map<OcppVersion, VersionHandler> handlers,
            SessionPorts ports,
            SessionTime time,
            Supplier<MessageId> messageIds,
            PrometheusRegistry registry) {
        this.context = new SessionContext(
                settings,
                new HandlerRegistry(handlers, settings.tolerated()),
                ports,
                uplinkServices(settings, ports.publisher(), time, registry),
                time,
                messageIds,
                new SessionMetrics(registry));
    }

    private static UplinkServices uplinkServices(
            SessionSettings settings, EventPublisher events, SessionTime time, PrometheusRegistry registry) {
        PublishSettings publish = settings.publish();
        RetryingPublisher publisher = new RetryingPublisher(
                events,
                new Capacity(publish.capacity(), time.nanoTime(), time.sleeper(), registry),
                publish.outage(),
                time.nanoTime(),
                time.sleeper(),
                registry);
        boolean muted = publish.mutedEvents().contains(EventType.MESSAGE_REJECTED);
        return new UplinkServices(
                publisher,
                new RejectionRecorder(publisher, muted, time.nanoTime(), registry),
                new Decisions(settings.decisions(), settings.registration(), time.clock(), time.nanoTime(), registry));
    }

    /** Receives replies of the backend to requests for decisions. */
    public Replies replies() {
        return context.uplink().decisions();
    }

    /** Creates the session of a new connection. */
    public ConnectionListener newSession(
            ChargePointId chargePointId, Authenticated authenticated, OcppVersion version, Connection connection) {
        return new Session(context, this, new SessionClient(chargePointId, authenticated, version), connection);
    }

    @Override
    public @Nullable CommandQueue find(ChargePointId chargePointId) {
        Session session = current.get(chargePointId);
        return session == null ? null : session.downlink();
    }

    /** The current session of a charge point on this pod; null if there is none. */
    public @Nullable ExistingSession existingSession(ChargePointId chargePointId) {
        return current.get(chargePointId);
    }

    /** Facts about all current sessions. Weakly consistent: sessions that begin or end meanwhile may be missing. */
    public Stream<SessionFacts> facts() {
        return current.values().stream().map(Session::facts);
    }

    /**
     * Lets the session of a charge point end after its outstanding CALLs. Does not block.
     *
     * @return false without a session on this pod; true also if it is leaving already
     */
    public boolean leave(ChargePointId chargePointId, Departure departure) {
        Session session = current.get(chargePointId);
        if (session == null) {
            return false;
        }
        boolean unused = session.leave(departure);
        return true;
    }

    /** Lets the sessions of this pod leave one after the other. */
    public LeavingOrder leavingOrder() {
        return new LeavingOrder(current.values());
    }

    /**
     * Lets sessions leave that have reached their maximum age. Does not block.
     *
     * @param permitted called before each one; at the first false the rest waits for the next call
     */
    public void leaveAged(AgeLimit limit, Departure departure, BooleanSupplier permitted) {
        long now = context.time().nanos();
        for (Session session : current.values()) {
            if (session.isAged(limit, now)) {
                if (!permitted.getAsBoolean()) {
                    return;
                }
                boolean unused = session.leave(departure);
            }
        }
    }

    /** Facts about the current session of a charge point on this pod; null if there is none. */
    public @Nullable SessionFacts facts(ChargePointId chargePointId) {
        Session session = current.get(chargePointId);
        return session == null ? null : session.facts();
    }

    /**
     * Whether a charge point is charging a vehicle, as the messages of its current session reported it. False if they reported nothing, or
     * without a session on this pod.
     */
    public boolean isCharging(ChargePointId chargePointId) {
        Session session = current.get(chargePointId);
        return session != null && session.isCharging();
    }

    /** Connectors and transactions of a charge point; null without a session on this pod. */
    public @Nullable ReportedConnectors connectors(ChargePointId chargePointId) {
        Session session = current.get(chargePointId);
        return session == null ? null : session.connectors();
    }

    /** Names a charge point and its session on this pod, if there is one, in log lines. */
    public LogSubject subject(ChargePointId chargePointId) {
        Session session = current.get(chargePointId);
        return session == null ? LogSubject.of(chargePointId) : session.subject();
    }

    /** Proof of identity of the connection of a charge point; null without a session on this pod. */
    public @Nullable Authenticated authenticated(ChargePointId chargePointId) {
        Session session = current.get(chargePointId);
        return session == null ? null : session.authenticated();
    }

    /**
     * Closes the connection of a charge point that may no longer use it. Does not block.
     *
     * @param reason for the close frame
     */
    public void end(ChargePointId chargePointId, String reason) {
        Session session = current.get(chargePointId);
        if (session != null) {
            session.end(reason);
        }
    }

    /** Makes a session the current one of its charge point. Of two sessions the one with the lower epoch is superseded. */
    void add(Session session) {
        unfinished.incrementAndGet();
        Session[] older = new Session[1];
        current.compute(session.chargePointId(), (id, existing) -> {
            if (existing == null) {
                return session;
            }
            boolean newer =
                    session.downlink().epoch().compareTo(existing.downlink().epoch()) > 0;
            older[0] = newer ? existing : session;
            return newer ? session : existing;
        });
        if (older[0] != null) {
            older[0].supersede();
        }
    }

    /** Number of sessions whose connection is not closing. */
    public int open() {
        return (int) current.values().stream().filter(Session::isOpen).count();
    }

    /** Ends retries of offline events, now and later. */
    public void stop() {
        context.uplink().publisher().stop();
    }

    /** Number of sessions that have started and not yet published or dropped their offline event. */
    public int unfinished() {
        return unfinished.get();
    }

    void onFinished() {
        unfinished.decrementAndGet();
    }

    void remove(Session session) {
        current.remove(session.chargePointId(), session);
    }
}
