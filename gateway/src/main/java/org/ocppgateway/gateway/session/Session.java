package org.ocppgateway.gateway.session;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.connection.CloseStatus;
import org.ocppgateway.gateway.connection.Connection;
import org.ocppgateway.gateway.connection.ConnectionListener;
import org.ocppgateway.gateway.connection.Disconnection;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.SessionEpoch;
import org.ocppgateway.protocol.frame.Frame;
import org.ocppgateway.protocol.frame.FrameReader;
import org.ocppgateway.protocol.frame.Inbound;
import org.ocppgateway.protocol.model.EventType;
import org.ocppgateway.protocol.model.GatewayEvents;
import org.ocppgateway.routing.route.Route;
import org.ocppgateway.routing.route.RouteLoss;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One charge point's session over one connection: it begins when its route is claimed, gives CALLs to the uplink lane and answers
 * to the downlink lane, and ends with the connection. A {@link ConnectionListener}'s methods run on the connection's read loop, all others on any
 * thread.
 */
final class Session implements ConnectionListener, ExistingSession {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    private final SessionContext context;
    private final Sessions sessions;
    private final ChargePointId chargePointId;
    private final OcppVersion version;
    private final Connection connection;
    private volatile @Nullable Open open;
    private volatile boolean superseded;
    private volatile boolean declaredLost;

    /** What exists from the claimed route to the end. */
    private record Open(Route route, UplinkQueue uplink, DownlinkQueue downlink) {}

    Session(
            SessionContext context,
            Sessions sessions,
            ChargePointId chargePointId,
            OcppVersion version,
            Connection connection) {
        this.context = context;
        this.sessions = sessions;
        this.chargePointId = chargePointId;
        this.version = version;
        this.connection = connection;
    }

    @Override
    public void onOpen() throws InterruptedException {
        Route route =
                context.routes().claim(chargePointId, version, context.clock().instant(), this::lose);
        try {
            RegistrationState standing =
                    new RegistrationState(context, route, context.registrations().find(chargePointId));
            open = new Open(
                    route,
                    new UplinkQueue(context, standing, route, connection),
                    new DownlinkQueue(context, standing, route, connection));
        } finally {
            if (open == null) {
                // ended() finds nothing to end, and the route would be renewed for ever.
                boolean unused = release(route);
            }
        }
        sessions.add(this);
        opened(open).uplink().begin();
        LOG.debug("{} is connected with epoch {}", chargePointId, route.epoch());
    }

    @Override
    public void onMessage(String text) throws InterruptedException {
        if (!handOn(opened(open), text)) {
            connection.release(text.length());
        }
    }

    /** @return whether a lane has it now, and says itself when it is done */
    private boolean handOn(Open current, String text) throws InterruptedException {
        return switch (FrameReader.read(version, text)) {
            case Inbound.Received received -> handOn(current, received.frame(), text.length());
            case Inbound.Malformed malformed -> {
                context.metrics().count(SessionMetrics.Frame.MALFORMED);
                current.uplink().reject(malformed);
                yield false;
            }
            case Inbound.Dropped dropped -> {
                context.metrics().count(SessionMetrics.Frame.DROPPED);
                yield false;
            }
            case Inbound.MalformedAnswer broken -> {
                context.metrics().count(SessionMetrics.Frame.BROKEN_ANSWER);
                current.downlink().receiveBroken(broken.id(), broken.reason());
                yield false;
            }
        };
    }

    private boolean handOn(Open current, Frame frame, int size) throws InterruptedException {
        return switch (frame) {
            case Frame.Call call -> current.uplink().receive(call, size);
            case Frame.Send send -> current.uplink().receive(send, size);
            case Frame.CallResult result -> {
                current.downlink().receive(result);
                yield false;
            }
            case Frame.CallError error -> {
                current.downlink().receive(error);
                yield false;
            }
            case Frame.CallResultError complaint -> {
                context.metrics().count(SessionMetrics.Frame.DROPPED);
                yield false;
            }
        };
    }

    @Override
    public void onClose(Disconnection disconnection) {
        Open closing = open;
        if (closing == null) {
            return;
        }
        // The route goes first: what follows may wait until the results of dropped commands have room.
        sessions.remove(this);
        boolean current = true;
        try {
            current = release(closing.route()) && !superseded;
        } finally {
            closing.uplink().end(!current, offline(disconnection), sessions::finished);
            closing.downlink().end();
        }
        LOG.debug("The session of {} has ended: {}", chargePointId, disconnection);
    }

    /** Whether the route was still this session's, as far as that is known. */
    private boolean release(Route route) {
        boolean interrupted = Thread.interrupted(); // nothing else would release it
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

    /** A thread of the routes: the route is this session's no more. */
    private void lose(RouteLoss loss) {
        switch (loss) {
            case SUPERSEDED -> supersede();
            case DECLARED_LOST -> {
                declaredLost = true;
                connection.close(new CloseStatus(CloseStatus.SERVICE_RESTART, "the gateway was out of reach"));
            }
        }
    }

    /** Any thread: a newer session of the same charge point has begun, here or elsewhere. */
    void supersede() {
        synchronized (this) {
            if (superseded) {
                return;
            }
            superseded = true;
        }
        context.metrics().superseded();
        connection.close(new CloseStatus(CloseStatus.POLICY_VIOLATION, "replaced by a newer connection"));
    }

    @Override
    public SessionEpoch epoch() {
        return opened(open).route().epoch();
    }

    @Override
    public boolean isOpen() {
        return !connection.isClosing();
    }

    @Override
    public boolean probe(Duration limit) throws InterruptedException {
        return connection.probe(limit);
    }

    @Override
    public boolean publish(EventType type, String fields) {
        return opened(open).uplink().publish(type, fields);
    }

    ChargePointId chargePointId() {
        return chargePointId;
    }

    DownlinkQueue downlink() {
        return opened(open).downlink();
    }

    private String offline(Disconnection disconnection) {
        CloseStatus status = disconnection.status();
        return GatewayEvents.offline(reason(disconnection), disconnection.by().label(), status.code(), status.reason());
    }

    /** A word for programs: who ended the session decides before how. */
    private String reason(Disconnection disconnection) {
        return switch (disconnection.by()) {
            case CHARGE_POINT -> "closed";
            case NETWORK -> "connection-lost";
            case GATEWAY -> ownReason(disconnection.status());
        };
    }

    private String ownReason(CloseStatus status) {
        if (declaredLost) {
            return "pod-lost";
        }
        if (status.equals(CloseStatus.SILENT)) {
            return "silent";
        }
        return switch (status.code()) {
            case CloseStatus.NORMAL, CloseStatus.GOING_AWAY, CloseStatus.SERVICE_RESTART -> "pod-stopping";
            case CloseStatus.TRY_AGAIN_LATER -> "outage";
            case CloseStatus.POLICY_VIOLATION -> "policy-violation";
            case CloseStatus.INTERNAL_ERROR -> "internal-error";
            default -> "protocol-violation";
        };
    }

    private static Open opened(@Nullable Open open) {
        if (open == null) {
            throw new IllegalStateException("the session has not begun");
        }
        return open;
    }
}
