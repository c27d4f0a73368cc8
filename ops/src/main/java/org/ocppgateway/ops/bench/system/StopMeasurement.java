package org.ocppgateway.ops.bench.system;

import java.time.Duration;
import java.util.List;
import org.ocppgateway.ops.bench.figure.BenchFigure;
import org.ocppgateway.ops.bench.figure.BenchTarget;
import org.ocppgateway.ops.bench.figure.Measurement;
import org.ocppgateway.ops.bench.load.Load;
import org.ocppgateway.ops.stack.backend.BackendEvent;
import org.ocppgateway.ops.stack.backend.Feed;

/** Whether a gateway that is stopped publishes the end of every session. */
public final class StopMeasurement implements Measurement {
    private static final int CONNECTIONS = 19_000;
    private static final int CONNECTING_AT_A_TIME = 200;
    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final String STOP_SETTING = "gateway.stop-timeout = 30 s";

    @Override
    public String name() {
        return "stop";
    }

    @Override
    public String about() {
        return "SIGTERM with 19,000 connections: duration, and the last events of the sessions";
    }

    @Override
    public List<BenchFigure> run(Progress progress) throws Exception {
        try (BenchCluster cluster = BenchCluster.open(STOP_SETTING);
                Load load = new Load(cluster.gateway().endpoint(), CONNECTIONS)) {
            load.connect(CONNECTING_AT_A_TIME, TIMEOUT);
            progress.report(CONNECTIONS + " charge points are connected");
            long begun = System.nanoTime();
            cluster.gateway().server().terminate();
            int status = cluster.gateway().server().awaitExit(TIMEOUT);
            double seconds = Duration.ofNanos(System.nanoTime() - begun).toMillis() / 1000.0;
            progress.report("stopped after %.1f s with exit status %d".formatted(seconds, status));
            return figures(cluster, seconds, progress);
        }
    }

    private static List<BenchFigure> figures(BenchCluster cluster, double seconds, Progress progress) {
        long connected = 0;
        long offline = 0;
        try (Feed<BackendEvent> events = Feed.events(cluster.cluster().broker().address(), true)) {
            while (!events.isAtEnd()) {
                for (BackendEvent event : events.next()) {
                    connected += event.type().equals("device.connected") ? 1 : 0;
                    offline += event.type().equals("device.offline") ? 1 : 0;
                }
            }
        }
        progress.report("%,d sessions, %,d offline events".formatted(connected, offline));
        String settings = BenchCluster.settings("%,d connections, %s".formatted(CONNECTIONS, STOP_SETTING));
        return List.of(
                new BenchFigure(
                        "stop offline events missing", connected - offline, "", BenchTarget.atMost(0), settings),
                new BenchFigure("stop duration", seconds, "s", BenchTarget.atMost(30), settings));
    }
}
