package org.ocppgateway.ops.bench.sessions;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.ocppgateway.ops.bench.figure.BenchFigure;
import org.ocppgateway.ops.bench.figure.BenchTarget;
import org.ocppgateway.ops.bench.figure.Measurement;
import org.ocppgateway.ops.bench.memory.MemoryNetwork;
import org.ocppgateway.ops.stack.process.JavaCommand;
import org.ocppgateway.ops.stack.process.LongRun;
import org.ocppgateway.ops.stack.process.ProjectFiles;
import org.ocppgateway.ops.stack.process.TemporaryDirectory;
import org.ocppgateway.ops.stack.redis.RedisProcess;

/** Growth of heap, idle cost and pauses from 1,000 to 1,000,000 sessions in one JVM, over in-memory connections. */
public final class SessionMeasurement implements Measurement {
    /**
     * A small young generation, so that collections happen during the measurement. The heap follows its content, so that resident memory tells
     * what the sessions need.
     */
    private static final String[] HEAP_OPTIONS = {
        "-Xmn256m", "-Xms512m", "-XX:MinHeapFreeRatio=5", "-XX:MaxHeapFreeRatio=10"
    };

    private static final String MAX_HEAP = "10g";

    /** Number of sessions, and seconds for which they stay idle. */
    private static final List<String> SIZES =
            List.of("1000=10", "10000=10", "50000=10", "100000=30", "250000=10", "500000=60", "1000000=60");

    private static final int IDLE_COST_SESSIONS = 100_000;
    private static final int MOST_SESSIONS = 1_000_000;
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @Override
    public String name() {
        return "sessions";
    }

    @Override
    public String about() {
        return "heap, idle cost and pauses from 1,000 to 1,000,000 sessions in one JVM, over in-memory connections";
    }

    @Override
    public List<BenchFigure> run(Progress progress) throws Exception {
        List<SessionSnapshot> snapshots = new ArrayList<>();
        try (TemporaryDirectory directory = new TemporaryDirectory("gateway-bench-");
                RedisProcess redis = new RedisProcess(directory.path())) {
            redis.server().start().awaitReady(TIMEOUT);
            Process process = start(configuration(directory.path(), redis.address()));
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    SessionSnapshot.of(line).ifPresent(snapshot -> {
                        snapshots.add(snapshot);
                        progress.report(snapshot.description());
                    });
                }
            } finally {
                process.destroy();
            }
            if (snapshots.size() < SIZES.size()) {
                throw new IllegalStateException("the process exited with status " + process.waitFor());
            }
        }
        return figures(snapshots);
    }

    private static Process start(Path configuration) throws IOException {
        List<String> options = new ArrayList<>(LongRun.of(MAX_HEAP, HEAP_OPTIONS));
        options.add(MemoryNetwork.jvmOption());
        List<String> arguments = new ArrayList<>(List.of(configuration.toString()));
        arguments.addAll(SIZES);
        return new ProcessBuilder(JavaCommand.main(
                        ProjectFiles.file("ops/target/ops.jar"), SessionsMain.class, options, arguments))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static Path configuration(Path directory, String redis) throws IOException {
        return Files.writeString(directory.resolve("sessions.conf"), """
            include required(file("%s"))
            gateway {
              connection.max-connections = %d
              endpoint.max-sockets = %d
              redis.uri = "redis://%s"
              journal { ring-size = 64 KiB, bad-end-size = 64 KiB } # bounded per pod; not a cost of a session
            }
            """.formatted(
                        ProjectFiles.file("ops/config/dev.conf"), MOST_SESSIONS, MOST_SESSIONS, redis));
    }

    private static List<BenchFigure> figures(List<SessionSnapshot> snapshots) {
        List<BenchFigure> figures = new ArrayList<>();
        for (SessionSnapshot snapshot : snapshots) {
            String settings =
                    "%s -Xmx%s %s; %,d sessions, OCPP 1.6, pinged every 45 s, a heartbeat every 300 s, no sockets"
                            .formatted(LongRun.NAMES, MAX_HEAP, String.join(" ", HEAP_OPTIONS), snapshot.sessions());
            String of = "%,d sessions in memory".formatted(snapshot.sessions());
            boolean cost = snapshot.sessions() == IDLE_COST_SESSIONS;
            boolean most = snapshot.sessions() == MOST_SESSIONS;
            figures.add(new BenchFigure(
                    of + " heap each", snapshot.bytes(), "B", cost ? BenchTarget.atMost(6_500) : less(), settings));
            figures.add(
                    new BenchFigure(of + " resident memory", snapshot.residentBytes() / 1e6, "MB", less(), settings));
            figures.add(new BenchFigure(
                    of + " connected per second",
                    snapshot.connectsPerSecond(),
                    "1/s",
                    BenchTarget.Watched.MORE_IS_BETTER,
                    settings));
            figures.add(new BenchFigure(
                    of + " idle cost",
                    snapshot.processorPercent(),
                    "% of a processor",
                    cost ? BenchTarget.atMost(15) : less(),
                    settings));
            if (most) {
                figures.add(new BenchFigure(
                        of + " longest young pause",
                        snapshot.longestPauseMillis() / 1e3,
                        "s",
                        BenchTarget.atMost(0.5),
                        settings));
            }
        }
        return figures;
    }

    private static BenchTarget less() {
        return BenchTarget.Watched.LESS_IS_BETTER;
    }
}
