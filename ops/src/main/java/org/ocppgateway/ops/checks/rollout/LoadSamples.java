package org.ocppgateway.ops.checks.rollout;

import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.ocppgateway.ops.stack.gateway.GatewayProcess;

/** Reads the number of connections of each gateway twice a second, on a thread of its own. */
final class LoadSamples implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final long INTERVAL_MILLIS = 500;

    private final List<GatewayProcess> gateways;
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Sample> samples = new CopyOnWriteArrayList<>();
    private final Thread thread;

    /** @param connections of each gateway; 0 if it does not answer */
    record Sample(Instant time, List<Integer> connections) {}

    LoadSamples(List<GatewayProcess> gateways) {
        this.gateways = List.copyOf(gateways);
        this.thread = Thread.ofVirtual().name("load-samples").start(this::run);
    }

    List<Sample> samples() {
        return List.copyOf(samples);
    }

    /** Connections of each gateway now. */
    List<Integer> now() throws InterruptedException {
        List<Integer> connections = new CopyOnWriteArrayList<>();
        for (GatewayProcess gateway : gateways) {
            connections.add(connections(gateway));
        }
        return List.copyOf(connections);
    }

    private int connections(GatewayProcess gateway) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(gateway.admin("/health"))
                .timeout(TIMEOUT)
                .build();
        try {
            String body =
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body();
            return JsonParser.parseString(body)
                    .getAsJsonObject()
                    .get("connections")
                    .getAsInt();
        } catch (IOException | JsonParseException stopped) {
            return 0;
        }
    }

    private void run() {
        try {
            while (true) {
                samples.add(new Sample(Instant.now(), now()));
                TimeUnit.MILLISECONDS.sleep(INTERVAL_MILLIS);
            }
        } catch (InterruptedException closed) {
            // The end.
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        client.shutdownNow();
    }
}
