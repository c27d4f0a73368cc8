package org.ocppgateway.ops.image;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.ocppgateway.ops.stack.process.ProjectFiles;
import org.ocppgateway.ops.stack.process.Server;
import org.ocppgateway.ops.stack.process.TemporaryDirectory;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.simulator.behaviour.BehaviourSettings;
import org.ocppgateway.simulator.fleet.Fleet;
import org.ocppgateway.simulator.fleet.FleetObserver;
import org.ocppgateway.simulator.fleet.FleetSettings;
import org.ocppgateway.simulator.fleet.VersionMix;
import org.ocppgateway.simulator.measure.FleetCount;

/**
 * One run of a gateway with Kafka, Redis and charge points of all versions that charge. At its end the JVM writes its AOT cache: loaded
 * classes, and profiles of methods, which need connections and messages in numbers.
 */
final class TrainingRun {
    private static final int CHARGE_POINTS = 2_000;
    private static final double CONNECTIONS_PER_SECOND = 500;
    private static final long FRAMES = 12_000;
    private static final String CACHE_OPTION = "-XX:AOTCache=";

    private TrainingRun() {}

    /** A command that starts the gateway so that the JVM writes its cache. */
    @FunctionalInterface
    private interface Launcher {
        /** @param configuration for {@code --config} */
        List<String> command(Path configuration) throws IOException;
    }

    /**
     * Runs the gateway of the image and writes its cache.
     *
     * @throws IllegalStateException if the run fails or leaves no cache
     */
    static void ofImage(Path rootfs, Path cache) throws IOException, InterruptedException {
        try (TemporaryDirectory directory = new TemporaryDirectory("image")) {
            run(
                    directory.path(),
                    rootfs.resolve("etc/gateway"),
                    cache,
                    configuration -> List.of(
                            rootfs.resolve("opt/java/bin/java").toString(),
                            "@" + options(rootfs, cache, directory.path()),
                            "-Xms512m",
                            "-Xmx512m",
                            "-jar",
                            rootfs.resolve("opt/gateway/gateway.jar").toString(),
                            "--config",
                            configuration.toString()));
        }
    }

    /**
     * Runs the gateway of this source tree through {@code ops/start}, and writes the cache that the script uses.
     *
     * @throws IllegalStateException if the run fails or leaves no cache
     */
    static void ofSourceTree() throws IOException, InterruptedException {
        Path cache = ProjectFiles.file("gateway/target").resolve("gateway.aot");
        try (TemporaryDirectory directory = new TemporaryDirectory("train")) {
            run(
                    directory.path(),
                    ProjectFiles.file("ops/config"),
                    cache,
                    configuration -> List.of(
                            ProjectFiles.file("ops/start").toString(),
                            "--connections",
                            Integer.toString(2 * CHARGE_POINTS),
                            "--train",
                            "--config",
                            configuration.toString()));
        }
        System.out.println("The JVM wrote " + cache);
    }

    private static void run(Path directory, Path configurations, Path cache, Launcher launcher)
            throws IOException, InterruptedException {
        Files.deleteIfExists(cache);
        try (ImageGateway gateway = new ImageGateway(directory)) {
            List<String> command = launcher.command(gateway.configuration(configurations.toString()));
            try (Server server = gateway.server(command)) {
                server.start().awaitReady(ImageGateway.TIMEOUT);
                use(gateway);
                stop(server);
            }
        }
        if (!Files.exists(cache)) {
            throw new IllegalStateException("the JVM wrote no AOT cache " + cache);
        }
    }

    /** The options of the image, with the paths of this machine, and a cache that is written instead of read. */
    private static Path options(Path rootfs, Path cache, Path directory) throws IOException {
        String options = Files.readString(rootfs.resolve("opt/gateway/java.options"))
                .lines()
                .map(line -> line.startsWith(CACHE_OPTION)
                        ? "-XX:AOTCacheOutput=" + cache
                        : line.replace("=/opt/", "=" + rootfs + "/opt/"))
                .collect(Collectors.joining("\n", "", "\n"));
        return Files.writeString(directory.resolve("java.options"), options);
    }

    private static void use(ImageGateway gateway) throws IOException, InterruptedException {
        BehaviourSettings charging = BehaviourSettings.DEFAULT.withCharging(
                new BehaviourSettings.Charging(0.5, Duration.ofSeconds(4), Duration.ofSeconds(1)));
        FleetSettings settings = FleetSettings.of(gateway.endpoint(), CHARGE_POINTS)
                .withVersions(VersionMix.of(Map.of(OcppVersion.V1_6, 50, OcppVersion.V2_0_1, 30, OcppVersion.V2_1, 20)))
                .withConnectRate(CONNECTIONS_PER_SECOND)
                .withBehaviour(charging);
        try (Fleet fleet = Fleet.start(settings, FleetObserver.NONE);
                HttpClient client = HttpClient.newHttpClient()) {
            long deadline = System.nanoTime() + ImageGateway.TIMEOUT.toNanos();
            while (fleet.stats().count(FleetCount.FRAMES_SENT) < FRAMES) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException(
                            "the charge points sent only " + fleet.stats().count(FleetCount.FRAMES_SENT) + " frames");
                }
                for (String path : List.of("/health", "/metrics", "/api/v1/charge-points", "/api/v1/pods")) {
                    client.send(HttpRequest.newBuilder(gateway.admin(path)).build(), BodyHandlers.discarding());
                }
                Thread.sleep(100);
            }
        }
    }

    private static void stop(Server server) throws IOException, InterruptedException {
        server.terminate();
        int status = server.awaitExit(ImageGateway.TIMEOUT);
        // 128 + SIGTERM. A run that crashed writes a cache too.
        if (status != 143 || !Files.readString(server.log()).contains("gracefully")) {
            throw new IllegalStateException("the gateway ended with " + status + ":\n" + server.logTail());
        }
    }
}
