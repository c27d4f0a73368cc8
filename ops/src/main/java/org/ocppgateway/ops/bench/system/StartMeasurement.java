package org.ocppgateway.ops.bench.system;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.ocppgateway.ops.bench.figure.BenchFigure;
import org.ocppgateway.ops.bench.figure.BenchTarget;
import org.ocppgateway.ops.bench.figure.Measurement;
import org.ocppgateway.ops.stack.process.Server;

/** Time from the start of the gateway until it is ready, with Kafka and Redis running and its files cached. */
public final class StartMeasurement implements Measurement {
    private static final int STARTS = 5;
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String about() {
        return "time from the start of the gateway process until it is ready";
    }

    @Override
    public List<BenchFigure> run(Progress progress) throws Exception {
        List<Double> seconds = new ArrayList<>();
        try (BenchCluster cluster = BenchCluster.open()) {
            Server gateway = cluster.gateway().server();
            for (int i = 0; i < STARTS; i++) {
                gateway.stop();
                long begun = System.nanoTime();
                gateway.start().awaitReady(TIMEOUT);
                seconds.add((System.nanoTime() - begun) / 1e9);
                progress.report("ready after %.2f s".formatted(seconds.getLast()));
            }
        }
        Collections.sort(seconds);
        return List.of(new BenchFigure(
                "start until ready",
                seconds.get(STARTS / 2),
                "s",
                BenchTarget.atMost(2.5),
                BenchCluster.settings("median of %d starts".formatted(STARTS))));
    }
}
