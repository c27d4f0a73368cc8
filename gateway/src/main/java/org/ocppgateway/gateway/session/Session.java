package org.ocppgateway.gateway.session;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.authentication.Authenticated;
import org.ocppgateway.gateway.connection.BacklogPermit;
import org.ocppgateway.gateway.connection.CloseStatus;
import org.ocppgateway.gateway.connection.Connection;
import org.ocppgateway.gateway.connection.ConnectionListener;
import org.ocppgateway.gateway.connection.Disconnection;
import org.ocppgateway.gateway.log.GatewayLogEvent;
import org.ocppgateway.gateway.session.connector.ReportedConnectors;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.SessionEpoch;
import org.ocppgateway.protocol.frame.Frame;
import org.ocppgateway.protocol.frame.Inbound;
import org.ocppgateway.protocol.model.EventType;
import org.ocppgateway.protocol.model.GatewayEvents;
import org.ocppgateway.routing.log.EventLog;
import org.ocppgateway.routing.log.LogSubject;
import org.ocppgateway.routing.route.Route;
import org.ocppgateway.routing.route.RouteLoss;

/**
 * The OCPP session of one charge point on one connection. It starts when it has claimed the route, passes CALLs to the uplink queue and
 * answers to the downlink queue, and ends with the connection. The {@link ConnectionListener} methods run on threads of the connection;
 * all other methods are thread-safe.
 */
final class Session implements ConnectionListener, ExistingSession {
    private static final EventLog LOG = EventLog.of(Session.class);

    private final SessionContext context;
    private final Sessions sessions;
    private final SessionClient client;
    private final SessionChannel channel;
    private volatile @Nullable Open open;
    private volatile boolean superseded;
    private boolean left;
    private volatile boolean declaredLost;
    private volatile long openedAt;

    /** State from the claim of the route to the end of the session. */
    private record Open(OpenSession session, UplinkQueue uplink, DownlinkQueue downlink, PendingCalls pendingCalls) {
        Route route() {
            return session.route();
        }
    }

    Session(SessionContext context, Sessions sessions, SessionClient client, Connection connection) {
        this.context = context;
        this.sessions = sessions;
        this.client = client;
        this.channel = new SessionChannel(client, context.frames(), connection);
    }

    @Override
    public void onOpen() throws InterruptedException {
        ChargePointId chargePointId = client.chargePointId();
        Route route = context.routes()
                .claim(chargePointId, client.version(), context.time().now(), this::onRouteLost);
        try {
            RegistrationState registration = new RegistrationState(
                    context, route, context.registrations().find(chargePointId));
            open = newOpen(new OpenSession(context, route, registration, channel));
        } finally {
            if (open == null) {
                // onClose() does not release the route of a session that is not open, and it would be renewed forever.
                boolean unused = release(route);
                context.routes().forget(route);
            }
        }
        channel.open(route);
        openedAt = context.time().nanos();
        opened(open).uplink().start(); // first, so that the connected event is the first one of the session
        sessions.add(this);
        LOG.log(GatewayLogEvent.SESSION_STARTED, route, route.epoch());
    }

    private static Open newOpen(OpenSession session) {
        PendingCalls pendingCalls = new PendingCalls(session);
        return new Open(session, new UplinkQueue(session), new DownlinkQueue(session, pendingCalls), pendingCalls);
    }

    @Override
    public void onMessage(String text, BacklogPermit permit) throws InterruptedException {
        Open current = opened(open);
        current.session().counters().countReceived();
        if (!dispatch(current, channel.receive(text), permit)) {
            permit.release();
        }
    }

    /** @return whether the uplink queue has accepted the message and releases the permit */
    private boolean dispatch(Open current, Inbound message, BacklogPermit permit) throws InterruptedException {
        return switch (message) {
            case Inbound.Received received -> dispatch(current, received.frame(), permit);
            case Inbound.Malformed malformed -> {
                context.metrics().count(SessionMetrics.Frame.MALFORMED);
                current.uplink().add(malformed);
                yield false;
            }
            case Inbound.Dropped dropped -> {
                context.metrics().count(SessionMetrics.Frame.DROPPED);
                yield false;
            }
            case Inbound.MalformedAnswer broken -> {
                context.metrics().count(SessionMetrics.Frame.BROKEN_ANSWER);
                current.pendingCalls().onInvalidAnswer(broken.id(), broken.reason());
                yield false;
            }
        };
    }

