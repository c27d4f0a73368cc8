package org.ocppgateway.simulator.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.ocppgateway.simulator.net.ScriptedServer;

/**
 * Central system that answers every CALL positively in every OCPP version. It can refuse upgrades and drop connections.
 */
public final class TestCentralSystem implements AutoCloseable {
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final String TOKEN_ACCEPTED = "{\"idTokenInfo\":{\"status\":\"Accepted\"}}";

    final AtomicInteger upgrades = new AtomicInteger();

    /** Received actions in order of arrival. */
    final Queue<String> actions = new ConcurrentLinkedQueue<>();

    /** Offered subprotocol by identity. */
    final Map<String, String> subprotocols = new ConcurrentHashMap<>();

    private final ScriptedServer server = new ScriptedServer(this::serve);
    private volatile boolean refusing;
    private volatile int dropAfter = Integer.MAX_VALUE;

    public URI url() {
        return URI.create("ws://127.0.0.1:" + server.port() + "/ocpp");
    }

    /** Returns the offered subprotocols by identity, over all connections. */
    public Map<String, String> subprotocols() {
        return Map.copyOf(subprotocols);
    }

    void refuse(boolean refuse) {
        refusing = refuse;
    }

    /** Drops each connection after this number of CALLs, without an answer to the last one. */
    void dropAfter(int calls) {
        dropAfter = calls;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void serve(ScriptedServer.Peer peer) throws IOException {
        upgrades.incrementAndGet();
        if (refusing) {
            peer.raw("HTTP/1.1 503 Service Unavailable\r\nRetry-After: 0\r\n\r\n".getBytes(UTF_8));
            return;
        }
        String subprotocol = peer.header("Sec-WebSocket-Protocol");
        subprotocols.put(identity(peer), subprotocol);
        peer.upgrade();
        for (int calls = 1; ; calls++) {
            ScriptedServer.Received frame = peer.read();
            if (frame.opcode() == CLOSE) {
                peer.close(frame.closeCode());
                return;
            }
            if (frame.opcode() == TEXT) {
                JsonArray call = JsonParser.parseString(frame.text()).getAsJsonArray();
                actions.add(call.get(2).getAsString());
                if (calls >= dropAfter) {
                    return;
                }
                peer.text("[3," + call.get(1) + "," + answer(call.get(2).getAsString(), subprotocol) + "]");
            }
        }
    }

    private static String identity(ScriptedServer.Peer peer) {
        String path = peer.request().split(" ", 3)[1];
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static String answer(String action, String subprotocol) {
        return switch (action) {
            case "BootNotification" ->
                "{\"status\":\"Accepted\",\"currentTime\":\"2026-11-21T00:00:00Z\",\"interval\":1}";
            case "Heartbeat" -> "{\"currentTime\":\"2026-11-21T00:00:00Z\"}";
            case "Authorize" ->
                subprotocol.equals("ocpp1.6") ? "{\"idTagInfo\":{\"status\":\"Accepted\"}}" : TOKEN_ACCEPTED;
            case "TransactionEvent" -> TOKEN_ACCEPTED;
            case "StartTransaction" -> "{\"transactionId\":7,\"idTagInfo\":{\"status\":\"Accepted\"}}";
            default -> "{}";
        };
    }
}
