package org.ocppgateway.routing.redis.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.ocppgateway.routing.tls.TlsRejection;

/**
 * A handshake for diagnosis. With TLS 1.3 a server refuses the client certificate after the handshake. A client that
 * writes at that time sees only a broken pipe; a client that reads receives the reason.
 */
final class TlsHandshake {
    private static final int ATTEMPTS = 3;

    private TlsHandshake() {}

    /**
     * Returns the first reason that a node gives; empty if none gives one. Repeats a handshake whose connection is reset:
     * the reset can overtake the reason. Waits at most nine timeouts for each node.
     */
    static Optional<TlsRejection> refusal(RedisSettings settings) {
        Optional<SSLContext> context = context(settings);
        int timeoutMillis = (int) settings.timeout().toMillis();
        return context.flatMap(tls -> settings.address().nodes().stream()
                .flatMap(node -> Stream.generate(() -> refusalOf(node, tls, timeoutMillis))
                        .limit(ATTEMPTS)
                        .flatMap(Optional::stream))
                .findFirst());
    }

    private static Optional<TlsRejection> refusalOf(RedisAddress.Node node, SSLContext context, int timeoutMillis) {
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(node.host(), node.port()), timeoutMillis);
            plain.setSoTimeout(timeoutMillis);
            try (SSLSocket tls =
                    (SSLSocket) context.getSocketFactory().createSocket(plain, node.host(), node.port(), true)) {
                tls.startHandshake();
                int unused = tls.getInputStream().read();
            }
            return Optional.empty();
        } catch (IOException e) {
            return TlsRejection.of(e);
        }
    }

    /** The context of the settings; empty if a store cannot be used. */
    private static Optional<SSLContext> context(RedisSettings settings) {
        try {
            return Optional.of(
                    Objects.requireNonNull(RedisClients.config(settings).getSslOptions())
                            .createSslContext());
        } catch (IOException | GeneralSecurityException e) {
            return Optional.empty();
        }
    }
}
