package org.ocppgateway.ops.e2e;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A charge point of any version; the test writes and reads every frame. */
final class PlainChargePoint implements AutoCloseable {
    private static final int TIMEOUT_SECONDS = 90;

    private final HttpClient client = HttpClient.newHttpClient();
    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final WebSocket socket;

    /** Connects to {@code endpoint} with the identity as the last segment of the path. */
    PlainChargePoint(URI endpoint, String identity, String subprotocol) {
        socket = client.newWebSocketBuilder()
                .subprotocols(subprotocol)
                .buildAsync(URI.create(endpoint + "/" + identity), new Texts())
                .join();
    }

    void send(String frame) {
        socket.sendText(frame, true).join();
    }

    /** Blocks until the next frame arrives. */
    String receive() throws InterruptedException {
        String frame = received.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        if (frame == null) {
            throw new AssertionError("no frame was received");
        }
        return frame;
    }

    @Override
    public void close() {
        socket.abort();
        client.close();
    }

    private final class Texts implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                received.add(text.toString());
                text.setLength(0);
            }
            webSocket.request(1);
            return null;
        }
    }
}
