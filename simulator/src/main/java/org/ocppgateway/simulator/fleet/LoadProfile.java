package org.ocppgateway.simulator.fleet;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.simulator.behaviour.BehaviourSettings;
import org.ocppgateway.simulator.behaviour.ReconnectBackoff;

/** What a fleet as a whole lives through. */
public enum LoadProfile {
    /** Nobody charges: pings and heartbeats. */
    IDLE("nobody charges: pings and heartbeats only"),
    /** An ordinary day. */
    MIX("an ordinary day: a tenth is charging, with meter values every minute"),
    /** Everybody comes home. */
    COMMUTER_PEAK("four in five plug in within ten minutes, most of them in the middle"),
    /** A network fails and returns. */
    RECONNECT_STORM("an ordinary day, but every minute all connections are lost at once"),
    /** Everything measures all the time. */
    METER_FLOOD("everybody charges, with meter values every second");

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration SESSION = Duration.ofMinutes(20);

    private final String description;

    LoadProfile(String description) {
        this.description = description;
    }

    /** As people write it, for example {@code commuter-peak}. */
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

    /** How its charge points behave. */
    public BehaviourSettings behaviour() {
        return switch (this) {
            case IDLE -> BehaviourSettings.DEFAULT.withCharging(new BehaviourSettings.Charging(0, SESSION, MINUTE));
            case MIX -> BehaviourSettings.DEFAULT;
            case COMMUTER_PEAK ->
                BehaviourSettings.DEFAULT.withCharging(
                        new BehaviourSettings.Charging(0.8, SESSION, MINUTE, Duration.ofMinutes(10)));
            // Each comes back at once: how well that goes is what a storm is to show.
            case RECONNECT_STORM ->
                BehaviourSettings.DEFAULT.withBackoff(
                        new ReconnectBackoff(Duration.ofMillis(100), Duration.ofMillis(200), 6));
            case METER_FLOOD ->
                BehaviourSettings.DEFAULT.withCharging(
                        new BehaviourSettings.Charging(1, SESSION, Duration.ofSeconds(1)));
        };
    }

    /** How often all connections are lost; null for never. */
    public @Nullable Duration stormInterval() {
        return this == RECONNECT_STORM ? MINUTE : null;
    }
}
