package org.ocppgateway.simulator.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * Target of a connection and the content of its upgrade request.
 *
 * @param address resolved once per fleet
 * @param host Host header
 * @param path percent-encoded request target
 * @param subprotocol the only offered subprotocol
 * @param authorization Authorization header; null for none
 * @param source local address; null for any; each address has its own port range
 * @param tls creates the TLS engine of a connection; null for a connection without TLS
 */
public record ConnectionTarget(
        InetSocketAddress address,
        String host,
        String path,
        String subprotocol,
        @Nullable String authorization,
        @Nullable InetAddress source,
        @Nullable Supplier<SSLEngine> tls) {

    /** Prepares a socket that is not yet connected. */
    void configure(SocketChannel channel) throws IOException {
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        if (source != null) {
            channel.bind(new InetSocketAddress(source, 0));
        }
    }

    /** Returns the bytes of a connection on that socket, encrypted if the target has TLS. */
    ByteStream stream(SocketChannel channel, NetworkLoop loop) {
        return tls == null ? new PlainStream(channel) : new TlsStream(channel, tls.get(), loop);
    }
}
