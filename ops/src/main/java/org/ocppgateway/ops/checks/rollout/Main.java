package org.ocppgateway.ops.checks.rollout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.ocppgateway.ops.certificates.DevelopmentCa;
import org.ocppgateway.ops.checks.chaos.RunConsole;
import org.ocppgateway.ops.checks.ledger.LedgerViolation;
import org.ocppgateway.ops.options.ClusterOptions;
import org.ocppgateway.ops.options.DataOption;
import org.ocppgateway.ops.options.SeedOption;
import org.ocppgateway.ops.stack.cluster.Cluster;
import org.ocppgateway.ops.stack.cluster.ClusterSettings;
import org.ocppgateway.simulator.fleet.FleetSettings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
    @Mixin
    private final ClusterOptions size = new ClusterOptions(3, 3_000);

    @Mixin
    private final SeedOption seed = new SeedOption();

    @Mixin
    private final DataOption data = new DataOption();

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

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path directory = data.create("rollout");
        RolloutSettings settings =
                new RolloutSettings(size.gateways(), size.chargePoints(), rate, spread, tls, seed.value());
        RunConsole console = new RunConsole(System.out);
        console.print(
                "seed %d, %d gateways, %,d charge points, %d sessions per second; data, logs and the report are in %s"
                        .formatted(seed.value(), size.gateways(), size.chargePoints(), rate, directory));
        DevelopmentCa authority = tls ? DevelopmentCa.open(directory, Clock.systemUTC()) : null;
        String hocon = settings.hocon() + (authority == null ? "" : listener(authority));
        RolloutOutcome outcome;
        Path report;
        try (Cluster cluster = Cluster.start(new ClusterSettings(directory, size.gateways(), "dev", hocon, true));
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
        System.out.println((failures.isEmpty() ? "PASSED" : "FAILED") + " (seed " + seed.value() + ").");
        return failures.isEmpty() ? 0 : 1;
    }

    /** The port of the plain listener speaks TLS instead. */
    private static String listener(DevelopmentCa authority) throws IOException {
        return """
            gateway.endpoint.listeners {
              ws.enabled = false
              wss { enabled = true, port = ${gateway.endpoint.port}, tls.certificates = %s }
            }
            """.formatted(authority.serverCertificates(List.of("localhost", "127.0.0.1")));
    }
}
