package org.ocppgateway.gateway.endpoint;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.websocket.core.WebSocketConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cuts TCP connections that are not upgraded within the handshake timeout, even if they keep sending bytes. The connector's threads call
 * the listener methods, the timer calls {@link #cutOverdue}.
 */
final class HandshakeDeadline implements Connection.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(HandshakeDeadline.class);

    private final Map<Connection, Long> opened = new ConcurrentHashMap<>();
    private final long timeoutNanos;
    private final LongSupplier nanoTime;
    private final EndpointMetrics metrics;

    HandshakeDeadline(Duration timeout, LongSupplier nanoTime, EndpointMetrics metrics) {
        this.timeoutNanos = timeout.toNanos();
        this.nanoTime = nanoTime;
        this.metrics = metrics;
    }

    @Override
    public void onOpened(Connection connection) {
        if (!(connection instanceof WebSocketConnection)) {
            opened.put(connection, nanoTime.getAsLong());
        }
    }

    @Override
    public void onClosed(Connection connection) {
        opened.remove(connection);
    }

    private void cut(Connection connection) {
        metrics.handshakeTimedOut();
        try {
            connection.getEndPoint().close();
        } catch (RuntimeException | Error e) {
            LOG.warn("Closing a connection after the handshake timeout failed", e);
        }
    }

    /** Called periodically by the timer. */
    void cutOverdue() {
        long now = nanoTime.getAsLong();
        opened.forEach((connection, since) -> {
            if (now - since >= timeoutNanos && opened.remove(connection) != null) {
                cut(connection);
            }
        });
    }
}
