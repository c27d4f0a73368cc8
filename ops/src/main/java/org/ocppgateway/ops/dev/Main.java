package org.ocppgateway.ops.dev;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.ocppgateway.ops.options.DataOption;
import org.ocppgateway.ops.stack.process.Server;
import org.ocppgateway.ops.stack.process.TemporaryDirectory;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.simulator.VersionMixConverter;
import org.ocppgateway.simulator.fleet.Fleet;
import org.ocppgateway.simulator.fleet.FleetSettings;
import org.ocppgateway.simulator.fleet.VersionMix;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code ops/dev}: starts the stack, prints examples, and stops it on Ctrl-C. */
@Command(
        name = "ops/dev",
        subcommands = {EventsCommand.class, KafkaSendCommand.class, CertificateCommand.class},
        description = "Starts the gateway on this machine with everything it needs: a Kafka broker, a Redis server, and"
                + " a fleet of simulated charge points. Ctrl-C stops all of them.",
        footer = {"", "The following commands use the running stack as a backend does."})
public final class Main implements Callable<Integer> {
    @Mixin
    private final Addresses addresses = new Addresses();

    @Mixin
    private final DataOption data = new DataOption();

    @Option(
            names = "--charge-points",
            paramLabel = "N",
            description = "number of simulated charge points; 0 for none (default: ${DEFAULT-VALUE})")
    private int chargePoints = 20;

    @Option(
            names = "--versions",
            paramLabel = "MIX",
            defaultValue = "1.6=50,2.0.1=30,2.1=20",
            converter = VersionMixConverter.class,
            description = "their OCPP versions, with weights (default: ${DEFAULT-VALUE})")
    private VersionMix versions = VersionMix.only(OcppVersion.V1_6);

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main())
                .setExecutionExceptionHandler(Main::report)
                .execute(arguments));
    }

    private static int report(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        command.getErr().println(failure.getMessage() == null ? failure : failure.getMessage());
        return 1;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<String> problems = addresses.problems();
        if (!problems.isEmpty()) {
            problems.forEach(System.err::println);
            return 1;
        }
        long begin = System.nanoTime();
        Path directory = data.create("dev");
        Stack stack = new Stack(new StackSettings(addresses, chargePoints, versions, directory, data.isGiven()));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stack, directory), "stop"));

        System.out.println("Starting Kafka, Redis, the gateway and " + fleet() + "; logs are in " + directory);
        stack.start();
        System.out.println(welcome(Duration.ofNanos(System.nanoTime() - begin), directory));
        return awaitLoss(stack);
    }

    private static int awaitLoss(Stack stack) throws InterruptedException {
        while (true) {
            Optional<Server> lost = stack.lost();
            if (lost.isPresent()) {
                System.err.println("A process of the stack has exited unexpectedly. The end of "
                        + lost.get().log() + ":\n" + lost.get().logTail());
                return 1;
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    private void stop(Stack stack, Path directory) {
        System.out.println("Stopping");
        boolean allWasWell = stack.lost().isEmpty();
        stack.close();
        if (!data.isGiven() && allWasWell) {
            TemporaryDirectory.delete(directory);
        }
    }

    private String fleet() {
        return chargePoints == 0
                ? "no charge points"
                : chargePoints + " charge points (" + versions.describe(chargePoints) + ")";
    }

    private String welcome(Duration startUp, Path directory) {
        return """
            Ready after %.1f s.

              charge points connect to  ws://127.0.0.1:%d/ocpp/{chargePointId}
              with TLS                  wss://127.0.0.1:%d/ocpp/{chargePointId}, root certificate %s
              health                    http://127.0.0.1:%d/health
              Kafka                     127.0.0.1:%d
              Redis                     127.0.0.1:%d

            Try, in another terminal:

              %s

            Ctrl-C stops everything.
            """.formatted(
                        startUp.toMillis() / 1000.0,
                        addresses.gateway,
                        addresses.tls(),
                        directory.resolve("ca.pem"),
                        addresses.admin,
                        addresses.backend.kafka,
                        addresses.backend.redis,
                        String.join("\n  ", examples()));
    }

    private List<String> examples() {
        String options = addresses.backend.asOptions();
        URI endpoint = URI.create("ws://127.0.0.1:" + addresses.gateway + "/ocpp");
        List<String> commands = new ArrayList<>();
        if (chargePoints == 0) {
            commands.add("java -jar simulator/target/simulator.jar --charge-points 3 --versions " + versions + " --url "
                    + endpoint);
        }
        commands.add("curl -s http://127.0.0.1:" + addresses.admin + "/health");
        commands.add("ops/dev events" + options);
        commands.add("ops/dev send " + oneOfEachVersion(endpoint)
                + " remote.start '{\"evseId\":1,\"idToken\":\"TAG1\"}'" + options);
        return commands;
    }

    /** Returns the first charge point of each version, as an argument of {@code ops/dev send}. */
    private String oneOfEachVersion(URI endpoint) {
        FleetSettings settings = FleetSettings.of(endpoint, Math.max(3, chargePoints));
        Map<OcppVersion, ChargePointId> first = new EnumMap<>(OcppVersion.class);
        for (int i = 0; i < settings.population().chargePoints(); i++) {
            first.putIfAbsent(versions.versionOf(i), Fleet.idOf(settings, i));
        }
        return first.values().stream().map(ChargePointId::value).collect(Collectors.joining(","));
    }
}
