package org.ocppgateway.simulator.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.ocppgateway.simulator.net.ScriptedServer;

/** Answers every CALL of an OCPP 1.6 charge point positively; may refuse the upgrade and drop connections. */
final class SmallCentralSystem implements AutoCloseable {
    private static final int TEXT = 1;
    private static final int CLOSE = 8;

    final AtomicInteger upgrades = new AtomicInteger();

    /** Action names as they came in. */
    final Queue<String> actions = new ConcurrentLinkedQueue<>();

    private final ScriptedServer server = new ScriptedServer(this::serve);
    private volatile boolean refusing;
    private volatile int dropAfter = Integer.MAX_VALUE;

    URI url() {
        return URI.create("ws://127.0.0.1:" + server.port() + "/ocpp");
    }

    void refuse(boolean refuse) {
        refusing = refuse;
    }

    /** From now on each connection is dropped after this many CALLs, without an answer to the last one. */
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
                peer.text("[3," + call.get(1) + "," + answer(call.get(2).getAsString()) + "]");
            }
        }
    }

    private static String answer(String action) {
        return switch (action) {
            case "BootNotification" ->
                "{\"status\":\"Accepted\",\"currentTime\":\"2026-11-21T00:00:00Z\",\"interval\":1}";
            case "Heartbeat" -> "{\"currentTime\":\"2026-11-21T00:00:00Z\"}";
            case "Authorize" -> "{\"idTagInfo\":{\"status\":\"Accepted\"}}";
            case "StartTransaction" -> "{\"transactionId\":7,\"idTagInfo\":{\"status\":\"Accepted\"}}";
            default -> "{}";
        };
    }
}
