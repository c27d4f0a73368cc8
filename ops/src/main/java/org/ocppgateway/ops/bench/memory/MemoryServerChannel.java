package org.ocppgateway.ops.bench.memory;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An in-memory server socket, in blocking mode. */
final class MemoryServerChannel extends ServerSocketChannel {
    private static final int PORT = 80;

    private final BlockingQueue<MemoryChannel> waiting = new LinkedBlockingQueue<>();
    private final ServerSocket socket = new Port();

    MemoryServerChannel(SelectorProvider network) throws IOException {
        super(network);
    }

    void offer(MemoryChannel channel) {
        waiting.add(channel);
    }

    @Override
    public SocketChannel accept() throws IOException {
        try {
            while (isOpen()) {
                MemoryChannel channel = waiting.poll(100, TimeUnit.MILLISECONDS);
                if (channel != null) {
                    return channel;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new ClosedChannelException();
    }

    @Override
    public ServerSocketChannel bind(SocketAddress local, int backlog) {
        return this;
    }

    @Override
    public <T> ServerSocketChannel setOption(SocketOption<T> name, T value) {
        return this;
    }

    @Override
    public <T> T getOption(SocketOption<T> name) {
        throw new UnsupportedOperationException(name.name());
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        return Set.of();
    }

    @Override
    public ServerSocket socket() {
        return socket;
    }

    @Override
    public SocketAddress getLocalAddress() {
        return InetSocketAddress.createUnresolved("memory", PORT);
    }

    @Override
    protected void implCloseSelectableChannel() {
        // The accepting thread checks for a close at this interval.
    }

    @Override
    protected void implConfigureBlocking(boolean block) {
        // The channel is always in blocking mode.
    }

    /** Only the bound state of a server socket. */
    private static final class Port extends ServerSocket {
        Port() throws IOException {
            super();
        }

        @Override
        public int getLocalPort() {
            return PORT;
        }

        @Override
        public boolean isBound() {
            return true;
        }
    }
}
