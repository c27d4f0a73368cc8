package org.ocppgateway.simulator.behaviour;

import java.util.Locale;

/**
 * What the meter shows at one moment.
 *
 * @param wattHours delivered over the meter's life
 * @param watts being delivered
 */
public record MeterReading(long wattHours, int watts) {
    public static final int VOLTS = 230;
    public static final int HERTZ = 50;
    private static final int PHASES = 3;

    /** On each of the phases, with one decimal. */
    public String amperes() {
        return String.format(Locale.ROOT, "%.1f", (double) watts / PHASES / VOLTS);
    }
}
