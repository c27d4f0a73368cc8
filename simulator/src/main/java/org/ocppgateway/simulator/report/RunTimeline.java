package org.ocppgateway.simulator.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.simulator.measure.FleetCount;
import org.ocppgateway.simulator.measure.FleetSnapshot;
import org.ocppgateway.simulator.measure.FleetStats;
import org.ocppgateway.simulator.scrape.GatewayMetrics;

/**
 * Timeline of a run. A long run keeps every second point, then every fourth, and so on, at most {@value #MAX_POINTS}
 * points. Not thread-safe.
 */
public final class RunTimeline {
    static final int MAX_POINTS = 1_000;

    private final List<Point> points = new ArrayList<>();
    private final Histogram sinceLast = FleetStats.emptyHistogram();
    private Totals before = new Totals(0, 0, 0, 0);
    private int every = 1;
    private int waiting;

    /** Totals since the start of the run at one point in time. */
    private record Totals(double seconds, long sent, long answered, long frames) {}

    /**
     * State at one point in time.
     *
     * @param seconds time since the start
     * @param gateways null without metrics URLs or if the gateways did not answer
     */
    public record Point(
            double seconds,
            long connected,
            long charging,
            Rates rates,
            ResponseMillis responseMillis,
            @Nullable GatewayMetrics gateways) {}

    /**
     * Rates per second since the previous point.
     *
     * @param sent sent CALLs
     * @param answered answered CALLs
     * @param frames sent and received frames
     */
    public record Rates(double sent, double answered, double frames) {}

    /** Response times since the previous point, in milliseconds. */
    public record ResponseMillis(double p50, double p99, double max) {}

    /** Adds a sample. */
    public void add(Duration running, FleetSnapshot snapshot, @Nullable GatewayMetrics gateways) {
        sinceLast.add(snapshot.recent());
        waiting++;
        if (waiting < every) {
            return;
        }
        waiting = 0;
        FleetStats stats = snapshot.stats();
        long frames = stats.count(FleetCount.FRAMES_SENT) + stats.count(FleetCount.FRAMES_RECEIVED);
        Totals now = new Totals(running.toNanos() / 1e9, stats.callsSent(), stats.callsAnswered(), frames);
        points.add(new Point(
                now.seconds(),
                stats.count(FleetCount.CONNECTED),
                stats.count(FleetCount.CHARGING),
                rates(now),
                responseMillis(),
                gateways));
        before = now;
        sinceLast.reset();
        if (points.size() == MAX_POINTS) {
            thinOut();
        }
    }

    List<Point> points() {
        return List.copyOf(points);
    }

    private Rates rates(Totals now) {
        double seconds = Math.max(0.001, now.seconds() - before.seconds());
        return new Rates(
                (now.sent() - before.sent()) / seconds,
                (now.answered() - before.answered()) / seconds,
                (now.frames() - before.frames()) / seconds);
    }

    private ResponseMillis responseMillis() {
        return new ResponseMillis(
                sinceLast.getValueAtPercentile(50) / 1e3,
                sinceLast.getValueAtPercentile(99) / 1e3,
                sinceLast.getMaxValue() / 1e3);
    }

    private void thinOut() {
        List<Point> kept = new ArrayList<>();
        for (int i = 1; i < points.size(); i += 2) {
            kept.add(points.get(i));
        }
        points.clear();
        points.addAll(kept);
        every *= 2;
    }
}
