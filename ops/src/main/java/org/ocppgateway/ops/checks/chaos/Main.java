package org.ocppgateway.ops.checks.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.ops.checks.ledger.Ledger;
import org.ocppgateway.ops.checks.ledger.LedgerViolation;
import org.ocppgateway.ops.release.PreviousRelease;
import org.ocppgateway.ops.release.ReleaseException;
import org.ocppgateway.ops.stack.cluster.Cluster;
import org.ocppgateway.ops.stack.cluster.ClusterSettings;
import org.ocppgateway.ops.stack.gateway.Installation;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code ops/chaos}. */
@Command(
        name = "ops/chaos",
        mixinStandardHelpOptions = true,
        description =
                "Injects faults into gateways, Kafka and Redis under a fleet of simulated charge points and a stream of commands,"
                        + " then accounts for every message and command from both ends.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:no violation", "1:violation, or the run failed"})
public final class Main implements Callable<Integer> {
    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "seed of faults and load, for a repeatable run (default: random)")
    private long seed = ThreadLocalRandom.current().nextLong(1, 1_000_000);

    @Option(names = "--minutes", paramLabel = "N", description = "duration (default: ${DEFAULT-VALUE})")
    private int minutes = 10;

    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            description = "random: faults of all kinds; kafka-outage: the broker is down for all these minutes and"
                    + " almost all charge points charge (default: random)")
    private ChaosScenario scenario = ChaosScenario.RANDOM;

    @Option(
            names = "--simulation",
            description =
                    "simulates commands in memory instead, with one random schedule of faults after another, for the given"
                            + " minutes. --seed selects a single schedule, --worlds N a number of them. Other options are"
                            + " ignored")
    private boolean simulation;

    @Option(
            names = "--gateways",
            paramLabel = "N",
            description = "number of gateway processes (default: ${DEFAULT-VALUE})")
    private int gateways = 3;

    @Option(
            names = "--charge-points",
            paramLabel = "N",
            description = "number of charge points, of all OCPP versions (default: ${DEFAULT-VALUE})")
    private int chargePoints = 300;

    @Option(
            names = "--previous",
            description = "every second gateway is of the previous release, which is built first if needed")
    private boolean previous;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "directory for data and logs (default: a new temporary directory)")
    private @Nullable Path data;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(
                        ChaosScenario.class,
                        name -> ChaosScenario.valueOf(
                                name.toUpperCase(Locale.ROOT).replace('-', '_')))
                .execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException, ReleaseException {
        if (simulation) {
            System.err.println("The script ops/chaos starts the simulation; this program does not have it.");
            return 1;
        }
        Path directory = data == null ? Files.createTempDirectory("gateway-chaos-") : Files.createDirectories(data);
        RunConsole console = new RunConsole(System.out);
        console.print("seed %d, %d minutes, %d gateways, %d charge points; data and logs are in %s"
                .formatted(seed, minutes, gateways, chargePoints, directory));
        ChaosPlan plan = scenario.plan(seed, Duration.ofMinutes(minutes), gateways, chargePoints);
        ChaosOutcome outcome;
        ClusterSettings settings = new ClusterSettings(directory.toRealPath(), gateways, "dev", "", true);
        try (Cluster cluster =
                Cluster.start(previous ? settings.withInstallations(installations(console)) : settings)) {
            outcome = new ChaosRun(cluster, new Ledger(), plan, seed, console).execute(scenario, seed, chargePoints);
        }
        System.out.println(outcome);
        if (!outcome.balance().isBalanced()) {
            Path violations = directory.resolve("violations.txt");
            Files.write(
                    violations,
                    outcome.balance().violations().stream()
                            .map(LedgerViolation::toString)
                            .toList());
            System.out.println("All violations with their histories: " + violations);
        }
        Path uncertain = directory.resolve("uncertain.txt");
        Files.write(uncertain, outcome.balance().uncertain());
        System.out.println("Uncertain commands with their histories: " + uncertain);
        List<String> failures = outcome.failures(scenario, minutes);
        failures.forEach(failure -> System.out.println("FAILED: " + failure));
        System.out.println(failures.isEmpty() ? "PASSED (seed " + seed + ")." : "FAILED (seed " + seed + ").");
        return failures.isEmpty() ? 0 : 1;
    }

    private static List<Installation> installations(RunConsole console)
            throws IOException, InterruptedException, ReleaseException {
        Path earlier = PreviousRelease.gateway();
        console.print("every second gateway is of " + earlier.getFileName());
        return List.of(Installation.current(), Installation.unpacked(earlier));
    }
}
