package org.ocppgateway.simulator.fleet;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.simulator.behaviour.BehaviourSettings;
import org.ocppgateway.simulator.behaviour.ReconnectBackoff;

/** Load that a fleet produces. */
public enum LoadProfile {
    /** No charging, only pings and heartbeats. */
    IDLE("no charging, only pings and heartbeats"),
    /** An ordinary day. */
    MIX("ordinary day: one in ten charges, with meter values every minute"),
    /** Most drivers plug in at about the same time. */
    COMMUTER_PEAK("four in five plug in within ten minutes, most of them after five minutes"),
    /** All connections are lost at regular intervals. */
    RECONNECT_STORM("ordinary day, but all connections are lost at once every minute"),
    /** Every charge point sends meter values every second. */
    METER_FLOOD("all charge, with meter values every second");

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration SESSION = Duration.ofMinutes(20);

    private final String description;

    LoadProfile(String description) {
        this.description = description;
    }

    /** Name on the command line, for example {@code commuter-peak}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String description() {
        return description;
    }

    public static Optional<LoadProfile> ofLabel(String label) {
        return Arrays.stream(values())
                .filter(profile -> profile.label().equals(label))
                .findFirst();
    }

    /** Returns the behaviour of the charge points. */
    public BehaviourSettings behaviour() {
        return switch (this) {
            case IDLE -> BehaviourSettings.DEFAULT.withCharging(new BehaviourSettings.Charging(0, SESSION, MINUTE));
            case MIX -> BehaviourSettings.DEFAULT;
            case COMMUTER_PEAK ->
                BehaviourSettings.DEFAULT.withCharging(
                        new BehaviourSettings.Charging(0.8, SESSION, MINUTE, Duration.ofMinutes(10)));
            // A short backoff gives the storm a high reconnection rate.
            case RECONNECT_STORM ->
                BehaviourSettings.DEFAULT.withBackoff(
                        new ReconnectBackoff(Duration.ofMillis(100), Duration.ofMillis(200), 6));
            case METER_FLOOD ->
                BehaviourSettings.DEFAULT.withCharging(
                        new BehaviourSettings.Charging(1, SESSION, Duration.ofSeconds(1)));
        };
    }

    /** Interval between drops of all connections, null for never. */
    public @Nullable Duration stormInterval() {
        return this == RECONNECT_STORM ? MINUTE : null;
    }
}
