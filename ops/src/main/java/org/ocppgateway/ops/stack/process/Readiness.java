package org.ocppgateway.ops.stack.process;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Detects from outside that a server has started. Polled until it returns true. */
@FunctionalInterface
public interface Readiness {
    /** Whether the server is ready now; false if it cannot be asked yet. */
    boolean isReady() throws InterruptedException;

    /** Ready when a log line that was written after this call contains the text. */
    static Readiness logged(Path log, String text) {
        int from = content(log).length;
        return () -> {
            byte[] now = content(log);
            return new String(now, from, now.length - from, StandardCharsets.UTF_8).contains(text);
        };
    }

    /** Ready when a GET of this URL returns 200. */
    static Readiness answers(URI url) {
        HttpClient client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
        HttpRequest request =
                HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(2)).build();
        return () -> {
            try {
                return client.send(request, HttpResponse.BodyHandlers.discarding())
                                .statusCode()
                        == 200;
            } catch (IOException e) {
                return false;
            }
        };
    }

    /** Ready when the server on this loopback port answers the given line with a line that has the given prefix. */
    static Readiness replies(int port, String line, String reply) {
        return () -> {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
                socket.setSoTimeout(1_000);
                socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
                InputStream input = socket.getInputStream();
                return new String(input.readNBytes(reply.length()), StandardCharsets.US_ASCII).equals(reply);
            } catch (IOException e) {
                return false;
            }
        };
    }

    private static byte[] content(Path log) {
        try {
            return Files.exists(log) ? Files.readAllBytes(log) : new byte[0];
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + log, e);
        }
    }
}
