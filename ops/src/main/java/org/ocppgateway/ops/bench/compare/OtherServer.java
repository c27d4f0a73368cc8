package org.ocppgateway.ops.bench.compare;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.ops.bench.figure.Measurement.Progress;
import org.ocppgateway.ops.bench.load.Load;

/** The server that is compared with the gateway: waits for it, and checks that it can be measured. */
final class OtherServer {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(20);
    private static final int CONNECT_MILLIS = 2_000;
    /** Files that a server has open beside its connections. */
    static final int OTHER_FILES = 200;

    private OtherServer() {}

    /** Returns the endpoint without a slash at its end. */
    static URI endpoint(String url) {
        URI endpoint;
        try {
            endpoint = URI.create(url.replaceFirst("/+$", ""));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--with: not a URL: " + url, e);
        }
        boolean isWebSocket = "ws".equals(endpoint.getScheme()) || MeasuredServer.isTls(endpoint);
        if (!isWebSocket || endpoint.getHost() == null || endpoint.getPort() < 0) {
            throw new IllegalArgumentException(
                    "--with: wanted ws://HOST:PORT/PATH or wss://HOST:PORT/PATH, without the identity, not " + url);
        }
        return endpoint;
    }

    /** Waits until the server accepts connections, and finds its process if there is no process id. */
    static MeasuredServer await(URI endpoint, @Nullable Long pid, String kafka, Progress progress)
            throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String problem = problem(endpoint);
        if (problem != null) {
            progress.report("Waiting %d s for %s: start it now; Kafka is at %s"
                    .formatted(PATIENCE.toSeconds(), endpoint, kafka));
        }
        while (problem != null) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(endpoint + " cannot be reached: " + problem);
            }
            TimeUnit.MILLISECONDS.sleep(200);
            problem = problem(endpoint);
        }
        return new MeasuredServer(
                "other",
                endpoint,
                pid == null ? ServerProcess.listeningOn(endpoint.getPort()) : new ServerProcess(pid));
    }

    private static @Nullable String problem(URI endpoint) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(endpoint.getHost(), endpoint.getPort()), CONNECT_MILLIS);
            return null;
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    /**
     * Checks that the server answers one charge point as the load expects.
     *
     * @throws IllegalStateException if it refuses the connection, does not answer, or answers with a CALLERROR
     */
    static void check(MeasuredServer server, ComparePlan plan) throws InterruptedException {
        OptionalLong files = server.process().maxOpenFiles();
        if (files.isPresent() && files.getAsLong() < plan.connections() + OTHER_FILES) {
            throw new IllegalStateException("%s may open only %,d files, too few for %,d connections: see ulimit -n"
                    .formatted(server.endpoint(), files.getAsLong(), plan.connections()));
        }
        try (Load load = server.load(1, plan.password())) {
            load.connectAndCall(Turn.BOOT, 1, ANSWER_TIMEOUT);
            checkProblems(load);
            load.callOnce(Turn.HEARTBEAT, ANSWER_TIMEOUT);
            load.callOnce(Turn.METER_VALUES, ANSWER_TIMEOUT);
            checkProblems(load);
        } catch (IllegalStateException e) {
            throw new IllegalStateException(
                    "%s does not serve charge point %s: %s"
                            .formatted(server.endpoint(), Load.identity(0), e.getMessage()),
                    e);
        }
    }

    private static void checkProblems(Load load) throws InterruptedException {
        if (!load.problems().isEmpty()) {
            throw new IllegalStateException(load.problems().toString());
        }
    }
}
