package org.ocppgateway.gateway.endpoint;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;

/**
 * The server socket for charge points. Bound before anything else is started, so that a port in use is found out first; until the
 * endpoint accepts, the kernel keeps whoever comes waiting.
 */
public final class ListeningSocket {
    private final ServerSocketChannel channel;

    private ListeningSocket(ServerSocketChannel channel) {
        this.channel = channel;
    }

    /** Binds; the message of the exception does not name the port. */
    public static ListeningSocket bind(EndpointSettings settings) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.bind(new InetSocketAddress(settings.bindAddress(), settings.port()), settings.acceptQueue());
            return new ListeningSocket(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** The port in use, which differs from the configured one if that is 0. */
    public int port() {
        return channel.socket().getLocalPort();
    }

    public void close() throws IOException {
        channel.close();
    }

    ServerSocketChannel channel() {
        return channel;
    }
}
