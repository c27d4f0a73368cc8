package org.ocppgateway.ops.bench.compare;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.ops.bench.figure.Environment;
import org.ocppgateway.ops.bench.figure.Measurement.Progress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code ops/bench compare}. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Puts the same load on this gateway and on any other OCPP 1.6 server of this machine, in turns, and prints the"
                    + " medians and their ratio. Without --with the gateway is measured alone.",
            "",
            "A turn: all charge points connect, each sends a BootNotification (seconds until all are answered); all idle"
                    + " (processor time and memory of the server process); some send Heartbeats, then MeterValues, in a closed"
                    + " loop (rate and latency), each followed by half of that rate. Round 1 is cold for both servers and the load client.",
            "",
            "Kafka, Redis, the gateway and the load client share the machine with the other server. The share of the load"
                    + " client is part of the table: near 100 %% of one processor it limits the rate. The charge points are"
                    + " LOAD-000000 and so on. Nothing is appended to the history of figures."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:measured", "2:wrong arguments, or the measurement failed"})
public final class CompareCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--with",
            paramLabel = "URL",
            description =
                    "endpoint of the other server, without the identity: ws://127.0.0.1:8390/ocpp. It may be started"
                            + " after this program, which waits 60 s for it")
    private @Nullable String with;

    @Option(
            names = "--pid",
            paramLabel = "PID",
            description = "process of the other server (default: the one that listens on the port of the URL)")
    private @Nullable Long pid;

    @Option(names = "--connections", paramLabel = "N", description = "charge points (default: ${DEFAULT-VALUE})")
    private int connections = 19_000;

    @Option(names = "--active", paramLabel = "N", description = "of these in closed loops (default: ${DEFAULT-VALUE})")
    private int active = 1_000;

    @Option(names = "--rounds", paramLabel = "N", description = "(default: ${DEFAULT-VALUE})")
    private int rounds = 3;

    @Option(
            names = "--in-flight",
            paramLabel = "N",
            description = "connection attempts at a time (default: ${DEFAULT-VALUE})")
    private int inFlight = 600;

    @Option(
            names = "--settle",
            paramLabel = "S",
            description = "seconds between connecting and measuring the idle server (default: ${DEFAULT-VALUE})")
    private int settle = 90;

    @Option(names = "--idle", paramLabel = "S", description = "seconds idle (default: ${DEFAULT-VALUE})")
    private int idle = 60;

    @Option(names = "--loop", paramLabel = "S", description = "seconds of each loop (default: ${DEFAULT-VALUE})")
    private int loop = 12;

    @Option(
            names = "--password",
            paramLabel = "TEXT",
            description =
                    "password of all charge points; the user name is the identity. Empty for no Authorization header"
                            + " (default: ${DEFAULT-VALUE})")
    private String password = "password-for-bench";

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            description = "running broker for the gateway (default: starts one)")
    private @Nullable String kafka;

    @Option(
            names = "--kafka-port",
            paramLabel = "PORT",
            description = "port of the started broker (default: 9092, or a free one if that is taken)")
    private @Nullable Integer kafkaPort;

    @Option(
            names = "--topic",
            paramLabel = "NAME",
            description = "topic of the other server, created with 12 partitions; may be repeated")
    private List<String> topics = new ArrayList<>();

    @Option(
            names = "--heap",
            paramLabel = "SIZE",
            description = "heap of the gateway (default: that of ops/start for the connections)")
    private @Nullable String heap;

    @Option(
            names = "--java-options",
            paramLabel = "OPTIONS",
            description = "more JVM options of the gateway, separated by blanks, for example"
                    + " --java-options='-XX:-UseG1GC -XX:+UseSerialGC'")
    private String javaOptions = "";

    @Option(names = "--tls", description = "connections to the gateway with TLS, if it is measured alone")
    private boolean tls;

    @Override
    public Integer call() throws IOException, InterruptedException {
        ComparePlan plan;
        URI other;
        try {
            plan = plan();
            other = with == null ? null : OtherServer.endpoint(with);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec().commandLine(), e.getMessage(), e);
        }
        try {
            checkLimit(plan);
            if (pid != null) {
                new ServerProcess(pid);
            }
            run(plan, other);
            return 0;
        } catch (IllegalStateException e) {
            spec().commandLine().getErr().println("ops/bench compare: " + e.getMessage());
            return 2;
        }
    }

    private ComparePlan plan() {
        if (rounds < 1) {
            throw new IllegalArgumentException("--rounds: at least one");
        }
        if (with == null && pid != null) {
            throw new IllegalArgumentException("--pid needs --with");
        }
        if (with != null && tls) {
            throw new IllegalArgumentException(
                    "--tls is for the gateway alone; with --with the scheme wss chooses TLS");
        }
        if (kafka != null && kafkaPort != null) {
            throw new IllegalArgumentException("either --kafka or --kafka-port");
        }
        return new ComparePlan(
                connections,
                active,
                inFlight,
                Duration.ofSeconds(settle),
                Duration.ofSeconds(idle),
                Duration.ofSeconds(loop),
                password.isEmpty() ? null : password);
    }

    private void run(ComparePlan plan, @Nullable URI other) throws IOException, InterruptedException {
        PrintWriter err = spec().commandLine().getErr();
        Progress progress = line -> {
            err.println("  " + line);
            err.flush();
        };
        Environment environment = Environment.current();
        if (environment.isBusy()) {
            progress.report(
                    "The machine is busy (load %.1f): the figures are not reliable.".formatted(environment.load()));
        }
        try (CompareStack stack = CompareStack.start(stackSettings(other))) {
            stack.createTopics(topics);
            List<MeasuredServer> servers = new ArrayList<>(List.of(stack.server()));
            if (other != null) {
                servers.add(OtherServer.await(other, pid, stack.kafka(), progress));
            }
            progress.report("Kafka is at " + stack.kafka());
            for (MeasuredServer server : servers) {
                progress.report("%-8s %s, process %d: %s"
                        .formatted(
                                server.name(),
                                server.endpoint(),
                                server.process().pid(),
                                server.process().program()));
                OtherServer.check(server, plan);
            }
            Comparison comparison = new Comparison(servers, plan, progress);
            try {
                comparison.run(rounds);
            } finally {
                print(comparison.table(), environment);
            }
        }
    }

    private CompareStack.Settings stackSettings(@Nullable URI other) {
        return new CompareStack.Settings(
                kafka, kafkaPort, connections, javaOptions(), other == null ? tls : MeasuredServer.isTls(other));
    }

    private void print(String table, Environment environment) {
        if (table.isEmpty()) {
            return;
        }
        PrintWriter out = spec().commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "%,d connections, %,d active, rounds: %d%n%s%n%s, %s%ncommit %s, %s, load before %.1f%n",
                connections,
                active,
                rounds,
                table,
                environment.machine(),
                environment.jdk(),
                environment.commit(),
                environment.time(),
                environment.load());
        out.flush();
    }

    private List<String> javaOptions() {
        List<String> options = new ArrayList<>();
        if (heap != null) {
            options.addAll(List.of("-Xms" + heap, "-Xmx" + heap));
        }
        if (!javaOptions.isBlank()) {
            options.addAll(List.of(javaOptions.strip().split("\\s+")));
        }
        return options;
    }

    /** The load client needs one file for each connection. */
    private static void checkLimit(ComparePlan plan) {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            long needed = plan.connections() + (long) OtherServer.OTHER_FILES;
            if (system.getMaxFileDescriptorCount() < needed) {
                throw new IllegalStateException(
                        "%,d connections need %,d open files, the limit is %,d: raise it with ulimit -n, or use --connections"
                                .formatted(plan.connections(), needed, system.getMaxFileDescriptorCount()));
            }
        }
    }

    private CommandSpec spec() {
        if (spec == null) {
            throw new IllegalStateException("picocli sets the specification before the call");
        }
        return spec;
    }
}
