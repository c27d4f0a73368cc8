package org.ocppgateway.gateway.endpoint.listener;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.util.BufferUtil;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.proxyprotocol.InvalidProxyHeaderException;
import org.ocppgateway.gateway.proxyprotocol.ProxyHeader;
import org.ocppgateway.gateway.proxyprotocol.ProxyHeaderParser;

/**
 * Reads one PROXY protocol header and makes way for the connection behind it. Runs on the thread that watches the socket: it only parses.
 */
final class ProxyProtocolConnection extends AbstractConnection.NonBlocking implements Connection.UpgradeFrom {
    /** Bytes read at once; bytes after the header are passed to the next connection. */
    private static final int BUFFER = 2048;

    private final Connector connector;
    private final ConnectionFactory next;
    private final boolean trusted;
    private final ProxyFailureListener failures;
    private final ProxyHeaderParser parser = new ProxyHeaderParser();
    private final ByteBuffer buffer = BufferUtil.allocate(BUFFER);
    private boolean finished;

    ProxyProtocolConnection(
            Connector connector,
            EndPoint socket,
            ConnectionFactory next,
            boolean trusted,
            ProxyFailureListener failures) {
        super(socket, connector.getExecutor());
        this.connector = connector;
        this.next = next;
        this.trusted = trusted;
        this.failures = failures;
    }

    @Override
    public void onOpen() {
        super.onOpen();
        if (trusted) {
            fillInterested();
        } else {
            refuse(
                    ProxyFailure.Reason.UNTRUSTED_SENDER,
                    "This listener takes connections from trusted proxies only. Add the address to them if it is one.");
        }
    }

    @Override
    public void onFillable() {
        try {
            while (true) {
                int filled = getEndPoint().fill(buffer);
                if (filled == 0) {
                    fillInterested();
                    return;
                }
                if (filled < 0) {
                    // Health checks open and close a connection; that is not a failure.
                    finished = true;
                    close();
                    return;
                }
                Optional<ProxyHeader> header = parser.feed(buffer);
                if (header.isPresent()) {
                    proceed(header.get());
                    return;
                }
            }
        } catch (InvalidProxyHeaderException e) {
            refuse(
                    ProxyFailure.Reason.INVALID_HEADER,
                    "The proxy must send a PROXY protocol header, and sent " + e.getMessage() + ".");
        } catch (IOException | RuntimeException e) {
            finished = true;
            getEndPoint().close(e);
        }
    }

    private void proceed(ProxyHeader header) {
        finished = true;
        EndPoint proxied = new ProxiedEndPoint(getEndPoint(), header);
        getEndPoint().upgrade(next.newConnection(connector, proxied));
    }

    @Override
    public @Nullable ByteBuffer onUpgradeFrom() {
        return buffer.hasRemaining() ? buffer : null;
    }

    @Override
    public void onClose(@Nullable Throwable cause) {
        if (!finished && cause instanceof TimeoutException) {
            refuse(ProxyFailure.Reason.TIMED_OUT, "The proxy sent no complete PROXY protocol header in time.");
        }
        super.onClose(cause);
    }

    private void refuse(ProxyFailure.Reason reason, String explanation) {
        finished = true;
        failures.onProxyFailure(new ProxyFailure(getEndPoint().getRemoteSocketAddress(), reason, explanation));
        close();
    }
}
