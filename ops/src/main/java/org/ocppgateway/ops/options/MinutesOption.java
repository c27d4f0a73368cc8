package org.ocppgateway.ops.options;

import java.time.Duration;
import picocli.CommandLine.Option;

/** {@code --minutes}: the duration of a check. */
public final class MinutesOption {
    @Option(
            names = "--minutes",
            paramLabel = "M",
            description = "duration; a fraction is permitted (default: ${DEFAULT-VALUE})")
    private double minutes;

    /** Creates the option with a default. */
    public MinutesOption(double minutes) {
        this.minutes = minutes;
    }

    public double value() {
        return minutes;
    }

    /** Returns the duration, to the millisecond. */
    public Duration duration() {
        return Duration.ofMillis(Math.round(minutes * 60_000));
    }
}
