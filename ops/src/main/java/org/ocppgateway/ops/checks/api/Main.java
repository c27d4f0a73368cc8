package org.ocppgateway.ops.checks.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.ocppgateway.ops.options.DataOption;
import org.ocppgateway.ops.options.MinutesOption;
import org.ocppgateway.ops.options.SeedOption;
import org.ocppgateway.ops.stack.cluster.Cluster;
import org.ocppgateway.ops.stack.cluster.ClusterSettings;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.simulator.fleet.Fleet;
import org.ocppgateway.simulator.fleet.FleetObserver;
import org.ocppgateway.simulator.fleet.FleetSettings;
import org.ocppgateway.simulator.fleet.VersionMix;
import org.ocppgateway.simulator.measure.FleetCount;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code ops/fuzz-api}. */
@Command(
        name = "ops/fuzz-api",
        mixinStandardHelpOptions = true,
        description =
                "Runs Schemathesis, a public fuzzer for OpenAPI, against the API of two gateways with simulated charge points"
                        + " of all versions. The second half of the time includes requests that ban, drain and change credentials. No request"
                        + " may cause a status 5xx, a status that openapi.yaml does not describe, or an answer that breaks its schema.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:no finding", "1:a finding, or the run failed"})
public final class Main implements Callable<Integer> {
    private static final int CHARGE_POINTS = 6;

    private static final String TOKEN = "token-of-the-fuzzer";

    private static final String OVERRIDES = "gateway.admin.tokens = [{name = fuzzer, role = write, sha256 = \"%s\"}]";

    /** Operations that take charge points away from the other operations; they are part of the second half. */
    private static final String DISRUPTIVE = "^/(bans|credentials|rebalance|pods/.*/drain)";

    @Mixin
    private final MinutesOption minutes = new MinutesOption(5);

    @Mixin
    private final SeedOption seed = new SeedOption();

    @Mixin
    private final DataOption data = new DataOption();

    @Option(
            names = "--fuzzer",
            paramLabel = "FILE",
            required = true,
            hidden = true,
            description = "program of Schemathesis; set by the script")
    private Path fuzzer = Path.of("st");

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path directory = data.create("fuzz-api");
        System.out.printf(
                "seed %d, %s minutes; data, logs and reports are in %s%n", seed.value(), minutes.value(), directory);
        ClusterSettings settings =
                ClusterSettings.forTest(directory).withGateways(2).with(OVERRIDES.formatted(sha256(TOKEN)));
        try (Cluster cluster = Cluster.start(settings)) {
            FleetSettings fleet = FleetSettings.of(cluster.balancer().endpoint(), CHARGE_POINTS)
                    .withVersions(
                            VersionMix.of(Map.of(OcppVersion.V1_6, 1, OcppVersion.V2_0_1, 1, OcppVersion.V2_1, 1)));
            try (Fleet running = Fleet.start(fleet, FleetObserver.NONE)) {
                awaitRegistered(running);
                List<String> identities = IntStream.range(0, CHARGE_POINTS)
                        .mapToObj(i -> Fleet.idOf(fleet, i).value())
                        .toList();
                URI api = cluster.gateway().admin("/api/v1");
                Path calm = FuzzerConfiguration.write(directory.resolve("calm.toml"), TOKEN, identities, 0.7);
                Path disruptive =
                        FuzzerConfiguration.write(directory.resolve("disruptive.toml"), TOKEN, identities, 0.3);
                int findings =
                        run(api, calm, List.of("--exclude-path-regex", DISRUPTIVE)) + run(api, disruptive, List.of());
                System.out.printf("seed %d: %s%n", seed.value(), findings == 0 ? "no finding" : "FINDINGS, see above");
                return findings == 0 ? 0 : 1;
            }
        }
    }

    private static void awaitRegistered(Fleet fleet) throws InterruptedException {
        long deadline = System.nanoTime() + Cluster.TIMEOUT.toNanos();
        while (fleet.stats().count(FleetCount.REGISTERED) < CHARGE_POINTS) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the charge points are not registered");
            }
            Thread.sleep(Duration.ofMillis(100));
        }
    }

    /** Runs the fuzzer for half of the time; returns its exit status. */
    private int run(URI api, Path configuration, List<String> options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                fuzzer.toString(),
                "--config-file",
                configuration.toString(),
                "run",
                api.resolve("/api/openapi.yaml").toString(),
                "--url",
                api.toString(),
                "--seed",
                Long.toString(seed.value()),
                "--max-time",
                Long.toString(Math.max(1, minutes.duration().toSeconds() / 2)),
                "--continue-on-failure",
                "--no-color",
                "--generation-database",
                "none",
                "--report",
                "junit",
                "--report-junit-path",
                configuration + ".xml"));
        command.addAll(options);
        System.out.printf("%n%s%n", String.join(" ", command));
        Process process = new ProcessBuilder(command)
                .directory(configuration.resolveSibling("").toFile())
                .inheritIO()
                .start();
        try {
            return process.waitFor();
        } finally {
            process.destroy();
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
