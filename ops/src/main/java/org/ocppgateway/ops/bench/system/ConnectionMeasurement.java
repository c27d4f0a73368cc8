package org.ocppgateway.ops.bench.system;

import java.time.Duration;
import java.util.List;
import org.ocppgateway.ops.bench.figure.BenchFigure;
import org.ocppgateway.ops.bench.figure.BenchTarget;
import org.ocppgateway.ops.bench.figure.Measurement;
import org.ocppgateway.ops.bench.load.Load;

/** Cost of idle connections in heap and processor time, and the time until a whole fleet has reconnected. */
public final class ConnectionMeasurement implements Measurement {
    private static final int CONNECTIONS = 19_500;
    private static final int WARM_UP_CONNECTIONS = 5_000;
    private static final int CONNECTING_AT_A_TIME = 200;
    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final Duration CALM = Duration.ofSeconds(5);
    private static final Duration SETTLING = Duration.ofSeconds(30);
    private static final Duration IDLE = Duration.ofSeconds(30);
    /**
     * A process may open too few files for the fleet whose idle cost is measured. The open connections send pings and
     * heartbeats at the rate of the whole fleet.
     */
    private static final int FLEET = 100_000;

    private static final double SHARE = (double) CONNECTIONS / FLEET;
    private static final Duration PING_INTERVAL = Duration.ofSeconds(45);
    private static final Duration HEARTBEAT_INTERVAL = Duration.ofMinutes(5);

    @Override
    public String name() {
        return "connections";
    }

    @Override
    public String about() {
        return "heap and processor time of idle connections, and a reconnect storm, with 19,500 real sockets";
    }

    @Override
    public List<BenchFigure> run(Progress progress) throws Exception {
        try (BenchCluster cluster = BenchCluster.open(BenchCluster.SMALL_JOURNAL + pingsOfFleet())) {
            warmUp(cluster);
            HeapHistogram empty = cluster.heapHistogram();
            progress.report("the heap holds %,d bytes without connections".formatted(empty.total()));
            Duration storm;
            long bytes;
            double percent;
            try (Load load = new Load(cluster.gateway().endpoint(), CONNECTIONS)) {
                load.connect(CONNECTING_AT_A_TIME, TIMEOUT);
                load.callOnce(BenchCluster.HEARTBEAT, TIMEOUT);
                Thread.sleep(CALM);
                HeapHistogram full = cluster.heapHistogram();
                bytes = (full.total() - empty.total()) / CONNECTIONS;
                progress.report("an idle connection holds %,d bytes".formatted(bytes));
                full.growthSince(empty, CONNECTIONS).forEach(progress::report);
                percent = idleCost(cluster, load);
                progress.report("the pings and heartbeats of %,d idle charge points take %.1f %% of a processor"
                        .formatted(FLEET, percent));
            }
            // The load has dropped all connections at once; they reconnect without a pause.
            storm(cluster);
            storm = storm(cluster);
            progress.report("all were connected again after %d ms".formatted(storm.toMillis()));
            String settings =
                    BenchCluster.settings("%,d connections, OCPP 1.6, one Heartbeat each".formatted(CONNECTIONS));
            return List.of(
                    new BenchFigure("heap of an idle connection", bytes, "B", BenchTarget.atMost(6_500), settings),
                    new BenchFigure(
                            "idle cost of 100,000",
                            percent,
                            "% of a processor",
                            BenchTarget.atMost(15),
                            settings
                                    + ", then with the pings and heartbeats of 100,000, %d s after %d s"
                                            .formatted(IDLE.toSeconds(), SETTLING.toSeconds())),
                    new BenchFigure("reconnect storm", storm.toMillis() / 1e3, "s", BenchTarget.atMost(5), settings));
        }
    }

    private static void warmUp(BenchCluster cluster) throws InterruptedException {
        try (Load load = new Load(cluster.gateway().endpoint(), WARM_UP_CONNECTIONS)) {
            load.connect(CONNECTING_AT_A_TIME, TIMEOUT);
            load.callInClosedLoop(WARM_UP_CONNECTIONS, BenchCluster.HEARTBEAT, Duration.ZERO, CALM)
                    .checked();
        }
        Thread.sleep(CALM);
    }

    /** Ping interval at which the open connections cause as many pings as the whole fleet. */
    private static String pingsOfFleet() {
        long interval = (long) (PING_INTERVAL.toMillis() * SHARE);
        return "gateway.connection.ping-interval = %d ms".formatted(interval);
    }

    /**
     * Processor time of the gateway process, in percent of one processor, with pings, heartbeats and everything else.
     */
    private static double idleCost(BenchCluster cluster, Load load) throws InterruptedException {
        heartbeat(load, SETTLING);
        Duration before = cluster.processorTime();
        long begun = System.nanoTime();
        heartbeat(load, IDLE);
        return 100.0 * cluster.processorTime().minus(before).toNanos() / (System.nanoTime() - begun);
    }

    private static void heartbeat(Load load, Duration time) throws InterruptedException {
        double perSecond = (double) FLEET / HEARTBEAT_INTERVAL.toSeconds();
        load.callAtRate(CONNECTIONS, perSecond, BenchCluster.HEARTBEAT, Duration.ZERO, time)
                .checked();
    }

    private static Duration storm(BenchCluster cluster) throws InterruptedException {
        try (Load load = new Load(cluster.gateway().endpoint(), CONNECTIONS)) {
            Duration duration = load.connect(CONNECTIONS, TIMEOUT);
            load.callOnce(BenchCluster.HEARTBEAT, TIMEOUT);
            return duration;
        }
    }
}