    private boolean dispatch(Open current, Frame frame, BacklogPermit permit) throws InterruptedException {
        return switch (frame) {
            case Frame.Call call -> {
                if (BootSerialNumber.contradicts(client, call)) {
                    endForSerialNumber(current);
                    yield false;
                }
                yield current.uplink().add(call, permit);
            }
            case Frame.Send send -> current.uplink().add(send, permit);
            case Frame.CallResult result -> {
                current.pendingCalls().onResult(result);
                yield false;
            }
            case Frame.CallError error -> {
                current.pendingCalls().onError(error);
                yield false;
            }
            case Frame.CallResultError error -> {
                context.metrics().count(SessionMetrics.Frame.DROPPED);
                yield false;
            }
        };
    }

    private void endForSerialNumber(Open current) {
        String info = "the serial number in the BootNotification does not fit the client certificate";
        boolean unused = current.uplink()
                .publish(EventType.SECURITY_EVENT, GatewayEvents.security("InvalidChargePointCertificate", info, null));
        channel.close(new CloseStatus(CloseStatus.POLICY_VIOLATION, "serial number does not fit the certificate"));
    }

    @Override
    public void onClose(Disconnection disconnection) {
        Open closing = open;
        if (closing == null) {
            return;
        }
        // The route is released first, because publishing the results of dropped commands may block.
        sessions.remove(this);
        boolean current = true;
        try {
            current = release(closing.route()) && !superseded;
        } finally {
            SessionFacts facts = facts(closing);
            String offline = offline(facts, disconnection);
            closing.uplink().end(!current, offline, reported -> onFinished(closing.route(), reported));
            closing.downlink().end();
            channel.end(disconnection, endsBadly(disconnection, current));
            context.history()
                    .add(
                            client.chargePointId(),
                            facts.historyRecord(context.time().now(), offline));
        }
        LOG.log(
                GatewayLogEvent.SESSION_ENDED,
                closing.route(),
                disconnection.by().label(),
                disconnection.status().code(),
                disconnection.status().reason());
    }

    /** Called when the offline event is acknowledged, not to be published, or dropped. */
    private void onFinished(Route route, boolean reported) {
        try {
            if (reported) {
                context.routes().forget(route);
            } else {
                context.routes().leaveToOthers(route);
            }
        } finally {
            sessions.onFinished();
        }
    }

    /** Whether the frames of the session may explain a problem. The end of a session that was replaced does not. */
    private static boolean endsBadly(Disconnection disconnection, boolean current) {
        return switch (disconnection.status().code()) {
            case CloseStatus.NORMAL, CloseStatus.GOING_AWAY, CloseStatus.SERVICE_RESTART -> false;
            default -> current;
        };
    }

