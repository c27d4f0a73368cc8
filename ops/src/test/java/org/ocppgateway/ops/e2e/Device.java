package org.ocppgateway.ops.e2e;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.ocppgateway.ops.stack.gateway.GatewayProcess;

/** A connection that says nothing of itself. It answers pings if it listens, and is as good as half-open if it does not. */
final class Device implements WebSocket.Listener {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final boolean listening;
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();

    private Device(boolean listening) {
        this.listening = listening;
    }

    static Device listening(GatewayProcess gateway, String identity) {
        return connect(gateway, identity, new Device(true));
    }

    static Device silent(GatewayProcess gateway, String identity) {
        return connect(gateway, identity, new Device(false));
    }

    /** The status with which the gateway answers one more connection. */
    static int statusOf(GatewayProcess gateway, String identity) {
        try {
            connect(gateway, identity, new Device(true));
            return 101;
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                return refused.getResponse().statusCode();
            }
            throw e;
        }
    }

    private static Device connect(GatewayProcess gateway, String identity, Device device) {
        CLIENT.newWebSocketBuilder()
                .subprotocols("ocpp1.6")
                .buildAsync(URI.create(gateway.endpoint() + "/" + identity), device)
                .join();
        return device;
    }

    /** Completed with the code with which the gateway closes. */
    CompletableFuture<Integer> closed() {
        return closed;
    }

    @Override
    public void onOpen(WebSocket socket) {
        if (listening) {
            socket.request(Long.MAX_VALUE);
        }
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        closed.complete(code);
        return CompletableFuture.completedFuture(null);
    }
}
