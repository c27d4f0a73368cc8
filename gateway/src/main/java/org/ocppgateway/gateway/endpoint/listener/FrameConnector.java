package org.ocppgateway.gateway.endpoint.listener;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.websocket.core.WebSocketConnection;
import org.jspecify.annotations.Nullable;

/**
 * Accepts sockets and reads frames on the selector thread, with or without TLS. Reading a frame never blocks, so it needs no separate
 * thread; starting one per read and deregistering the socket meanwhile costs more than the read. Everything else runs on virtual threads: the
 * acceptor, the first and last step of each socket, HTTP requests and the processing of messages.
 */
public final class FrameConnector extends ServerConnector {
    private final LingeringSockets lingering;
    private final OpenListener listener;

    /**
     * Creates a connector.
     *
     * @param server its thread pool runs the selectors on platform threads and has an executor of virtual threads
     * @param selectors number of platform threads of this connector
     * @param factory makes the connection that reads the socket first
     */
    public FrameConnector(
            Server server,
            int selectors,
            ConnectionFactory factory,
            LingeringSockets lingering,
            OpenListener listener) {
        // Not the pool itself: the first connector that stops would stop it for all.
        super(server, VirtualThreads.getExecutor(server.getThreadPool())::execute, null, null, 1, selectors, factory);
        this.lingering = lingering;
        this.listener = listener;
    }

    /** The listener whose sockets this connector accepts. */
    public OpenListener listener() {
        return listener;
    }

    /** Called by the constructor of the superclass. */
    @Override
    protected SelectorManager newSelectorManager(Executor tasks, Scheduler scheduler, int selectors) {
        return new Selectors(getServer().getThreadPool(), scheduler, selectors);
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key) {
        SocketChannelEndPoint socket = new Socket(channel, selector, key, getScheduler(), lingering);
        socket.setIdleTimeout(getIdleTimeout());
        return socket;
    }

    /** The selectors of this connector, on platform threads. */
    private final class Selectors extends ServerConnectorManager {
        Selectors(Executor platformThreads, Scheduler scheduler, int selectors) {
            super(platformThreads, scheduler, selectors);
        }

        /**
         * Jetty passes each selector while it starts, and later the first and the last step of each socket. These two do not count towards
         * the limit of concurrent tasks: a disconnection must not wait for slow upgrades. The limit of sockets bounds them.
         */
        @Override
        protected void execute(Runnable task) {
            if (isStarting()) {
                super.execute(task);
            } else {
                Thread.ofVirtual().name("endpoint-socket").start(task);
            }
        }
    }

    private static final class Socket extends SocketChannelEndPoint {
        /** Buffers read per selection, so that a flooding peer does not block the others of the thread. */
        private static final int MAX_READS = 16;

        /** Remaining reads of this selection. Not synchronized: a connection reads on one thread at a time. */
        private int remainingReads = MAX_READS;

        private final SelectionKey key;
        private final LingeringSockets lingering;

        /** Kept because a closed socket does not know it any more, and the report of a failed handshake needs it. */
        private final SocketAddress peer;

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
            SocketAddress address = super.getRemoteSocketAddress();
            // Null if the peer has reset the connection already.
            this.peer = address == null ? new InetSocketAddress(0) : address;
        }

        @Override
        public SocketAddress getRemoteSocketAddress() {
            return peer;
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
            // TlsConnection chooses the thread itself.
            super.fillInterested(getConnection() instanceof WebSocketConnection ? inPlace(callback) : callback);
        }

        /** Called by TLS instead of {@link #fillInterested}. */
        @Override
        public boolean tryFillInterested(Callback callback) {
            remainingReads = MAX_READS;
            return super.tryFillInterested(callback);
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
            Connection connection = getConnection();
            return connection instanceof WebSocketConnection
                    || (connection instanceof TlsConnection tls && tls.carriesFrames());
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
