package org.ocppgateway.gateway.endpoint;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.connection.CloseStatus;
import org.ocppgateway.gateway.connection.Connection;
import org.ocppgateway.gateway.connection.Connections;
import org.ocppgateway.gateway.connection.Outgoing;
import org.ocppgateway.gateway.connection.Transport;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Between a Jetty session and a connection: hands over what Jetty delivers, sends what the connection's writer gives. Public
 * because Jetty binds its methods by reflection.
 */
public final class JettyTransport implements Session.Listener, Transport {
    private static final Logger LOG = LoggerFactory.getLogger(JettyTransport.class);

    private final ChargePointId chargePointId;
    private final @Nullable OcppVersion version;
    private final Connections connections;
    private final SessionFactory sessions;
    private volatile @Nullable Session session;
    private volatile @Nullable Connection connection;

    JettyTransport(
            ChargePointId chargePointId,
            @Nullable OcppVersion version,
            Connections connections,
            SessionFactory sessions) {
        this.chargePointId = chargePointId;
        this.version = version;
        this.connections = connections;
        this.sessions = sessions;
    }

    @Override
    public void onWebSocketOpen(Session opened) {
        session = opened;
        OcppVersion agreed = version;
        if (agreed == null) {
            turnAway(opened, new CloseStatus(CloseStatus.PROTOCOL_ERROR, "no common subprotocol"));
            return;
        }
        connections.open(this, made -> {
            connection = made;
            return sessions.newSession(chargePointId, agreed, made);
        });
        if (connection == null) {
            turnAway(opened, new CloseStatus(CloseStatus.TRY_AGAIN_LATER, "too many connections"));
        }
    }

    private void turnAway(Session opened, CloseStatus status) {
        opened.close(status.code(), status.reason(), Callback.NOOP);
        opened.demand();
        connections.afterCloseTimeout(opened::disconnect);
    }

    @Override
    public void onWebSocketText(String message) {
        Connection current = connection;
        if (current != null) {
            current.received(message);
        }
    }

    @Override
    public void onWebSocketPartialBinary(ByteBuffer payload, boolean last, Callback callback) {
        callback.succeed();
        Connection current = connection;
        if (current != null) {
            current.close(new CloseStatus(CloseStatus.UNSUPPORTED_DATA, "OCPP is text"));
        }
        demand();
    }

    @Override
    public void onWebSocketPing(ByteBuffer payload) {
        Connection current = connection;
        if (current != null) {
            current.pinged(payload);
        }
    }

    @Override
    public void onWebSocketPong(ByteBuffer payload) {
        Connection current = connection;
        if (current != null) {
            current.ponged();
        }
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        LOG.debug("The connection of {} failed", chargePointId, cause);
    }

    @Override
    public void onWebSocketClose(int code, String reason, Callback callback) {
        callback.succeed();
        Connection current = connection;
        if (current != null) {
            current.disconnected(new CloseStatus(code, reason == null ? "" : reason));
        }
    }

    @Override
    public void send(Outgoing outgoing, Sent sent) {
        Session current = session;
        if (current == null) {
            sent.failed(new IllegalStateException("not open"));
            return;
        }
        Callback callback = Callback.from(sent::succeeded, sent::failed);
        switch (outgoing) {
            case Outgoing.Text text -> current.sendText(text.text(), callback);
            case Outgoing.Ping ping -> current.sendPing(ByteBuffer.allocate(0), callback);
            case Outgoing.Pong pong -> current.sendPong(pong.payload(), callback);
            case Outgoing.Close close ->
                current.close(close.status().code(), close.status().reason(), callback);
        }
    }

    @Override
    public void demand() {
        Session current = session;
        if (current != null) {
            current.demand();
        }
    }

    @Override
    public void abort() {
        Session current = session;
        if (current != null) {
            current.disconnect();
        }
    }

    @Override
    public String remoteAddress() {
        Session current = session;
        SocketAddress address = current == null ? null : current.getRemoteSocketAddress();
        return address instanceof InetSocketAddress inet ? inet.getHostString() + ":" + inet.getPort() : "unknown";
    }
}
