package org.ocppgateway.gateway.endpoint;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Frame;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.admission.AdmissionResult;
import org.ocppgateway.gateway.connection.CloseStatus;
import org.ocppgateway.gateway.connection.Connection;
import org.ocppgateway.gateway.connection.Connections;
import org.ocppgateway.gateway.connection.OutboundFrame;
import org.ocppgateway.gateway.connection.Transport;
import org.ocppgateway.gateway.log.GatewayLogEvent;
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

    private final AdmissionResult.Admitted admitted;
    private final @Nullable OcppVersion version;
    private final Connections connections;
    private final SessionFactory sessions;
    private volatile @Nullable Session session;
    private volatile @Nullable Connection connection;

    /** @param version the negotiated version; null closes the connection after the upgrade, as OCPP-J requires */
    JettyTransport(
            AdmissionResult.Admitted admitted,
            @Nullable OcppVersion version,
            Connections connections,
            SessionFactory sessions) {
        this.admitted = admitted;
        this.version = version;
        this.connections = connections;
        this.sessions = sessions;
    }

    @Override
    public void onWebSocketOpen(Session opened) {
        session = opened;
        OcppVersion negotiated = version;
        if (negotiated == null) {
            closeWithoutSession(opened, new CloseStatus(CloseStatus.PROTOCOL_ERROR, "no common subprotocol"));
            return;
        }
        connections.open(this, created -> {
            connection = created;
            return sessions.newSession(admitted, negotiated, created);
        });
        if (connection == null) {
            closeWithoutSession(opened, new CloseStatus(CloseStatus.TRY_AGAIN_LATER, "too many connections"));
        }
    }

    private void closeWithoutSession(Session opened, CloseStatus status) {
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
                // Jetty sends its close frame now. If that completes immediately, it calls onWebSocketClose within this
                // call.
                callback.succeed();
                current.onPeerClose(status(status.statusCode(), status.reason()));
            }
            default -> callback.fail(new IllegalStateException("opcode " + frame.getOpCode()));
        }
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        LOG.log(GatewayLogEvent.CONNECTION_FAILED, admitted.chargePointId(), cause);
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
    public String remoteAddress() {
        Session current = session;
        return current != null && current.getRemoteSocketAddress() instanceof InetSocketAddress inet
                ? inet.getHostString() + ":" + inet.getPort()
                : "unknown";
    }
}
