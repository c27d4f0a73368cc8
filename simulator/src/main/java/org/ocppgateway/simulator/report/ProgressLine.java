package org.ocppgateway.simulator.report;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.simulator.measure.FleetCount;
import org.ocppgateway.simulator.measure.FleetSnapshot;
import org.ocppgateway.simulator.measure.FleetStats;

/**
 * Progress line of a running fleet. A terminal shows a single updated line; other outputs get a new line each time.
 * Used by one thread.
 */
public final class ProgressLine {
    private static final double MICROS_PER_MILLI = 1_000;
    private static final int BAR = 20;

    private final PrintStream out;
    private final boolean terminal;
    private final int chargePoints;
    private final Histogram sinceShown = FleetStats.emptyHistogram();
    private Duration shown = Duration.ZERO;
    private long framesBefore;

    public ProgressLine(PrintStream out, boolean terminal, int chargePoints) {
        this.out = out;
        this.terminal = terminal;
        this.chargePoints = chargePoints;
    }

    /**
     * Prints the state of the fleet if the next line is due.
     *
     * @param running time since the start of the fleet
     * @param last whether to print in any case
     */
    public void show(FleetSnapshot snapshot, Duration running, boolean last) {
        sinceShown.add(snapshot.recent());
        Duration sinceLast = running.minus(shown);
        if (!last && sinceLast.compareTo(pause()) < 0) {
            return;
        }
        shown = running;
        Map<OcppVersion, FleetStats> versions = snapshot.versions();
        FleetStats stats = snapshot.stats();
        long frames = stats.count(FleetCount.FRAMES_SENT) + stats.count(FleetCount.FRAMES_RECEIVED);
        double rate = (frames - framesBefore) / Math.max(0.001, sinceLast.toNanos() / 1e9);
        framesBefore = frames;
        String line = String.format(
                Locale.ROOT,
                "%s %s connected %d/%d%s  registered %d  charging %d  %.0f msg/s  p50 %s  p99 %s  failed CALLs %d "
                        + " ended connections %d  reconnected %d",
                clock(running),
                bar(stats.count(FleetCount.CONNECTED)),
                stats.count(FleetCount.CONNECTED),
                chargePoints,
                versions.size() > 1 ? connected(versions) : "",
                stats.count(FleetCount.REGISTERED),
                stats.count(FleetCount.CHARGING),
                rate,
                milliseconds(sinceShown, 50),
                milliseconds(sinceShown, 99),
                stats.callsFailed(),
                stats.connectionsEnded(),
                stats.count(FleetCount.RECONNECTIONS));
        // Carriage return and "erase to the end of the line" (ECMA-48).
        out.print(terminal ? "\r" + line + "\u001b[K" : line + System.lineSeparator());
        out.flush();
        sinceShown.reset();
    }

    /** Interval between two lines, slightly shorter than the sampling interval of the caller. */
    private Duration pause() {
        return terminal ? Duration.ofMillis(900) : Duration.ofMillis(9_900);
    }

    /** Draws the share of connected charge points. */
    private String bar(long connected) {
        int full = Math.clamp(connected * BAR / Math.max(1, chargePoints), 0, BAR);
        return terminal ? "[" + "#".repeat(full) + ".".repeat(BAR - full) + "]" : "";
    }

    /** Ends the line on a terminal. */
    public void end() {
        if (terminal) {
            out.println();
        }
    }

    /** Formats the counts, for example {@code (1.6: 7, 2.1: 3)}. */
    private static String connected(Map<OcppVersion, FleetStats> versions) {
        return versions.entrySet().stream()
                .map(entry -> entry.getKey().label() + ": " + entry.getValue().count(FleetCount.CONNECTED))
                .collect(Collectors.joining(", ", " (", ")"));
    }

    static String milliseconds(Histogram micros, double percentile) {
        if (micros.getTotalCount() == 0) {
            return "-";
        }
        double value = micros.getValueAtPercentile(percentile) / MICROS_PER_MILLI;
        return String.format(Locale.ROOT, value < 10 ? "%.1f ms" : "%.0f ms", value);
    }

    static String clock(Duration duration) {
        return String.format(
                Locale.ROOT, "%02d:%02d:%02d", duration.toHours(), duration.toMinutesPart(), duration.toSecondsPart());
    }
}
