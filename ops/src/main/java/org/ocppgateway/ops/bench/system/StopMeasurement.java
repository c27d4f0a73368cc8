package org.ocppgateway.ops.bench.system;

import java.time.Duration;
import java.util.List;
import org.ocppgateway.ops.bench.figure.BenchFigure;
import org.ocppgateway.ops.bench.figure.BenchTarget;
import org.ocppgateway.ops.bench.figure.Measurement;
import org.ocppgateway.ops.bench.load.Load;
import org.ocppgateway.ops.checks.rollout.Closes;

/** Whether a gateway that is stopped publishes the end of every session. */
public final class StopMeasurement implements Measurement {
    private static final int CONNECTIONS = 19_000;
    private static final int CONNECTING_AT_A_TIME = 200;
    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final double HALF_OF_STOP_TIMEOUT = 15;
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
        Closes closes = Closes.read(cluster.cluster().broker().address());
        progress.report("%,d sessions, %,d offline events".formatted(closes.connected(), closes.offline()));
        closes.times()
                .forEach((name, times) -> progress.report(
                        "%s: %,d sessions within %.1f s, at most %.0f per second; the default rate is %.0f per second"
                                .formatted(
                                        name,
                                        times.size(),
                                        Duration.between(times.getFirst(), times.getLast())
                                                        .toMillis()
                                                / 1000.0,
                                        Closes.highestRate(times),
                                        CONNECTIONS / HALF_OF_STOP_TIMEOUT)));
        String settings = BenchCluster.settings("%,d connections, %s".formatted(CONNECTIONS, STOP_SETTING));
        return List.of(
                new BenchFigure(
                        "stop offline events missing",
                        closes.connected() - closes.offline(),
                        "",
                        BenchTarget.atMost(0),
                        settings),
                new BenchFigure("stop duration", seconds, "s", BenchTarget.atMost(30), settings));
    }
}
