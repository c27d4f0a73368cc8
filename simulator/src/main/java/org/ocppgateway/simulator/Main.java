package org.ocppgateway.simulator;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.ocppgateway.simulator.expect.RunMetric;
import org.ocppgateway.simulator.fleet.FleetSettings;
import org.ocppgateway.simulator.fleet.LoadProfile;
import org.ocppgateway.simulator.replay.Replay;
import org.ocppgateway.simulator.run.FleetRun;
import org.ocppgateway.simulator.run.FleetWorker;
import org.ocppgateway.simulator.run.LocalFleetRun;
import org.ocppgateway.simulator.run.MultiProcessRun;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Command line of the simulator. Runs one fleet for a fixed time or until Ctrl-C, then prints a summary. */
@Command(
        name = "simulator",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        sortOptions = false,
        customSynopsis = "java -jar simulator.jar [OPTIONS]",
        usageHelpAutoWidth = true,
        description =
                "Simulates a fleet of charge points that connect to an OCPP server, charge, and execute commands.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:run completed",
            "1:run could not start",
            "2:invalid command line",
            "3:expectation not met, or a replayed CALL was answered differently",
            "130:interrupted by Ctrl-C, after the summary"
        })
public final class Main implements Callable<Integer> {
    private static final int EXPECTATION_MISSED = 3;

    @ArgGroup(exclusive = false, validate = false, heading = "%nServer%n", order = 1)
    private final FleetOptions.Server server = new FleetOptions.Server();

    @ArgGroup(exclusive = false, validate = false, heading = "%nFleet%n", order = 2)
    private final FleetOptions.Size size = new FleetOptions.Size();

    @ArgGroup(exclusive = false, validate = false, heading = "%nBehaviour%n", order = 3)
    private final FleetOptions.Behaviour behaviour = new FleetOptions.Behaviour();

    @ArgGroup(exclusive = false, validate = false, heading = "%nProcesses%n", order = 4)
    private final FleetOptions.Processes processes = new FleetOptions.Processes();

    @ArgGroup(exclusive = false, validate = false, heading = "%nResult%n", order = 5)
    private final FleetOptions.Result result = new FleetOptions.Result();

    @ArgGroup(exclusive = false, validate = false, heading = "%nReplay%n", order = 6)
    private final FleetOptions.Recorded recorded = new FleetOptions.Recorded();

    @Spec
    private CommandSpec command = CommandSpec.create();

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** Creates the command line of a new simulator. */
    public static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Main());
        commandLine.getCommandSpec().usageMessage().footer(footer());
        return commandLine
                .registerConverter(Duration.class, OptionParser::duration)
                .setParameterExceptionHandler((failure, arguments) -> {
                    PrintWriter err = failure.getCommandLine().getErr();
                    err.println(failure.getMessage());
                    err.println("Try --help for the options.");
                    return CommandLine.ExitCode.USAGE;
                })
                .setExecutionExceptionHandler((failure, failedCommand, parsed) -> {
                    failedCommand.getErr().println(failure.getMessage());
                    return CommandLine.ExitCode.SOFTWARE;
                });
    }

    private static String[] footer() {
        List<String> lines = new ArrayList<>(List.of("", "Profiles:"));
        for (LoadProfile profile : LoadProfile.values()) {
            lines.add(String.format("  %-18s %s", profile.label(), profile.description()));
        }
        lines.addAll(List.of("", "Metrics for --expect, with =, <= or >=:"));
        for (RunMetric metric : RunMetric.values()) {
            lines.add(String.format("  %-18s %s", metric.label(), metric.description()));
        }
        return lines.toArray(String[]::new);
    }

    @Override
    public Integer call() throws InterruptedException, IOException, GeneralSecurityException {
        if (recorded.file != null) {
            return replay(recorded.file) ? CommandLine.ExitCode.OK : EXPECTATION_MISSED;
        }
        FleetSettings settings = settings();
        if (processes.slice != null) {
            new FleetWorker(settings, System.out).run(System.in);
            return CommandLine.ExitCode.OK;
        }
        CountDownLatch interrupted = new CountDownLatch(1);
        CountDownLatch summaryPrinted = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            interrupted.countDown();
            awaitLatch(summaryPrinted);
        }));
        LoadRun.Options options = new LoadRun.Options(
                behaviour.profile.label(), size.duration, server.metrics, result.expectations, result.report);
        try (FleetRun run = processes.count > 1 ? workers(settings) : new LocalFleetRun(settings)) {
            boolean met = new LoadRun(settings, options, interrupted, System.out)
                    .execute(run, CommandLine.Help.Ansi.AUTO.enabled());
            return met ? CommandLine.ExitCode.OK : EXPECTATION_MISSED;
        } finally {
            summaryPrinted.countDown();
        }
    }

    private boolean replay(Path recording) throws InterruptedException, IOException, GeneralSecurityException {
        try {
            return new Replay(recorded.settings(server, recording)).run(System.out);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }

    private FleetSettings settings() {
        try {
            return FleetOptions.settings(server, size, processes, behaviour);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }

    /** Starts the requested number of processes, all with the same arguments and seed. */
    private MultiProcessRun workers(FleetSettings settings) {
        List<String> arguments =
                new ArrayList<>(command.commandLine().getParseResult().originalArgs());
        if (behaviour.seed == null) {
            arguments.add("--seed=" + settings.seed());
        }
        return new MultiProcessRun(Main.class, arguments, processes.count);
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await(FleetRun.STOP_TIME.multipliedBy(3).toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
