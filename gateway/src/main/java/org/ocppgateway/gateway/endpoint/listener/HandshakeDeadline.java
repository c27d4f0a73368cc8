package org.ocppgateway.gateway.endpoint.listener;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.websocket.core.WebSocketConnection;
import org.ocppgateway.gateway.log.GatewayLogEvent;
import org.ocppgateway.routing.log.EventLog;

/**
 * Cuts TCP connections that are not upgraded within the handshake timeout, even if they keep sending bytes. One deadline covers PROXY
 * protocol header, TLS handshake and request: it is registered under the socket, not under one of the connections that follow each other on
 * it. The connector's threads call the listener methods, the timer calls {@link #cutOverdue}. The limit of sockets bounds the entries.
 */
public final class HandshakeDeadline implements Connection.Listener {
    private static final EventLog LOG = EventLog.of(HandshakeDeadline.class);

    private final Map<EndPoint, Long> opened = new ConcurrentHashMap<>();
    private final long timeoutNanos;
    private final LongSupplier nanoTime;
    private final Runnable onTimeout;

    /**
     * Creates a deadline.
     *
     * @param onTimeout called for each connection that is cut
     */
    public HandshakeDeadline(Duration timeout, LongSupplier nanoTime, Runnable onTimeout) {
        this.timeoutNanos = timeout.toNanos();
        this.nanoTime = nanoTime;
        this.onTimeout = onTimeout;
    }

    @Override
    public void onOpened(Connection connection) {
        EndPoint socket = socket(connection);
        if (connection instanceof WebSocketConnection) {
            opened.remove(socket);
        } else if (socket.isOpen()) {
            opened.putIfAbsent(socket, nanoTime.getAsLong());
            if (!socket.isOpen()) {
                opened.remove(socket);
            }
        }
    }

    /** Also called when one connection follows another on a socket, which stays open then. */
    @Override
    public void onClosed(Connection connection) {
        EndPoint socket = socket(connection);
        if (!socket.isOpen()) {
            opened.remove(socket);
        }
    }

    private static EndPoint socket(Connection connection) {
        EndPoint endPoint = connection.getEndPoint();
        while (endPoint instanceof EndPoint.Wrapper wrapper) {
            endPoint = wrapper.unwrap();
        }
        return endPoint;
    }

    private void cut(EndPoint socket) {
        onTimeout.run();
        try {
            socket.close(new TimeoutException("no WebSocket in time"));
        } catch (RuntimeException | Error e) {
            LOG.log(GatewayLogEvent.ENDPOINT_CLOSE_FAILED, e);
        }
    }

    /** Called periodically by the timer. */
    public void cutOverdue() {
        long now = nanoTime.getAsLong();
        opened.forEach((socket, since) -> {
            if (now - since >= timeoutNanos && opened.remove(socket) != null) {
                cut(socket);
            }
        });
    }
}
