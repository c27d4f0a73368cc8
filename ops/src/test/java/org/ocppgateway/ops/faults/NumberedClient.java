package org.ocppgateway.ops.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.function.Executable;

/** Connection attempts of a client that is known by its number: it comes from the address {@code 127.0.1.<number>}. */
final class NumberedClient {
    private NumberedClient() {}

    /**
     * Upgrades with Basic credentials of {@code WHY-<number>}.
     *
     * @param context for wss; null for ws
     * @param path identity in the path, percent-encoded
     */
    static Executable basic(
            int number, @Nullable SSLContext context, URI endpoint, String path, String subprotocol, String password) {
        return () -> {
            HttpClient.Builder client = HttpClient.newBuilder().localAddress(address(number));
            if (context != null) {
                client.sslContext(context);
            }
            String id = "WHY-%02d".formatted(number);
            String credentials = Base64.getEncoder().encodeToString((id + ":" + password).getBytes(UTF_8));
            client.build()
                    .newWebSocketBuilder()
                    .subprotocols(subprotocol)
                    .header("Authorization", "Basic " + credentials)
                    .buildAsync(URI.create(endpoint + "/" + path), new WebSocket.Listener() {})
                    .join()
                    .abort();
        };
    }

    private static InetAddress address(int number) throws IOException {
        return InetAddress.getByName("127.0.1." + number);
    }

    /** Connects with {@code openssl s_client}. */
    static Executable openssl(int number, int port, Path trusted, String... options) {
        return () -> {
            List<String> command = new ArrayList<>(List.of("openssl", "s_client", "-connect", "127.0.0.1:" + port));
            command.addAll(List.of("-bind", "127.0.1." + number));
            command.addAll(List.of("-CAfile", trusted.toString()));
            command.addAll(List.of(options));
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(new File("/dev/null"))
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertTrue(process.waitFor() != 0, output);
        };
    }

    /** A TLS handshake in which the client decides about the server certificate. It sends an alert if it refuses it. */
    static Executable trusting(int number, int port, TrustManager decision) {
        return () -> {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {decision}, null);
            try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket()) {
                socket.bind(new InetSocketAddress(address(number), 0));
                socket.connect(new InetSocketAddress("127.0.0.1", port));
                socket.startHandshake();
            }
        };
    }
}
