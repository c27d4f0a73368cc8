package org.ocppgateway.ops.bench.memory;

import java.io.IOException;
import java.net.ProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;
import org.jspecify.annotations.Nullable;

/**
 * A Java NIO selector provider without a network, for one server per process; clients connect with {@link #connect}.
 * Enabled by the system property {@code java.nio.channels.spi.SelectorProvider} with the name of this class.
 */
public final class MemoryNetwork extends SelectorProvider {
    private volatile @Nullable MemoryServerChannel listening;

    /** Returns the JVM option that enables this provider. */
    public static String jvmOption() {
        return "-D" + SelectorProvider.class.getName() + "=" + MemoryNetwork.class.getName();
    }

    /**
     * Connects to the server socket of this process.
     *
     * @return the server's end of the connection
     */
    public static MemoryChannel connect(Peer peer) {
        if (SelectorProvider.provider() instanceof MemoryNetwork network && network.listening != null) {
            MemoryChannel channel = new MemoryChannel(network, peer);
            network.listening.offer(channel);
            return channel;
        }
        throw new IllegalStateException(
                "no server socket is open in memory; was the JVM started with " + jvmOption() + "?");
    }

    @Override
    public ServerSocketChannel openServerSocketChannel() throws IOException {
        MemoryServerChannel opened = new MemoryServerChannel(this);
        listening = opened;
        return opened;
    }

    @Override
    public AbstractSelector openSelector() {
        return new MemorySelector(this);
    }

    @Override
    public SocketChannel openSocketChannel() {
        throw new UnsupportedOperationException("client channels are not supported");
    }

    @Override
    public DatagramChannel openDatagramChannel() {
        throw new UnsupportedOperationException("datagrams are not supported");
    }

    @Override
    public DatagramChannel openDatagramChannel(ProtocolFamily family) {
        return openDatagramChannel();
    }

    @Override
    public Pipe openPipe() {
        throw new UnsupportedOperationException("pipes are not supported");
    }
}
