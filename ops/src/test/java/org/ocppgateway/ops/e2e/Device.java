package org.ocppgateway.ops.e2e;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.ocppgateway.ops.stack.gateway.GatewayProcess;

/**
 * A connection that sends nothing by itself. It answers pings if it reads. If it does not read, it behaves like a
 * half-open one.
 */
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

    /** Returns the HTTP status of the gateway's answer to one more connection. */
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

    /** Completes with the close code of the gateway. */
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
