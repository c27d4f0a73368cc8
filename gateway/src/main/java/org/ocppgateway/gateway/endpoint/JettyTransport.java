package org.ocppgateway.gateway.endpoint;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Utf8StringBuilder;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.OutgoingEntry;
import org.eclipse.jetty.websocket.core.exception.BadPayloadException;
import org.eclipse.jetty.websocket.core.exception.MessageTooLargeException;
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
 * Between a Jetty session and a connection: puts messages together and hands them over, sends what the connection's writer gives.
 *
 * <p>Frames come one at a time, and only when asked for, on a thread that watches sockets or another of the endpoint's: taking one in must
 * not block, or all connections of that thread wait.
 */
final class JettyTransport implements FrameHandler, Transport {
    private static final Logger LOG = LoggerFactory.getLogger(JettyTransport.class);

    private final ChargePointId chargePointId;
    private final @Nullable OcppVersion version;
    private final Connections connections;
    private final SessionFactory sessions;
    private volatile @Nullable CoreSession session;
    private volatile @Nullable Connection connection;
    private @Nullable Utf8StringBuilder fragments;
    private long fragmentsSize;

    /** @param version the one agreed on, or null: such a peer is told after the upgrade, as the standard wants it */
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
    public void onOpen(CoreSession opened, Callback callback) {
        session = opened;
        callback.succeeded();
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

    private void turnAway(CoreSession opened, CloseStatus status) {
        opened.close(status.code(), status.reason(), Callback.NOOP);
        opened.demand();
        connections.afterCloseTimeout(opened::abort);
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
        Connection current = connection;
        if (current == null) {
            callback.succeeded();
            demand();
            return;
        }
        switch (frame.getOpCode()) {
            case OpCode.TEXT, OpCode.CONTINUATION -> receive(current, frame, callback);
            case OpCode.PING -> {
                ByteBuffer payload = BufferUtil.copy(frame.getPayload());
                callback.succeeded();
                current.pinged(payload);
            }
            case OpCode.PONG -> {
                callback.succeeded();
                current.ponged();
            }
            case OpCode.CLOSE -> {
                CloseStatus status = read(org.eclipse.jetty.websocket.core.CloseStatus.getCloseStatus(frame));
                // Jetty answers now. If that leaves at once, it tells here that the connection is no more.
                callback.succeeded();
                current.closedByPeer(status);
            }
            default -> {
                callback.succeeded();
                current.close(new CloseStatus(CloseStatus.UNSUPPORTED_DATA, "OCPP is text"));
                demand();
            }
        }
    }

    private void receive(Connection current, Frame frame, Callback callback) {
        if (frame.getOpCode() == OpCode.CONTINUATION && fragments == null) {
            // Of a binary message, for which the connection is closing.
            callback.succeeded();
            demand();
            return;
        }
        String message;
        try {
            message = append(frame);
        } catch (RuntimeException e) {
            fragments = null;
            callback.failed(e);
            return;
        }
        callback.succeeded();
        if (message != null) {
            current.received(message);
            return;
        }
        if (!current.hold(frame.getPayloadLength())) {
            fragments = null;
        }
        demand();
    }

    /** The message that this frame completes, or null. */
    private @Nullable String append(Frame frame) {
        CoreSession current = session;
        long limit = current == null ? 0 : current.getMaxTextMessageSize();
        Utf8StringBuilder text = fragments;
        if (text == null) {
            text = new Utf8StringBuilder(frame.getPayloadLength());
            fragmentsSize = 0;
        }
        fragmentsSize += frame.getPayloadLength();
        if (fragmentsSize > limit) {
            throw new MessageTooLargeException("Message too large: over " + limit + " bytes");
        }
        text.append(frame.getPayload());
        fragments = frame.isFin() ? null : text;
        return frame.isFin() ? text.takeCompleteString(BadPayloadException.InvalidUtf8::new) : null;
    }

    @Override
    public void onError(Throwable cause, Callback callback) {
        LOG.debug("The connection of {} failed", chargePointId, cause);
        callback.succeeded();
    }

    @Override
    public void onClosed(org.eclipse.jetty.websocket.core.CloseStatus status, Callback callback) {
        callback.succeeded();
        Connection current = connection;
        if (current != null) {
            current.disconnected(read(status));
        }
    }

    private static CloseStatus read(org.eclipse.jetty.websocket.core.CloseStatus status) {
        String reason = status.getReason();
        return new CloseStatus(status.getCode(), reason == null ? "" : reason);
    }

    @Override
    public void send(Outgoing outgoing, Sent sent) {
        CoreSession current = session;
        if (current == null) {
            sent.failed(new IllegalStateException("not open"));
            return;
        }
        Callback callback = Callback.from(sent::succeeded, sent::failed);
        switch (outgoing) {
            case Outgoing.Text text -> send(current, new Frame(OpCode.TEXT).setPayload(text.text()), callback);
            case Outgoing.Ping ping -> send(current, new Frame(OpCode.PING), callback);
            case Outgoing.Pong pong -> send(current, new Frame(OpCode.PONG).setPayload(pong.payload()), callback);
            case Outgoing.Close close ->
                current.close(close.status().code(), close.status().reason(), callback);
        }
    }

    private static void send(CoreSession session, Frame frame, Callback callback) {
        session.sendFrame(new OutgoingEntry.Builder(frame, callback).build());
    }

    @Override
    public void demand() {
        CoreSession current = session;
        if (current != null) {
            current.demand();
        }
    }

    @Override
    public void abort() {
        CoreSession current = session;
        if (current != null) {
            current.abort();
        }
    }

    @Override
    public String remoteAddress() {
        CoreSession current = session;
        return current != null && current.getRemoteAddress() instanceof InetSocketAddress inet
                ? inet.getHostString() + ":" + inet.getPort()
                : "unknown";
    }
}
