package org.ocppgateway.gateway.endpoint.listener;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.tls.InvalidTlsFilesException;
import org.ocppgateway.gateway.tls.ReloadableTls;
import org.ocppgateway.gateway.tls.TlsMetrics;

/** A bound server socket for charge points, with its TLS. Until the endpoint starts, connections wait in the kernel's accept queue. */
public final class OpenListener {
    private final ListenerSettings settings;
    private final ServerSocketChannel channel;
    private final @Nullable ReloadableTls tls;

    private OpenListener(ListenerSettings settings, ServerSocketChannel channel, @Nullable ReloadableTls tls) {
        this.settings = settings;
        this.channel = channel;
        this.tls = tls;
    }

    /** Loads the TLS files and binds the port. */
    static OpenListener open(ListenerSettings settings, int acceptQueue, InstantSource clock, TlsMetrics metrics)
            throws ListenerException {
        try {
            ReloadableTls tls =
                    settings.tls() == null ? null : new ReloadableTls(settings.name(), settings.tls(), clock, metrics);
            return new OpenListener(settings, bind(settings, acceptQueue), tls);
        } catch (IOException | InvalidTlsFilesException e) {
            throw new ListenerException(settings, e);
        }
    }

    private static ServerSocketChannel bind(ListenerSettings settings, int acceptQueue) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.bind(new InetSocketAddress(settings.bindAddress(), settings.port()), acceptQueue);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    public ListenerSettings settings() {
        return settings;
    }

    /** The bound port; differs from the configured one if that is 0. */
    public int port() {
        return channel.socket().getLocalPort();
    }

    /** Null without TLS. */
    public @Nullable ReloadableTls tls() {
        return tls;
    }

    public ServerSocketChannel channel() {
        return channel;
    }

    void close() throws IOException {
        channel.close();
    }
}
