package org.ocppgateway.routing.log;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.slf4j.event.Level;

/**
 * Levels of log lines that were set at run time, each until a given time: at most one for all lines of this process, and one per charge
 * point. The level of a charge point takes precedence over the level for all lines, and that over the configured one. Lines of libraries
 * keep their configured level. Thread-safe; costs one volatile read per line while no level is set.
 */
public final class LogLevels {
    /** Maximum number of charge points with a level of their own. */
    public static final int MAX_CHARGE_POINTS = 1000;

    /** Maximum time for which a level is set. */
    public static final Duration MAX_DURATION = Duration.ofDays(1);

    private static final LogLevels PROCESS = new LogLevels(InstantSource.system());

    private final InstantSource clock;
    private volatile @Nullable Snapshot current;

    /**
     * A level that was set.
     *
     * @param chargePointId the charge point; null for all lines
     */
    public record Setting(@Nullable ChargePointId chargePointId, Level level, Instant until) {
        /**
         * Creates a setting.
         *
         * @param label name of the level in lower case
         * @throws IllegalArgumentException if there is no such level
         */
        public static Setting of(@Nullable ChargePointId chargePointId, String label, Instant until) {
            for (Level level : Level.values()) {
                if (level.name().toLowerCase(Locale.ROOT).equals(label)) {
                    return new Setting(chargePointId, level, until);
                }
            }
            throw new IllegalArgumentException("level must be error, warn, info, debug or trace");
        }

        /** Name of the level in lower case. */
        public String label() {
            return level.name().toLowerCase(Locale.ROOT);
        }
    }

    private record Snapshot(@Nullable Setting all, Map<ChargePointId, Setting> chargePoints) {}

    LogLevels(InstantSource clock) {
        this.clock = clock;
    }

    /** The levels of this process. Every {@link EventLog} follows them. */
    public static LogLevels ofProcess() {
        return PROCESS;
    }

    /**
     * Sets a level, in place of an earlier one of the same charge point.
     *
     * @param set its end must be in the future, by at most {@link #MAX_DURATION}
     * @return false if {@link #MAX_CHARGE_POINTS} other charge points have a level
     * @throws IllegalArgumentException if its end is out of range
     */
    public synchronized boolean set(Setting set) {
        Instant now = clock.instant();
        if (!set.until().isAfter(now) || set.until().isAfter(now.plus(MAX_DURATION))) {
            throw new IllegalArgumentException("the end of a log level must be within the next 24 hours");
        }
        Setting all = all(now);
        Map<ChargePointId, Setting> chargePoints = chargePoints(now);
        ChargePointId chargePointId = set.chargePointId();
        if (chargePointId == null) {
            all = set;
        } else {
            chargePoints.put(chargePointId, set);
        }
        if (chargePoints.size() > MAX_CHARGE_POINTS) {
            return false;
        }
        publish(all, chargePoints);
        return true;
    }

    /** Removes the level of a charge point, or with null the level for all lines. Does nothing if there is none. */
    public synchronized void clear(@Nullable ChargePointId chargePointId) {
        Instant now = clock.instant();
        Map<ChargePointId, Setting> chargePoints = chargePoints(now);
        if (chargePointId != null) {
            chargePoints.remove(chargePointId);
        }
        publish(chargePointId == null ? null : all(now), chargePoints);
    }

    /** The levels that are in force, that for all lines first, then by charge point. */
    public List<Setting> list() {
        Instant now = clock.instant();
        List<Setting> list = new ArrayList<>(chargePoints(now).values());
        list.sort(Comparator.comparing(set -> Optional.ofNullable(set.chargePointId())
                .map(ChargePointId::value)
                .orElse("")));
        Setting all = all(now);
        if (all != null) {
            list.addFirst(all);
        }
        return list;
    }

    /**
     * The level in force for a line.
     *
     * @param chargePointId the charge point that the line is about; null if it is about none
     * @return the least severe level that is written; null if the configured level applies
     */
    @Nullable
    Level levelFor(@Nullable ChargePointId chargePointId) {
        Snapshot snapshot = current;
        if (snapshot == null) {
            return null;
        }
        Instant now = clock.instant();
        Setting own = chargePointId == null ? null : snapshot.chargePoints().get(chargePointId);
        if (own != null && now.isBefore(own.until())) {
            return own.level();
        }
        Setting all = snapshot.all();
        return all != null && now.isBefore(all.until()) ? all.level() : null;
    }

    /** Whether a level is set at all. Expired ones count. */
    boolean isEmpty() {
        return current == null;
    }

    private void publish(@Nullable Setting all, Map<ChargePointId, Setting> chargePoints) {
        current = all == null && chargePoints.isEmpty() ? null : new Snapshot(all, chargePoints);
    }

    private @Nullable Setting all(Instant now) {
        Snapshot snapshot = current;
        Setting all = snapshot == null ? null : snapshot.all();
        return all != null && now.isBefore(all.until()) ? all : null;
    }

    /** A copy of the levels that have not ended. */
    private Map<ChargePointId, Setting> chargePoints(Instant now) {
        Snapshot snapshot = current;
        Map<ChargePointId, Setting> copy = new HashMap<>();
        if (snapshot != null) {
            snapshot.chargePoints().forEach((id, set) -> {
                if (now.isBefore(set.until())) {
                    copy.put(id, set);
                }
            });
        }
        return copy;
    }
}
