package org.ocppgateway.ops.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.ocppgateway.ops.e2e.Metrics;
import org.ocppgateway.ops.e2e.PlainBackend;
import org.ocppgateway.ops.stack.cluster.Cluster;
import org.ocppgateway.ops.stack.cluster.ClusterSettings;
import org.ocppgateway.ops.stack.gateway.GatewayProcess;
import org.ocppgateway.ops.stack.process.Launch;

/** A cluster with short timers, and a backend that reads all its topics. For one thread. */
final class Rig implements AutoCloseable {
    /** Longer than any wait of a test, so that a command never expires on a slow machine. */
    static final Duration VALIDITY = Duration.ofMinutes(5);

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Cluster cluster;
    private final PlainBackend backend;

    private Rig(Cluster cluster, PlainBackend backend) {
        this.cluster = cluster;
        this.backend = backend;
    }

    /** @param overrides configuration of the gateways in HOCON */
    static Rig start(Path directory, int gateways, String overrides) throws InterruptedException {
        return start(directory, gateways, overrides, launch -> launch);
    }

    /** @param launch changes how the gateways are started */
    static Rig start(Path directory, int gateways, String overrides, UnaryOperator<Launch> launch)
            throws InterruptedException {
        return start(new ClusterSettings(directory, gateways, "faults", overrides, false).withLaunch(launch));
    }

    /** @param settings of the environment {@code faults} */
    static Rig start(ClusterSettings settings) throws InterruptedException {
        Cluster cluster = Cluster.start(settings);
        return new Rig(
                cluster,
                new PlainBackend(cluster.broker().address(), cluster.redis().address()));
    }

    Cluster cluster() {
        return cluster;
    }

    PlainBackend backend() {
        return backend;
    }

    GatewayProcess gateway(int index) {
        return cluster.gateway(index);
    }

    /** Connects a charge point to this gateway and boots it. Waits until the gateway admits charge points. */
    RawChargePoint boot(int gateway, String id) throws InterruptedException {
        return boot(cluster.gateway(gateway), id);
    }

    /** Does the same with a gateway outside the cluster. */
    static RawChargePoint boot(GatewayProcess gateway, String id) throws InterruptedException {
        await().atMost(RawChargePoint.TIMEOUT)
                .until(() -> get(gateway, "/health/ready").statusCode() == 200);
        return RawChargePoint.boot(gateway.endpoint(), id);
    }

    /**
     * Sends a command to the pod of the charge point's route.
     *
     * @return the id of the command
     */
    String command(String chargePointId, String type, String data) throws InterruptedException {
        String commandId = UUID.randomUUID().toString();
        backend.send(chargePointId, command(commandId, chargePointId, type, data, VALIDITY));
        return commandId;
    }

    /**
     * Sends a command under any key, which need not be a pod name.
     *
     * @return the id of the command
     */
    String commandTo(String key, String chargePointId, String type, String data) throws InterruptedException {
        String commandId = UUID.randomUUID().toString();
        backend.produce(key, command(commandId, chargePointId, type, data, VALIDITY));
        return commandId;
    }

    /** Waits for a command that was sent before. If none arrives, the error names the result of this command. */
    JsonArray awaitCommand(RawChargePoint chargePoint, String commandId) throws InterruptedException {
        try {
            return chargePoint.awaitCommand();
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "; results: " + backend.results(commandId), e);
        }
    }

    /** Returns the value of a command record. */
    static String command(String commandId, String chargePointId, String type, String data, Duration validity) {
        Instant now = Instant.now();
        return """
            {"commandId":"%s","chargePointId":"%s","type":"%s","data":%s,"issuedAt":"%s","expiresAt":"%s"}\
            """.formatted(commandId, chargePointId, type, data, now, now.plus(validity));
    }

    /** Returns the response to a GET on the admin port of a gateway. */
    HttpResponse<String> get(int gateway, String path) throws InterruptedException {
        return get(cluster.gateway(gateway), path);
    }

    static HttpResponse<String> get(GatewayProcess gateway, String path) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(gateway.admin(path))
                .timeout(Duration.ofSeconds(10))
                .build();
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for a text in the log, which a gateway writes on a thread of its own. */
    static void awaitLog(GatewayProcess gateway, String text) {
        await("the log contains: " + text)
                .atMost(RawChargePoint.TIMEOUT)
                .until(() -> Files.readString(gateway.server().log()).contains(text));
    }

    /** Returns a metric of a gateway by its name with labels; 0 if it does not exist. */
    double metric(int gateway, String series) {
        return metric(cluster.gateway(gateway), series);
    }

    static double metric(GatewayProcess gateway, String series) {
        return Metrics.of(gateway).sum(series);
    }

    /** Waits for the outcome on the topic and returns it. */
    JsonObject result(String commandId) {
        return backend.awaitResult(commandId);
    }

    @Override
    public void close() {
        backend.close();
        cluster.close();
    }
}
