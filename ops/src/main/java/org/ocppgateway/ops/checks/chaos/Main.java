package org.ocppgateway.ops.checks.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.ocppgateway.ops.checks.ledger.Ledger;
import org.ocppgateway.ops.checks.ledger.LedgerViolation;
import org.ocppgateway.ops.options.ClusterOptions;
import org.ocppgateway.ops.options.DataOption;
import org.ocppgateway.ops.options.MinutesOption;
import org.ocppgateway.ops.options.SeedOption;
import org.ocppgateway.ops.release.PreviousRelease;
import org.ocppgateway.ops.release.ReleaseException;
import org.ocppgateway.ops.stack.cluster.Cluster;
import org.ocppgateway.ops.stack.cluster.ClusterSettings;
import org.ocppgateway.ops.stack.gateway.Installation;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
    @Mixin
    private final SeedOption seed = new SeedOption();

    @Mixin
    private final MinutesOption minutes = new MinutesOption(10);

    @Mixin
    private final ClusterOptions size = new ClusterOptions(3, 300);

    @Mixin
    private final DataOption data = new DataOption();

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
            names = "--previous",
            description = "every second gateway is of the previous release, which is built first if needed")
    private boolean previous;

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
        Path directory = data.create("chaos");
        RunConsole console = new RunConsole(System.out);
        console.print("seed %d, %s minutes, %d gateways, %d charge points; data and logs are in %s"
                .formatted(seed.value(), minutes.value(), size.gateways(), size.chargePoints(), directory));
        ChaosPlan plan = scenario.plan(seed.value(), minutes.duration(), size.gateways(), size.chargePoints());
        ChaosOutcome outcome;
        ClusterSettings settings = new ClusterSettings(directory, size.gateways(), "dev", "", true);
        try (Cluster cluster =
                Cluster.start(previous ? settings.withInstallations(installations(console)) : settings)) {
            outcome = new ChaosRun(cluster, new Ledger(), plan, seed.value(), console)
                    .execute(scenario, seed.value(), size.chargePoints());
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
        List<String> failures = outcome.failures(scenario, minutes.value());
        failures.forEach(failure -> System.out.println("FAILED: " + failure));
        System.out.println(
                failures.isEmpty() ? "PASSED (seed " + seed.value() + ")." : "FAILED (seed " + seed.value() + ").");
        return failures.isEmpty() ? 0 : 1;
    }

    private static List<Installation> installations(RunConsole console)
            throws IOException, InterruptedException, ReleaseException {
        Path earlier = PreviousRelease.gateway();
        console.print("every second gateway is of " + earlier.getFileName());
        return List.of(Installation.current(), Installation.unpacked(earlier));
    }
}