    /** Releases the route; returns whether this session still owned it, or true if that is unknown. */
    private boolean release(Route route) {
        boolean interrupted = Thread.interrupted(); // an interrupted thread must release the route too
        try {
            return context.routes().release(route);
        } catch (InterruptedException e) {
            interrupted = true;
            return true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Ends the session gracefully: it accepts no new work, and closes the connection as soon as the outstanding CALLs of both sides have
     * ended. Messages that arrive from now on are not answered, except that answers to the outstanding CALL count. The only way in which
     * the gateway ends a session that has done nothing wrong. Does not block.
     *
     * @return false if the session is leaving or closing already; the first departure counts
     */
    boolean leave(Departure departure) {
        Open leaving = opened(open);
        if (!channel.leave()) {
            return false;
        }
        Runnable onIdle = () -> {
            if (leaving.uplink().isIdle() && leaving.downlink().isIdle()) {
                endLeaving(SessionMetrics.Leave.COMPLETED, departure);
            }
        };
        leaving.uplink().leave(onIdle);
        leaving.downlink().leave(onIdle);
        channel.runAfter(departure.limit(), () -> endLeaving(SessionMetrics.Leave.TIMEOUT, departure));
        return true;
    }

    private void endLeaving(SessionMetrics.Leave outcome, Departure departure) {
        synchronized (this) {
            if (left || channel.isClosing()) {
                return;
            }
            left = true;
        }
        context.metrics().left(departure.reason(), outcome);
        channel.close(departure.reason().status());
        if (outcome == SessionMetrics.Leave.TIMEOUT) {
            departure.onTimeout().run();
        }
    }

    /** Whether the session has reached its maximum age and is not leaving yet. */
    boolean isAged(AgeLimit limit, long now) {
        return channel.permitsCalls() && limit.isReached(epoch(), now - openedAt, isCharging());
    }

    /** Called at most once, on a thread of the routes, when this session no longer owns the route. */
    private void onRouteLost(RouteLoss loss) {
        switch (loss) {
            case SUPERSEDED -> supersede();
            case DECLARED_LOST -> {
                declaredLost = true;
                channel.close(new CloseStatus(CloseStatus.SERVICE_RESTART, "the gateway was out of reach"));
            }
        }
    }

    /** Closes the connection because a newer session of the charge point has started, on this pod or another one. */
    void supersede() {
        synchronized (this) {
            if (superseded) {
                return;
            }
            superseded = true;
        }
        context.metrics().superseded();
        channel.close(new CloseStatus(CloseStatus.POLICY_VIOLATION, "replaced by a newer connection"));
    }

    /** Closes the connection with 1008. Does not block. */
    void end(String reason) {
        channel.close(new CloseStatus(CloseStatus.POLICY_VIOLATION, reason));
    }

    @Override
    public LogSubject subject() {
        Open current = open;
        return current == null ? LogSubject.of(client.chargePointId()) : current.route();
    }

    @Override
    public SessionEpoch epoch() {
        return opened(open).route().epoch();
    }

    @Override
    public boolean isOpen() {
        return !channel.isClosing();
    }

    @Override
    public boolean probe(Duration timeout) throws InterruptedException {
        return channel.probe(timeout);
    }

    @Override
    public boolean publish(EventType type, String fields) {
        return opened(open).uplink().publish(type, fields);
    }

    Authenticated authenticated() {
        return client.authenticated();
    }

    ChargePointId chargePointId() {
        return client.chargePointId();
    }

    DownlinkQueue downlink() {
        return opened(open).downlink();
    }

    /** Whether the charge point is charging a vehicle, as the messages of this session reported it. False if they reported nothing. */
    boolean isCharging() {
        return opened(open).session().counters().isCharging();
    }

    /** Connectors and transactions, as the messages of this session reported them. */
    ReportedConnectors connectors() {
        return opened(open).session().counters().connectors();
    }

    /** Facts about this session at this moment. Thread-safe. */
    SessionFacts facts() {
        return facts(opened(open));
    }

    private SessionFacts facts(Open current) {
        OpenSession session = current.session();
        return new SessionFacts(
                session.route(),
                channel.remoteAddress(),
                client.authenticated(),
                session.registration().status(),
                session.registration().make(),
                session.registration().serialNumber(),
                channel.facts(),
                new SessionFacts.MessageFacts(
                        session.counters().received(),
                        session.counters().clockOffset(),
                        session.counters().violations(),
                        current.uplink().waiting(),
                        current.downlink().waiting(),
                        current.pendingCalls().outstanding()));
    }

    private String offline(SessionFacts facts, Disconnection disconnection) {
        CloseStatus status = disconnection.status();
        return GatewayEvents.offline(
                OfflineReason.of(disconnection, declaredLost),
                disconnection.by().label(),
                status.code(),
                status.reason(),
                facts.offlineFields());
    }

    private static Open opened(@Nullable Open open) {
        if (open == null) {
            throw new IllegalStateException("the session is not open");
        }
        return open;
    }
}
