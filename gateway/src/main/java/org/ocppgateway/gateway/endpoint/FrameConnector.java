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
 * Accepts sockets and reads frames on the selector thread. Reading a frame never blocks, so it needs no separate thread; starting one per
 * read and deregistering the socket meanwhile costs more than the read. HTTP requests before the upgrade and the processing of messages
 * run on virtual threads.
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
        /** Buffers read per selection, so that a flooding peer does not block the others of the thread. */
        private static final int MAX_READS = 16;

        /** Remaining reads of this selection. Not synchronized: a connection reads on one thread at a time. */
        private int remainingReads = MAX_READS;

        private final SelectionKey key;
        private final LingeringSockets lingering;
        private @Nullable InPlace lastCallback;

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

        /** Jetty closes a WebSocket as soon as the kernel has the close frame, even while the peer is sending. */
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
            remainingReads = MAX_READS;
            super.fillInterested(carriesFrames() ? inPlace(callback) : callback);
        }

        /** Reuses the wrapper while the callback is the same, to avoid garbage per message. */
        private Callback inPlace(Callback callback) {
            InPlace last = lastCallback;
            if (last == null || !last.callback().equals(callback)) {
                last = new InPlace(callback);
                lastCallback = last;
            }
            return last;
        }

        /** Does not read again after a read that did not fill the buffer: the selector reports further input. */
        @Override
        public int fill(ByteBuffer buffer) throws IOException {
            if (remainingReads == 0) {
                return 0;
            }
            int filled = super.fill(buffer);
            if (carriesFrames()) {
                remainingReads = BufferUtil.isFull(buffer) ? remainingReads - 1 : 0;
            }
            return filled;
        }

        private boolean carriesFrames() {
            return getConnection() instanceof WebSocketConnection;
        }
    }

    /** A callback that runs on the selector thread. */
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
