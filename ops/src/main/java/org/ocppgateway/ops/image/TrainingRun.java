package org.ocppgateway.ops.image;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.ocppgateway.ops.stack.process.Server;
import org.ocppgateway.ops.stack.process.TemporaryDirectory;
import org.ocppgateway.simulator.behaviour.BehaviourSettings;
import org.ocppgateway.simulator.fleet.Fleet;
import org.ocppgateway.simulator.fleet.FleetObserver;
import org.ocppgateway.simulator.fleet.FleetSettings;
import org.ocppgateway.simulator.measure.FleetCount;

/**
 * One run of the gateway from the root file system of the image, with charge points of all versions that charge. At its
 * end the JVM writes the archive of loaded classes.
 */
final class TrainingRun {
    private static final int CHARGE_POINTS = 40;
    private static final long FRAMES = 2_000;
    private static final String ARCHIVE_OPTION = "-XX:AOTCache=";

    private TrainingRun() {}

    /**
     * Runs the gateway and writes the archive.
     *
     * @throws IllegalStateException if the run fails or leaves no archive
     */
    static void write(Path rootfs, Path archive) throws IOException, InterruptedException {
        Files.deleteIfExists(archive);
        try (TemporaryDirectory directory = new TemporaryDirectory("image");
                ImageGateway gateway = new ImageGateway(directory.path())) {
            Path configuration =
                    gateway.configuration(rootfs.resolve("etc/gateway").toString());
            try (Server server = gateway.server(List.of(
                    rootfs.resolve("opt/java/bin/java").toString(),
                    "@" + options(rootfs, archive, directory.path()),
                    "-Xms512m",
                    "-Xmx512m",
                    "-jar",
                    rootfs.resolve("opt/gateway/gateway.jar").toString(),
                    "--config",
                    configuration.toString()))) {
                server.start().awaitReady(ImageGateway.TIMEOUT);
                use(gateway);
                stop(server);
            }
        }
        if (!Files.exists(archive)) {
            throw new IllegalStateException("the JVM wrote no archive " + archive);
        }
    }

    /** The options of the image, with the paths of this machine, and an archive that is written instead of read. */
    private static Path options(Path rootfs, Path archive, Path directory) throws IOException {
        String options = Files.readString(rootfs.resolve("opt/gateway/java.options"))
                .lines()
                .map(line -> line.startsWith(ARCHIVE_OPTION)
                        ? "-XX:AOTCacheOutput=" + archive
                        : line.replace("=/opt/", "=" + rootfs + "/opt/"))
                .collect(Collectors.joining("\n", "", "\n"));
        return Files.writeString(directory.resolve("java.options"), options);
    }

    private static void use(ImageGateway gateway) throws IOException, InterruptedException {
        BehaviourSettings charging = BehaviourSettings.DEFAULT.withCharging(
                new BehaviourSettings.Charging(0.8, Duration.ofSeconds(2), Duration.ofMillis(200)));
        FleetSettings settings =
                FleetSettings.of(gateway.endpoint(), CHARGE_POINTS).withBehaviour(charging);
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
        // 128 + SIGTERM. A run that crashed writes an archive too.
        if (status != 143 || !Files.readString(server.log()).contains("gracefully")) {
            throw new IllegalStateException("the gateway ended with " + status + ":\n" + server.logTail());
        }
    }
}
