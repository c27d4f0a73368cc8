package org.ocppgateway.ops.bench.system;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.ocppgateway.ops.bench.figure.BenchFigure;
import org.ocppgateway.ops.bench.figure.BenchTarget;
import org.ocppgateway.ops.bench.figure.Measurement;
import org.ocppgateway.ops.bench.flood.Attackers;
import org.ocppgateway.ops.bench.flood.SlowFleet;

/**
 * Effect of endless messages and endless pings on charge points with large reports on slow links, at a gateway with a
 * small heap.
 */
public final class FloodMeasurement implements Measurement {
    private static final int FLEET = 1_000;
    private static final int UNFINISHED = 16;
    private static final int PINGING = 50;
    private static final int MESSAGE = 1024 * 1024;
    private static final String HEAP = "512m";
    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final Duration WARM_UP = Duration.ofSeconds(30);
    private static final Duration MEASURED = Duration.ofSeconds(60);

    /** 64 kbit/s. */
    private static final SlowFleet.Link LINK =
            new SlowFleet.Link(30_000, 1_400, Duration.ofMillis(175), Duration.ofSeconds(2));

    private static final String LIMITS = "gateway.connection { messages-per-second = 20, message-burst = 100 }";

    @Override
    public String name() {
        return "flood";
    }

    @Override
    public String about() {
        return "1,000 charge points with reports of 30 KB on slow links, before and during 16 senders of unfinished megabytes and"
                + " 50 endless pingers";
    }

    @Override
    public List<BenchFigure> run(Progress progress) throws Exception {
        try (BenchCluster cluster = BenchCluster.open(LIMITS, HEAP)) {
            URI endpoint = cluster.gateway().endpoint();
            try (SlowFleet fleet = SlowFleet.start(endpoint, FLEET, LINK, TIMEOUT)) {
                progress.report(FLEET + " charge points are connected");
                TimeUnit.NANOSECONDS.sleep(WARM_UP.toNanos());
                Histogram quiet = measure(fleet);
                progress.report(describe("quiet", quiet, fleet.lost()));
                try (Attackers attackers = new Attackers()) {
                    attackers.sendUnfinished(endpoint, UNFINISHED, MESSAGE);
                    attackers.flood(endpoint, PINGING);
                    Histogram flooded = measure(fleet);
                    progress.report(describe("during the flood", flooded, fleet.lost()) + ", " + attackers.closed()
                            + " attackers closed");
                    return figures(quiet, flooded, fleet.lost(), attackers.closed());
                }
            }
        }
    }

    private static Histogram measure(SlowFleet fleet) throws InterruptedException {
        Histogram unused = fleet.takeLatencies();
        TimeUnit.NANOSECONDS.sleep(MEASURED.toNanos());
        return fleet.takeLatencies();
    }

    private static String describe(String when, Histogram latencies, int lost) {
        return "%s: %,d reports, p50 %.1f ms, p99 %.1f ms, %d connections lost"
                .formatted(when, latencies.getTotalCount(), millis(latencies, 50), millis(latencies, 99), lost);
    }

    private static List<BenchFigure> figures(Histogram quiet, Histogram flooded, int lost, int closed) {
        String settings = BenchCluster.settings(
                "%s heap, %,d connections at 64 kbit/s with reports of %,d B, %d s; paced writers, all on one machine"
                        .formatted(HEAP, FLEET, LINK.reportSize(), MEASURED.toSeconds()));
        return List.of(
                new BenchFigure("flood connections lost", lost, "", BenchTarget.atMost(0), settings),
                new BenchFigure("flood attackers closed", closed, "", BenchTarget.atLeast(1), settings),
                new BenchFigure(
                        "report p99 quiet", millis(quiet, 99), "ms", BenchTarget.Watched.LESS_IS_BETTER, settings),
                new BenchFigure(
                        "report p99 flood", millis(flooded, 99), "ms", BenchTarget.Watched.LESS_IS_BETTER, settings),
                new BenchFigure(
                        "reports flood", flooded.getTotalCount(), "", BenchTarget.Watched.MORE_IS_BETTER, settings));
    }

    private static double millis(Histogram latencies, double percentile) {
        return latencies.getValueAtPercentile(percentile) / 1_000.0;
    }
}
