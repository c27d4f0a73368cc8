package org.ocppgateway.gateway.endpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.websocket.core.WebSocketConnection;
import org.jspecify.annotations.Nullable;

/**
 * Accepts sockets, and has frames read by the very thread that watches their socket. To take a frame in never blocks, so it needs no
 * thread of its own; to start one for each read, and to take the socket out of watch meanwhile, costs more than the read itself.
 * What comes before the upgrade runs on virtual threads, and so does what is done with a message.
 */
final class FrameConnector extends ServerConnector {
    private final LingeringSockets lingering;

    FrameConnector(Server server, int selectors, ConnectionFactory factory, LingeringSockets lingering) {
        super(server, 1, selectors, factory);
        this.lingering = lingering;
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key) {
        SocketChannelEndPoint socket = new Socket(channel, selector, key, getScheduler(), lingering);
        socket.setIdleTimeout(getIdleTimeout());
        return socket;
    }

    private static final class Socket extends SocketChannelEndPoint {
        /** Buffers read in one turn, so that one that floods does not keep the thread from all the others. */
        private static final int READS = 16;

        /** Reads left in this turn; guarded by the connection, which reads on one thread at a time. */
        private int reads = READS;

        private final SelectionKey key;
        private final LingeringSockets lingering;
        private @Nullable InPlace reading;

        Socket(
                SocketChannel channel,
                ManagedSelector selector,
                SelectionKey key,
                Scheduler scheduler,
                LingeringSockets lingering) {
            super(channel, selector, key, scheduler);
            this.key = key;
            this.lingering = lingering;
        }

        /** A WebSocket is closed by Jetty as soon as the close frame is in the kernel, whatever the peer is sending. */
        @Override
        public void doClose() {
            if (carriesFrames() && getChannel().isConnected()) {
                key.cancel();
                lingering.add(getChannel());
            } else {
                super.doClose();
            }
        }

        @Override
        public void fillInterested(Callback callback) {
            reads = READS;
            super.fillInterested(carriesFrames() ? inPlace(callback) : callback);
        }

        /** The same one each time, since the connection's is: a new one for each message would be the collector's work. */
        private Callback inPlace(Callback callback) {
            InPlace last = reading;
            if (last == null || !last.callback().equals(callback)) {
                last = new InPlace(callback);
                reading = last;
            }
            return last;
        }

        /** Does not ask the system again after it had less than there was room for: the selector tells when there is more. */
        @Override
        public int fill(ByteBuffer buffer) throws IOException {
            if (reads == 0) {
                return 0;
            }
            int filled = super.fill(buffer);
            if (carriesFrames()) {
                reads = BufferUtil.isFull(buffer) ? reads - 1 : 0;
            }
            return filled;
        }

        private boolean carriesFrames() {
            return getConnection() instanceof WebSocketConnection;
        }
    }

    /** Runs on the thread that finds the socket readable. */
    private record InPlace(Callback callback) implements Callback {
        @Override
        public void succeeded() {
            callback.succeeded();
        }

        @Override
        public void failed(Throwable cause) {
            callback.failed(cause);
        }

        @Override
        public InvocationType getInvocationType() {
            return InvocationType.NON_BLOCKING;
        }
    }
}
