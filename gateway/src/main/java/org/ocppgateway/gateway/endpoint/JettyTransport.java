package org.ocppgateway.gateway.endpoint;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Frame;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.common.WebSocketSession;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.WebSocketConnection;
import org.eclipse.jetty.websocket.core.WebSocketCoreSession;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.admission.AdmissionResult;
import org.ocppgateway.gateway.connection.CloseStatus;
import org.ocppgateway.gateway.connection.Connection;
import org.ocppgateway.gateway.connection.Connections;
import org.ocppgateway.gateway.connection.OutboundFrame;
import org.ocppgateway.gateway.connection.Transport;
import org.ocppgateway.gateway.log.GatewayLogEvent;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.routing.log.EventLog;

/**
 * Connects a Jetty session with a {@link Connection}: forwards received frames to it and sends its frames.
 *
 * <p>Jetty delivers one frame per demand, on a selector thread or another thread of the endpoint. The callbacks must not block, because
 * all connections of that thread would wait.
 */
final class JettyTransport implements Session.Listener, Transport {
    private static final EventLog LOG = EventLog.of(JettyTransport.class);

    private final ChargePointId chargePointId;
    private @Nullable Opening opening;
    private volatile @Nullable Session session;
    private volatile @Nullable Connection connection;

    /**
     * Needed until the session is created, and not kept for the life of the connection.
     *
     * @param version the negotiated version; null closes the connection after the upgrade, as OCPP-J requires
     */
    private record Opening(
            AdmissionResult.Admitted admitted,
            @Nullable OcppVersion version,
            Connections connections,
            SessionFactory sessions) {}

    /** @param version the negotiated version; null closes the connection after the upgrade, as OCPP-J requires */
    JettyTransport(
            AdmissionResult.Admitted admitted,
            @Nullable OcppVersion version,
            Connections connections,
            SessionFactory sessions) {
        this.chargePointId = admitted.chargePointId();
        this.opening = new Opening(admitted, version, connections, sessions);
    }

    /** Called once, before any other callback. */
    @Override
    public void onWebSocketOpen(Session opened) {
        session = opened;
        Opening current = Objects.requireNonNull(opening);
        opening = null;
        OcppVersion version = current.version();
        if (version == null) {
            CloseStatus status = new CloseStatus(CloseStatus.PROTOCOL_ERROR, "no common subprotocol");
            closeWithoutSession(opened, current.connections(), status);
            return;
        }
        current.connections().open(this, created -> {
            connection = created;
            return current.sessions().newSession(current.admitted(), version, created);
        });
        if (connection == null) {
            CloseStatus status = new CloseStatus(CloseStatus.TRY_AGAIN_LATER, "too many connections");
            closeWithoutSession(opened, current.connections(), status);
        }
    }

    private static void closeWithoutSession(Session opened, Connections connections, CloseStatus status) {
        opened.close(status.code(), status.reason(), Callback.NOOP);
        opened.demand();
        connections.afterCloseTimeout(opened::disconnect);
    }

    /** Called for every frame, including control frames. */
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
                // For a continuation frame this is the type of its message.
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
                // Before Jetty sends its close frame. When that is written, it calls onWebSocketClose, possibly on
                // another thread. The first of the two callbacks decides which side ended the connection.
                current.onPeerClose(status(status.statusCode(), status.reason()));
                callback.succeed();
            }
            default -> callback.fail(new IllegalStateException("opcode " + frame.getOpCode()));
        }
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        Connection current = connection;
        LOG.log(GatewayLogEvent.CONNECTION_FAILED, current == null ? chargePointId : current.subject(), cause);
    }

    /** Called once, after the connection has ended. */
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
            listener.onSendFailed(new IllegalStateException("the WebSocket is not open"));
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

    /** Reports the result of sending a frame. */
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
    public ByteCounts byteCounts() {
        return session instanceof WebSocketSession current
                        && current.getCoreSession() instanceof WebSocketCoreSession core
                        && core.getConnection() instanceof WebSocketConnection socket
                ? new ByteCounts(socket.getBytesIn(), socket.getBytesOut())
                : ByteCounts.NONE;
    }

    @Override
    public String remoteAddress() {
        Session current = session;
        return current != null && current.getRemoteSocketAddress() instanceof InetSocketAddress inet
                ? inet.getHostString() + ":" + inet.getPort()
                : "unknown";
    }
}
