package org.ocppgateway.routing.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.ocppgateway.protocol.ChargePointId;
import org.slf4j.event.Level;

/** A level that is set at run time has an end and a bound. */
class LogLevelsTest {
    private static final ChargePointId CP = new ChargePointId("CP-1");
    private static final ChargePointId OTHER = new ChargePointId("CP-2");

    private Instant now = Instant.parse("2026-11-29T10:00:00Z");
    private final LogLevels levels = new LogLevels(() -> now);

    @Test
    void theLevelOfAChargePointComesFirst() {
        assertTrue(levels.isEmpty());
        set(null, Level.WARN);
        set(CP, Level.DEBUG);

        assertEquals(Level.DEBUG, levels.levelFor(CP));
        assertEquals(Level.WARN, levels.levelFor(OTHER));
        assertEquals(Level.WARN, levels.levelFor(null));
    }

    @Test
    void aLevelEndsByItself() {
        set(null, Level.WARN);
        set(CP, Level.DEBUG);
        now = now.plus(Duration.ofHours(1));

        assertNull(levels.levelFor(CP));
        assertNull(levels.levelFor(null));
        assertEquals(List.of(), levels.list());
    }

    @Test
    void aLevelCanBeReplacedAndRemoved() {
        set(CP, Level.DEBUG);
        set(CP, Level.TRACE);
        assertEquals(1, levels.list().size());
        levels.clear(OTHER);
        assertEquals(Level.TRACE, levels.levelFor(CP));
        levels.clear(CP);
        assertTrue(levels.isEmpty());
    }

    @Test
    void theLevelForAllLinesIsListedFirst() {
        set(OTHER, Level.DEBUG);
        set(CP, Level.DEBUG);
        set(null, Level.WARN);

        List<@Nullable ChargePointId> listed = new ArrayList<>();
        levels.list().forEach(set -> listed.add(set.chargePointId()));
        assertEquals(Arrays.asList(null, CP, OTHER), listed);
    }

    @Test
    void theEndIsWithinADay() {
        for (Duration wrong : List.of(Duration.ZERO, Duration.ofSeconds(-1), Duration.ofHours(25))) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> levels.set(new LogLevels.Setting(CP, Level.DEBUG, now.plus(wrong))),
                    wrong::toString);
        }
        assertTrue(levels.set(new LogLevels.Setting(CP, Level.DEBUG, now.plus(LogLevels.MAX_DURATION))));
    }

    @Test
    void theNumberOfChargePointsIsBounded() {
        for (int i = 0; i < LogLevels.MAX_CHARGE_POINTS; i++) {
            set(new ChargePointId("CP-" + i), Level.DEBUG);
        }
        Instant later = now.plus(Duration.ofHours(2));
        assertFalse(levels.set(new LogLevels.Setting(new ChargePointId("CP-more"), Level.DEBUG, later)));
        assertTrue(levels.set(new LogLevels.Setting(CP, Level.INFO, later)));
        now = now.plus(Duration.ofMinutes(90)); // all but one have ended
        assertTrue(levels.set(new LogLevels.Setting(new ChargePointId("CP-more"), Level.DEBUG, later)));
        assertEquals(2, levels.list().size());
    }

    private void set(@Nullable ChargePointId chargePointId, Level level) {
        assertTrue(levels.set(new LogLevels.Setting(chargePointId, level, now.plus(Duration.ofHours(1)))));
    }
}
