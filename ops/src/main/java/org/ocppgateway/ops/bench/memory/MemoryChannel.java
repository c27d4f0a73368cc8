package org.ocppgateway.ops.bench.memory;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The server's end of an in-memory connection. Written bytes are delivered immediately; received bytes are queued until
 * they are read.
 */
public final class MemoryChannel extends SocketChannel {
    private static final Socket SOCKET = new NoSocket();
    private static final int PORTS = 50_000;
    private static final int FIRST_PORT = 10_000;

    private final Peer peer;
    private final InetSocketAddress address;
    private byte @Nullable [] input;
    private int taken;
    private boolean inputEnded;
    private boolean outputEnded;
    private volatile @Nullable MemoryKey key;

    MemoryChannel(SelectorProvider network, Peer peer) {
        super(network);
        this.peer = peer;
        this.address = new InetSocketAddress(
                InetAddress.getLoopbackAddress(), FIRST_PORT + Math.floorMod(System.identityHashCode(this), PORTS));
    }

    /** Queues bytes that the peer sent. From any thread. */
    public void send(byte[] bytes) {
        synchronized (this) {
            byte[] before = input;
            if (before == null) {
                input = bytes;
            } else {
                byte[] longer = Arrays.copyOfRange(before, taken, before.length + bytes.length);
                System.arraycopy(bytes, 0, longer, before.length - taken, bytes.length);
                input = longer;
            }
            taken = 0;
        }
        notifySelector();
    }

    /** Ends the input because the peer closed the connection. From any thread. */
    public void hangUp() {
        synchronized (this) {
            inputEnded = true;
        }
        notifySelector();
    }

    void registered(MemoryKey made) {
        key = made;
    }

    synchronized int readyOps() {
        boolean readable = input != null || inputEnded;
        return SelectionKey.OP_WRITE | (readable ? SelectionKey.OP_READ : 0);
    }

    private void notifySelector() {
        MemoryKey current = key;
        if (current != null) {
            current.mayBeReady();
        }
    }

    @Override
    public synchronized int read(ByteBuffer into) throws ClosedChannelException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
        byte[] available = input;
        if (available == null) {
            return inputEnded ? -1 : 0;
        }
        int count = Math.min(into.remaining(), available.length - taken);
        into.put(available, taken, count);
        taken += count;
        if (taken == available.length) {
            input = null;
        }
        return count;
    }

    @Override
    public long read(ByteBuffer[] into, int offset, int length) throws ClosedChannelException {
        return length == 0 ? 0 : read(into[offset]);
    }

    @Override
    public int write(ByteBuffer from) throws ClosedChannelException {
        return (int) write(new ByteBuffer[] {from}, 0, 1);
    }

    @Override
    public long write(ByteBuffer[] from, int offset, int length) throws ClosedChannelException {
        if (!isOpen() || outputEnded) {
            throw new ClosedChannelException();
        }
        int count = 0;
        for (int i = offset; i < offset + length; i++) {
            count += from[i].remaining();
        }
        ByteBuffer all = ByteBuffer.allocate(count);
        for (int i = offset; i < offset + length; i++) {
            all.put(from[i]);
        }
        if (count > 0) {
            peer.received(all.array());
        }
        return count;
    }

    @Override
    public SocketChannel shutdownInput() {
        return this;
    }

    @Override
    public SocketChannel shutdownOutput() {
        boolean first;
        synchronized (this) {
            first = !outputEnded;
            outputEnded = true;
        }
        if (first) {
            peer.ended();
        }
        return this;
    }

    @Override
    protected void implCloseSelectableChannel() {
        SocketChannel unused = shutdownOutput();
    }

    @Override
    protected void implConfigureBlocking(boolean block) {
        // No operation of this channel blocks.
    }

    @Override
    public SocketChannel bind(@Nullable SocketAddress local) {
        return this;
    }

    @Override
    public <T> SocketChannel setOption(SocketOption<T> name, T value) {
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
    public Socket socket() {
        return SOCKET;
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public boolean isConnectionPending() {
        return false;
    }

    @Override
    public boolean connect(SocketAddress remote) {
        return true;
    }

    @Override
    public boolean finishConnect() {
        return true;
    }

    @Override
    public SocketAddress getRemoteAddress() {
        return address;
    }

    @Override
    public SocketAddress getLocalAddress() {
        return address;
    }

    /** Accepts socket options without effect. */
    private static final class NoSocket extends Socket {
        @Override
        public void setTcpNoDelay(boolean on) {
            // Nothing to delay.
        }

        @Override
        public synchronized void setReceiveBufferSize(int size) {
            // There is no buffer.
        }

        @Override
        public synchronized void setSendBufferSize(int size) {
            // There is no buffer.
        }
    }
}
