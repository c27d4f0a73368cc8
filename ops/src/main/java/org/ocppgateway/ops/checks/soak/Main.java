package org.ocppgateway.ops.checks.soak;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.ops.stack.cluster.Cluster;
import org.ocppgateway.ops.stack.cluster.ClusterSettings;
import org.ocppgateway.ops.stack.gateway.GatewayProcess;
import org.ocppgateway.ops.stack.process.Launch;
import org.ocppgateway.ops.stack.process.LongRun;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code ops/soak}: many charge points, several gateways, one table, and an exit code that says whether it held. */
@Command(
        name = "ops/soak",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Starts a broker, a Redis, gateways and simulated charge points on this machine, lets them run, and"
                        + " says what came of it.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all expectations were met",
            "1:the run could not begin",
            "2:wrong option",
            "3:an expectation was missed"
        })
public final class Main implements Callable<Integer> {
    /** A process may open 20,000 files where this runs in small; some are not sockets. */
    private static final int SOCKETS_PER_SIMULATOR = 19_600;

    @Option(
            names = "--gateways",
            paramLabel = "N",
            description = "how many gateway processes (default: ${DEFAULT-VALUE})")
    private int gateways = 1;

    @Option(
            names = {"-n", "--charge-points"},
            paramLabel = "N",
            description = "how many charge points in all (default: ${DEFAULT-VALUE})")
    private int chargePoints = 5_000;

    @Option(names = "--minutes", paramLabel = "M", description = "how long, ramp included (default: ${DEFAULT-VALUE})")
    private double minutes = 2;

    @Option(
            names = "--connect-rate",
            paramLabel = "N/s",
            description = "first connections per second (default: ${DEFAULT-VALUE})")
    private String connectRate = "500/s";

    @Option(
            names = "--expect",
            paramLabel = "LIST",
            description = "what has to be true in the end (default: ${DEFAULT-VALUE})")
    private String expect = "connected=100%,answered=100%,skipped-pings=0,unexpected-closes=0";

    @Option(
            names = "--gateway-heap",
            paramLabel = "SIZE",
            description = "of each gateway's JVM (default: ${DEFAULT-VALUE})")
    private String gatewayHeap = "1g";

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "for data, logs and the report (default: a new temporary directory, which is kept)")
    private @Nullable Path data;

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
        Path directory = data == null ? Files.createTempDirectory("gateway-soak-") : Files.createDirectories(data);
        System.out.println("Starting Kafka, Redis and " + gateways + " gateways; logs are in " + directory);
        ClusterSettings settings = new ClusterSettings(
                directory.toRealPath(),
                gateways,
                "dev",
                "",
                false,
                List.of("-Xms512m"),
                Launch.with(LongRun.of(gatewayHeap, "-Djava.net.preferIPv4Stack=true")));
        try (Cluster cluster = Cluster.start(settings)) {
            System.out.println("Warming up");
            SoakWarmUp.run(endpoints(cluster));
            return org.ocppgateway.simulator.Main.commandLine()
                    .execute(simulatorArguments(cluster, directory).toArray(String[]::new));
        }
    }

    private List<String> simulatorArguments(Cluster cluster, Path directory) {
        int processes = Math.ceilDiv(chargePoints, SOCKETS_PER_SIMULATOR);
        List<String> arguments = new ArrayList<>(List.of(
                "--url=" + joined(endpoints(cluster)),
                "--metrics=" + joined(metrics(cluster)),
                "--charge-points=" + chargePoints,
                "--processes=" + Math.max(1, processes),
                "--source-addresses=20",
                "--connect-rate=" + connectRate,
                "--duration=" + Math.round(minutes * 60) + "s",
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
