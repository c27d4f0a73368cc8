package org.ocppgateway.ops.bench.figure;

import java.util.Locale;

/**
 * One measured value.
 *
 * @param name the same in every run, so that runs can be compared: words with hyphens, parts separated by blanks
 * @param unit unit of the value, for example {@code /s} or {@code ms}
 * @param settings conditions of the measurement: JVM options, numbers of connections, durations
 */
public record BenchFigure(String name, double value, String unit, BenchTarget target, String settings) {
    private static final int PLACES_BELOW = 100;

    public boolean isReached() {
        return target.isReachedBy(value);
    }

    /** Formats a value with two decimals below 100 and none above, independent of the locale. */
    static String text(double value) {
        if (Math.abs(value) >= PLACES_BELOW || value == Math.rint(value)) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
