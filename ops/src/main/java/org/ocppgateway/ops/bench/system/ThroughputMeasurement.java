package org.ocppgateway.ops.bench.system;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.ocppgateway.ops.bench.figure.BenchFigure;
import org.ocppgateway.ops.bench.figure.BenchTarget;
import org.ocppgateway.ops.bench.figure.Measurement;
import org.ocppgateway.ops.bench.load.CallReport;
import org.ocppgateway.ops.bench.load.CallTemplate;
import org.ocppgateway.ops.bench.load.Load;

/** CALLs answered per second by one gateway with many connections, and the latency at a tenth of that rate. */
public final class ThroughputMeasurement implements Measurement {
    private static final int CONNECTIONS = 19_000;
    private static final int ACTIVE = 1_000;
    private static final int CONNECTING_AT_A_TIME = 200;
    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final Duration WARM_UP = Duration.ofSeconds(30);
    private static final Duration MEASURED = Duration.ofSeconds(10);
    private static final double P99 = 99;

    @Override
    public String name() {
        return "throughput";
    }

    @Override
    public String about() {
        return "heartbeats and durable meter values answered by one gateway, 1,000 active of 19,000 charge points";
    }

    @Override
    public List<BenchFigure> run(Progress progress) throws Exception {
        List<BenchFigure> figures = new ArrayList<>();
        try (BenchCluster cluster = BenchCluster.open();
                Load load = new Load(cluster.gateway().endpoint(), CONNECTIONS)) {
            load.connect(CONNECTING_AT_A_TIME, TIMEOUT);
            progress.report(CONNECTIONS + " charge points are connected");
            figures.addAll(measure(load, "Heartbeat", BenchCluster.HEARTBEAT, 60_000, 10, progress));
            figures.addAll(measure(load, "durable MeterValues", BenchCluster.METER_VALUES, 25_000, 30, progress));
        }
        return figures;
    }

    private static List<BenchFigure> measure(
            Load load, String what, CallTemplate template, double leastRate, double mostMillis, Progress progress)
            throws InterruptedException {
        CallReport full =
                load.callInClosedLoop(ACTIVE, template, WARM_UP, MEASURED).checked();
        progress.report("%s: %.0f/s".formatted(what, full.perSecond()));
        CallReport tenth = load.callAtRate(ACTIVE, leastRate / 10, template, MEASURED.dividedBy(2), MEASURED)
                .checked();
        progress.report("%s at %.0f/s: p50 %.1f ms, p99 %.1f ms"
                .formatted(what, tenth.perSecond(), tenth.millisOf(50), tenth.millisOf(P99)));
        String loop = settings("closed loop");
        String paced = settings("%.0f/s".formatted(leastRate / 10));
        return List.of(
                new BenchFigure(what + " closed loop", full.perSecond(), "/s", BenchTarget.atLeast(leastRate), loop),
                new BenchFigure(
                        what + " closed loop p99", full.millisOf(P99), "ms", BenchTarget.Watched.LESS_IS_BETTER, loop),
                new BenchFigure(
                        what + " at a tenth p50", tenth.millisOf(50), "ms", BenchTarget.Watched.LESS_IS_BETTER, paced),
                new BenchFigure(
                        what + " at a tenth p99", tenth.millisOf(P99), "ms", BenchTarget.atMost(mostMillis), paced));
    }

    private static String settings(String how) {
        return BenchCluster.settings(
                "%,d active of %,d, %s, %d s after %d s; load, broker and Redis on the same machine"
                        .formatted(ACTIVE, CONNECTIONS, how, MEASURED.toSeconds(), WARM_UP.toSeconds()));
    }
}
