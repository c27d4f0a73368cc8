package org.ocppgateway.simulator.behaviour;

import java.util.Locale;

/**
 * Meter values at one point in time.
 *
 * @param wattHours total energy since installation
 * @param watts current power
 */
public record MeterReading(long wattHours, int watts) {
    public static final int VOLTS = 230;
    public static final int HERTZ = 50;
    private static final int PHASES = 3;

    /** Current per phase, with one decimal. */
    public String amperes() {
        return String.format(Locale.ROOT, "%.1f", (double) watts / PHASES / VOLTS);
    }
}
