package org.ocppgateway.simulator;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.simulator.fleet.Fleet;
import org.ocppgateway.simulator.fleet.FleetObserver;
import org.ocppgateway.simulator.fleet.FleetSettings;
import org.ocppgateway.simulator.measure.FleetStats;
import org.ocppgateway.simulator.report.Progress;
import org.ocppgateway.simulator.report.Summary;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The simulator's command line: runs one fleet until its time is over or Ctrl-C, then sums up. */
@Command(
        name = "simulator",
        mixinStandardHelpOptions = true,
        version = "charge-point simulator 0.1.0",
        sortOptions = false,
        customSynopsis = "java -jar simulator.jar [OPTIONS]",
        usageHelpAutoWidth = true,
        description = "Simulates a fleet of charge points that connect to an OCPP server, charge, and obey commands.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the run came to its end",
            "1:the run could not begin",
            "2:the command line is wrong",
            "130:ended by Ctrl-C, after the summary"
        })
public final class Main implements Callable<Integer> {
    private static final Duration STOP_TIME = Duration.ofSeconds(10);

    @ArgGroup(exclusive = false, validate = false, heading = "%nWhere to%n", order = 1)
    private final FleetOptions.Server server = new FleetOptions.Server();

    @ArgGroup(exclusive = false, validate = false, heading = "%nThe fleet%n", order = 2)
    private final FleetOptions.Size size = new FleetOptions.Size();

    @ArgGroup(exclusive = false, validate = false, heading = "%nHow it behaves%n", order = 3)
    private final FleetOptions.Behaviour behaviour = new FleetOptions.Behaviour();

    @Spec
    private CommandSpec command = CommandSpec.create();

    private final CountDownLatch interrupted = new CountDownLatch(1);

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .registerConverter(Duration.class, Units::duration)
                .setParameterExceptionHandler((failure, arguments) -> {
                    PrintWriter err = failure.getCommandLine().getErr();
                    err.println(failure.getMessage());
                    err.println("Try --help for the options.");
                    return CommandLine.ExitCode.USAGE;
                })
                .setExecutionExceptionHandler((failure, commandLine, parsed) -> {
                    commandLine.getErr().println(failure.getMessage());
                    return CommandLine.ExitCode.SOFTWARE;
                });
    }

    @Override
    public Integer call() {
        FleetSettings settings = settings();
        CountDownLatch summedUp = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            interrupted.countDown();
            awaitQuietly(summedUp, STOP_TIME.multipliedBy(2));
        }));
        try {
            run(settings);
        } finally {
            summedUp.countDown();
        }
        return CommandLine.ExitCode.OK;
    }

    private FleetSettings settings() {
        try {
            return FleetOptions.settings(server, size, behaviour);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }

    private void run(FleetSettings settings) {
        boolean terminal = CommandLine.Help.Ansi.AUTO.enabled();
        System.out.printf(
                "%d charge points (%s), %s to %s, connect to %s (seed %d)%n",
                settings.chargePoints(),
                settings.versions().describe(settings.chargePoints()),
                Fleet.idOf(settings, 0),
                Fleet.idOf(settings, settings.chargePoints() - 1),
                settings.url(),
                settings.seed());
        long began = System.nanoTime();
        Fleet fleet = Fleet.start(settings, FleetObserver.NONE);
        Progress progress = new Progress(System.out, terminal, settings.chargePoints());
        watch(fleet, progress, began);
        progress.end();
        // Before the end, as connections that are closed at the end would look like failures.
        Map<OcppVersion, FleetStats> stats = fleet.statsByVersion();
        Duration running = Duration.ofNanos(System.nanoTime() - began);
        boolean inTime = fleet.stop(STOP_TIME);
        new Summary(System.out).print(stats, running, settings.seed());
        if (!inTime) {
            System.out.printf(
                    "%nSome charge points did not end within %d s and were dropped.%n", STOP_TIME.toSeconds());
        }
    }

    /** Shows the progress until the time is over. */
    private void watch(Fleet fleet, Progress progress, long began) {
        long last = began;
        while (true) {
            Duration left =
                    size.duration == null ? progress.pause() : size.duration.minusNanos(System.nanoTime() - began);
            Duration pause = left.compareTo(progress.pause()) < 0 ? left : progress.pause();
            boolean over = awaitQuietly(interrupted, pause);
            long now = System.nanoTime();
            progress.show(
                    fleet.statsByVersion(),
                    Duration.ofNanos(now - began),
                    Duration.ofNanos(now - last),
                    fleet.recentLatencies());
            last = now;
            if (over || (size.duration != null && now - began >= size.duration.toNanos())) {
                return;
            }
        }
    }

    private static boolean awaitQuietly(CountDownLatch latch, Duration longest) {
        try {
            return latch.await(longest.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
