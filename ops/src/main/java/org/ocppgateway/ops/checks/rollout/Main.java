package org.ocppgateway.ops.checks.rollout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.ops.certificates.DevelopmentCa;
import org.ocppgateway.ops.checks.chaos.RunConsole;
import org.ocppgateway.ops.checks.ledger.LedgerViolation;
import org.ocppgateway.ops.stack.cluster.Cluster;
import org.ocppgateway.ops.stack.cluster.ClusterSettings;
import org.ocppgateway.simulator.fleet.FleetSettings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code ops/rollout}. */
@Command(
        name = "ops/rollout",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Restarts gateways one after the other behind a TCP load balancer, under simulated charge points of"
                        + " all OCPP versions, charging sessions and a stream of commands. Then evens out the gateways and accounts for every"
                        + " message and command from both ends.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:no violation", "1:violation, or the run failed"})
public final class Main implements Callable<Integer> {
    @Option(names = "--gateways", paramLabel = "N", description = "gateway processes (default: ${DEFAULT-VALUE})")
    private int gateways = 3;

    @Option(
            names = {"-n", "--charge-points"},
            paramLabel = "N",
            description = "charge points (default: ${DEFAULT-VALUE})")
    private int chargePoints = 3_000;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "sessions that leave a stopping gateway per second (default: ${DEFAULT-VALUE})")
    private int rate = 50;

    @Option(
            names = "--spread",
            paramLabel = "PERCENT",
            description = "permitted excess of a gateway over the average afterwards (default: ${DEFAULT-VALUE})")
    private int spread = 20;

    @Option(names = "--tls", description = "charge points connect with TLS")
    private boolean tls;

    @Option(names = "--seed", paramLabel = "N", description = "seed of the load (default: random)")
    private long seed = ThreadLocalRandom.current().nextLong(1, 1_000_000);

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "directory for data, logs and the report (default: a new temporary directory)")
    private @Nullable Path data;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path directory = (data == null ? Files.createTempDirectory("gateway-rollout-") : Files.createDirectories(data))
                .toRealPath();
        RolloutSettings settings = new RolloutSettings(gateways, chargePoints, rate, spread, tls, seed);
        RunConsole console = new RunConsole(System.out);
        console.print(
                "seed %d, %d gateways, %,d charge points, %d sessions per second; data, logs and the report are in %s"
                        .formatted(seed, gateways, chargePoints, rate, directory));
        DevelopmentCa authority = tls ? DevelopmentCa.open(directory, Clock.systemUTC()) : null;
        String hocon = settings.hocon() + (authority == null ? "" : listener(authority));
        RolloutOutcome outcome;
        Path report;
        try (Cluster cluster = Cluster.start(new ClusterSettings(directory, gateways, "dev", hocon, true));
                LoadSamples loads = new LoadSamples(cluster.gateways())) {
            FleetSettings.Tls trust = authority == null
                    ? FleetSettings.Tls.DEFAULT
                    : new FleetSettings.Tls(authority.certificate(), null);
            outcome = new RolloutRun(cluster, settings, trust, console::print).execute(loads);
            report = RolloutReport.write(directory, loads.samples(), outcome);
        }
        System.out.println(outcome);
        Files.write(
                directory.resolve("violations.txt"),
                outcome.balance().violations().stream()
                        .map(LedgerViolation::toString)
                        .toList());
        System.out.println("Report: " + report);
        List<String> failures = outcome.failures();
        failures.forEach(failure -> System.out.println("FAILED: " + failure));
        System.out.println((failures.isEmpty() ? "PASSED" : "FAILED") + " (seed " + seed + ").");
        return failures.isEmpty() ? 0 : 1;
    }

    /** The port of the plain listener speaks TLS instead. */
    private static String listener(DevelopmentCa authority) throws IOException {
        String certificates = authority.server(List.of("localhost", "127.0.0.1")).stream()
                .map(DevelopmentCa.PemFiles::hocon)
                .collect(Collectors.joining(", "));
        return """
            gateway.endpoint.listeners {
              ws.enabled = false
              wss { enabled = true, port = ${gateway.endpoint.port}, tls.certificates = [%s] }
            }
            """.formatted(certificates);
    }
}
