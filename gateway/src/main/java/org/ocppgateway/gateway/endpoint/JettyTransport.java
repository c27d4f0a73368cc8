package org.ocppgateway.gateway.endpoint;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Frame;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.connection.CloseStatus;
import org.ocppgateway.gateway.connection.Connection;
import org.ocppgateway.gateway.connection.Connections;
import org.ocppgateway.gateway.connection.OutboundFrame;
import org.ocppgateway.gateway.connection.Transport;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connects a Jetty session with a connection: passes every received frame on, sends what the connection's writer gives.
 *
 * <p>Jetty delivers one frame per demand, on a thread that watches sockets or another of the endpoint's. The callbacks must not block,
 * or all connections of that thread wait.
 */
final class JettyTransport implements Session.Listener, Transport {
    private static final Logger LOG = LoggerFactory.getLogger(JettyTransport.class);

    private final ChargePointId chargePointId;
    private final @Nullable OcppVersion version;
    private final Connections connections;
    private final SessionFactory sessions;
    private volatile @Nullable Session session;
    private volatile @Nullable Connection connection;

    /** @param version the agreed one, or null: the standard wants such a peer closed after the upgrade */
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

    /** Called for every frame, control frames among them. */
    @Override
    public void onWebSocketFrame(Frame frame, Callback callback) {
        Connection current = connection;
        if (current == null) {
            callback.succeed();
            demand();
            return;
        }
        switch (frame.getOpCode()) {
            case OpCode.TEXT, OpCode.BINARY, OpCode.CONTINUATION -> {
                // Of a continuation this is the type of the message that it continues.
                if (frame.getEffectiveOpCode() == OpCode.TEXT) {
                    current.onText(frame.getPayload(), frame.isFin());
                } else {
                    current.onBinary();
                }
                callback.succeed();
            }
            case OpCode.PING -> {
                ByteBuffer payload = BufferUtil.copy(frame.getPayload());
                callback.succeed();
                current.onPing(payload);
            }
            case OpCode.PONG -> {
                callback.succeed();
                current.onPong();
            }
            case OpCode.CLOSE -> {
                Frame.CloseStatus status = frame.getCloseStatus();
                // Jetty answers now. If the answer leaves at once, onWebSocketClose is called within this call.
                callback.succeed();
                current.onPeerClose(status(status.statusCode(), status.reason()));
            }
            default -> callback.fail(new IllegalStateException("opcode " + frame.getOpCode()));
        }
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        LOG.debug("The connection of {} failed", chargePointId, cause);
    }

    /** Called once, when the connection has ended. */
    @Override
    public void onWebSocketClose(int code, @Nullable String reason, Callback callback) {
        callback.succeed();
        Connection current = connection;
        if (current != null) {
            current.onDisconnected(status(code, reason));
        }
    }

    private static CloseStatus status(int code, @Nullable String reason) {
        return new CloseStatus(code, reason == null ? "" : reason);
    }

    @Override
    public void send(OutboundFrame frame, SendListener listener) {
        Session current = session;
        if (current == null) {
            listener.onSendFailed(new IllegalStateException("not open"));
            return;
        }
        Callback callback = new SendCallback(listener);
        switch (frame) {
            case OutboundFrame.Text text -> current.sendText(text.text(), callback);
            case OutboundFrame.Ping ping -> current.sendPing(BufferUtil.EMPTY_BUFFER, callback);
            case OutboundFrame.Pong pong -> current.sendPong(pong.payload(), callback);
            case OutboundFrame.Close close ->
                current.close(close.status().code(), close.status().reason(), callback);
        }
    }

    /** Reports how sending a frame ended. */
    private record SendCallback(SendListener listener) implements Callback {
        @Override
        public void succeed() {
            listener.onSent();
        }

        @Override
        public void fail(Throwable cause) {
            listener.onSendFailed(cause);
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
        return current != null && current.getRemoteSocketAddress() instanceof InetSocketAddress inet
                ? inet.getHostString() + ":" + inet.getPort()
                : "unknown";
    }
}
