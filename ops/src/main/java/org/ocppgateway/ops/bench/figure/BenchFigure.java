package org.ocppgateway.ops.bench.figure;

import java.util.Locale;

/**
 * One thing that was measured.
 *
 * @param name the same in every run, so that runs can be compared: words with hyphens, parts separated by blanks
 * @param unit what the value counts, for example {@code /s} or {@code ms}
 * @param settings what it was measured with, as far as it can be chosen: JVM options, numbers of connections, durations
 */
public record BenchFigure(String name, double value, String unit, BenchTarget target, String settings) {
    private static final int PLACES_BELOW = 100;

    public boolean isReached() {
        return target.isReachedBy(value);
    }

    /** A value with as many digits as a person wants to see; independent of the locale. */
    static String text(double value) {
        if (Math.abs(value) >= PLACES_BELOW || value == Math.rint(value)) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
