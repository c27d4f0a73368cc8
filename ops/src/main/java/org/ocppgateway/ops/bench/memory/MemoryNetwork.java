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
 * Java NIO without a network, for one server in a process: whatever listens is connected to by {@link #connect}. In force in a JVM
 * that has this class as its system property {@code java.nio.channels.spi.SelectorProvider}.
 */
public final class MemoryNetwork extends SelectorProvider {
    private volatile @Nullable MemoryServerChannel listening;

    /** Options for a JVM that has no other network. */
    public static String jvmOption() {
        return "-D" + SelectorProvider.class.getName() + "=" + MemoryNetwork.class.getName();
    }

    /**
     * Connects to what listens in this process.
     *
     * @return the server's end
     */
    public static MemoryChannel connect(Peer peer) {
        if (SelectorProvider.provider() instanceof MemoryNetwork network && network.listening != null) {
            MemoryChannel channel = new MemoryChannel(network, peer);
            network.listening.offer(channel);
            return channel;
        }
        throw new IllegalStateException("nothing listens in memory; is the JVM started with " + jvmOption() + "?");
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
        throw new UnsupportedOperationException("there is nobody to connect to");
    }

    @Override
    public DatagramChannel openDatagramChannel() {
        throw new UnsupportedOperationException("there are no datagrams");
    }

    @Override
    public DatagramChannel openDatagramChannel(ProtocolFamily family) {
        return openDatagramChannel();
    }

    @Override
    public Pipe openPipe() {
        throw new UnsupportedOperationException("there are no pipes");
    }
}
