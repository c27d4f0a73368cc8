package org.ocppgateway.gateway.endpoint;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;

/**
 * The server socket for charge points. It is bound before any other component starts, so that a port in use fails the start early. Until
 * the endpoint starts, connections wait in the kernel's accept queue.
 */
public final class ListeningSocket {
    private final ServerSocketChannel channel;

    private ListeningSocket(ServerSocketChannel channel) {
        this.channel = channel;
    }

    /** Binds the socket. The message of the exception does not contain the port. */
    public static ListeningSocket bind(EndpointSettings settings) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.bind(
                    new InetSocketAddress(settings.bindAddress(), settings.port()),
                    settings.sockets().acceptQueue());
            return new ListeningSocket(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** The bound port; differs from the configured one if that is 0. */
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
