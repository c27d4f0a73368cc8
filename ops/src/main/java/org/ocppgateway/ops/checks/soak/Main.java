package org.ocppgateway.ops.checks.soak;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.ocppgateway.ops.options.ClusterOptions;
import org.ocppgateway.ops.options.DataOption;
import org.ocppgateway.ops.options.MinutesOption;
import org.ocppgateway.ops.stack.cluster.Cluster;
import org.ocppgateway.ops.stack.cluster.ClusterSettings;
import org.ocppgateway.ops.stack.gateway.GatewayProcess;
import org.ocppgateway.ops.stack.process.Launch;
import org.ocppgateway.ops.stack.process.LongRun;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The command {@code ops/soak}: many charge points and several gateways on one machine. Prints a table and returns an
 * exit code.
 */
@Command(
        name = "ops/soak",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Starts a broker, a Redis, gateways and simulated charge points on this machine, runs them, and"
                + " reports the result.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all expectations met",
            "1:run could not start",
            "2:invalid command line",
            "3:expectation not met"
        })
public final class Main implements Callable<Integer> {
    /** Fits in a limit of 20,000 open files per process. Some files are not sockets. */
    private static final int SOCKETS_PER_SIMULATOR = 19_600;

    @Mixin
    private final ClusterOptions size = new ClusterOptions(1, 5_000);

    @Mixin
    private final MinutesOption minutes = new MinutesOption(2);

    @Mixin
    private final DataOption data = new DataOption();

    @Option(
            names = "--connect-rate",
            paramLabel = "N/s",
            description = "first connections per second (default: ${DEFAULT-VALUE})")
    private String connectRate = "500/s";

    @Option(
            names = "--expect",
            paramLabel = "LIST",
            description = "expectations at the end of the run (default: ${DEFAULT-VALUE})")
    private String expect = "connected=100%,answered=100%,skipped-pings=0,unexpected-closes=0";

    @Option(
            names = "--gateway-heap",
            paramLabel = "SIZE",
            description = "heap of each gateway (default: ${DEFAULT-VALUE})")
    private String gatewayHeap = "1g";

    @Parameters(
            paramLabel = "SIMULATOR-OPTION",
            description = "after --: further options of the simulator, for example --versions 1.6=50,2.0.1=30,2.1=20")
    private List<String> simulatorOptions = List.of();

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main())
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println(failure.getMessage() == null ? failure : failure.getMessage());
                    return 1;
                })
                .execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path directory = data.create("soak");
        System.out.println("Starting Kafka, Redis and " + size.gateways() + " gateways; logs are in " + directory);
        ClusterSettings settings = new ClusterSettings(
                directory,
                size.gateways(),
                "dev",
                "",
                false,
                List.of("-Xms512m"),
                Launch.with(LongRun.of(gatewayHeap)));
        try (Cluster cluster = Cluster.start(settings)) {
            System.out.println("Warming up");
            SoakWarmUp.run(endpoints(cluster));
            return org.ocppgateway.simulator.Main.commandLine()
                    .execute(simulatorArguments(cluster, directory).toArray(String[]::new));
        }
    }

    private List<String> simulatorArguments(Cluster cluster, Path directory) {
        int processes = Math.ceilDiv(size.chargePoints(), SOCKETS_PER_SIMULATOR);
        List<String> arguments = new ArrayList<>(List.of(
                "--url=" + joined(endpoints(cluster)),
                "--metrics=" + joined(metrics(cluster)),
                "--charge-points=" + size.chargePoints(),
                "--processes=" + Math.max(1, processes),
                "--source-addresses=20",
                "--connect-rate=" + connectRate,
                "--duration=" + minutes.duration().toSeconds() + "s",
                "--expect=" + expect,
                "--report=" + directory.resolve("report")));
        arguments.addAll(simulatorOptions);
        return arguments;
    }

    private static List<URI> endpoints(Cluster cluster) {
        return cluster.gateways().stream().map(GatewayProcess::endpoint).toList();
    }

    private static List<URI> metrics(Cluster cluster) {
        return cluster.gateways().stream()
                .map(gateway -> gateway.admin("/metrics"))
                .toList();
    }

    private static String joined(List<URI> urls) {
        return urls.stream().map(URI::toString).collect(Collectors.joining(","));
    }
}
