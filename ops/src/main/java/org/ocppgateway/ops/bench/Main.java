package org.ocppgateway.ops.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.ocppgateway.ops.bench.compare.CompareCommand;
import org.ocppgateway.ops.bench.figure.BenchFigure;
import org.ocppgateway.ops.bench.figure.Environment;
import org.ocppgateway.ops.bench.figure.History;
import org.ocppgateway.ops.bench.figure.Measurement;
import org.ocppgateway.ops.bench.figure.Table;
import org.ocppgateway.ops.bench.message.MessageMeasurement;
import org.ocppgateway.ops.bench.message.ReadingMeasurement;
import org.ocppgateway.ops.bench.sessions.SessionMeasurement;
import org.ocppgateway.ops.bench.system.CommandMeasurement;
import org.ocppgateway.ops.bench.system.ConnectionMeasurement;
import org.ocppgateway.ops.bench.system.FloodMeasurement;
import org.ocppgateway.ops.bench.system.GuessingMeasurement;
import org.ocppgateway.ops.bench.system.JournalMeasurement;
import org.ocppgateway.ops.bench.system.RouteMeasurement;
import org.ocppgateway.ops.bench.system.StartMeasurement;
import org.ocppgateway.ops.bench.system.StopMeasurement;
import org.ocppgateway.ops.bench.system.ThroughputMeasurement;
import org.ocppgateway.ops.bench.system.TlsMeasurement;
import org.ocppgateway.ops.bench.system.TlsStormMeasurement;
import org.ocppgateway.ops.stack.process.ProjectFiles;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The command {@code ops/bench}. Exit status: 0 if every target was reached, 1 if one was missed, 2 if a measurement
 * failed.
 */
@Command(
        name = "ops/bench",
        mixinStandardHelpOptions = true,
        subcommands = CompareCommand.class,
        description =
                "Measures, and prints one table: each figure with its target and its change since the previous run on"
                        + " this machine. Run nothing else meanwhile.")
public final class Main implements Callable<Integer> {
    private static final List<Measurement> ALL = List.of(
            new MessageMeasurement(),
            new ReadingMeasurement(),
            new StartMeasurement(),
            new CommandMeasurement(),
            new RouteMeasurement(),
            new ThroughputMeasurement(),
            new ConnectionMeasurement(),
            new TlsMeasurement(),
            new TlsStormMeasurement(),
            new FloodMeasurement(),
            new GuessingMeasurement(),
            new JournalMeasurement(),
            new StopMeasurement(),
            new SessionMeasurement());

    @Parameters(paramLabel = "NAME", description = "measurements to run (default: all, one after the other)")
    private List<String> names = List.of();

    @Option(names = "--list", description = "list the measurements")
    private boolean list;

    @Option(
            names = "--keep",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "append the figures to " + History.FILE + " (default: yes)")
    private boolean keep;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main())
                .setExitCodeExceptionMapper(failure -> 2)
                .execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        if (list) {
            ALL.forEach(one -> System.out.printf("%-12s  %s%n", one.name(), one.about()));
            return 0;
        }
        Environment environment = Environment.current();
        if (environment.isBusy()) {
            System.err.printf(
                    "The machine is busy (load %.1f): time measurements are not reliable.%n", environment.load());
        }
        List<BenchFigure> figures = new ArrayList<>();
        for (Measurement measurement : selected()) {
            System.err.println(measurement.name() + ": " + measurement.about());
            figures.addAll(measurement.run(line -> System.err.println("  " + line)));
        }
        return publish(figures, environment);
    }

    private List<Measurement> selected() {
        List<String> unknown = names.stream()
                .filter(name -> ALL.stream().noneMatch(one -> one.name().equals(name)))
                .toList();
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("unknown measurement: " + String.join(", ", unknown) + "; see --list");
        }
        return ALL.stream()
                .filter(one -> names.isEmpty() || names.contains(one.name()))
                .toList();
    }

    private int publish(List<BenchFigure> figures, Environment environment) throws IOException {
        History history = new History(ProjectFiles.root().resolve(History.FILE));
        System.out.printf(
                "%s%n%s, %s%ncommit %s, %s, load before %.1f%n",
                Table.of(figures, history, environment),
                environment.machine(),
                environment.jdk(),
                environment.commit(),
                environment.time(),
                environment.load());
        if (keep) {
            history.append(environment, figures);
        }
        return figures.stream().allMatch(BenchFigure::isReached) ? 0 : 1;
    }
}
