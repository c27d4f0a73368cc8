package org.ocppgateway.routing.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The lines of each event are limited, and none is lost without being counted. */
class LineLimitsTest {
    private static final long SECOND = 1_000_000_000;

    private final AtomicLong nanos = new AtomicLong(-7 * SECOND);
    private final LineLimits limits = new LineLimits(nanos::get);

    @Test
    void anEventWritesABurstThenTheRate() {
        limits.setLinesPerSecond(3);
        assertEquals(30, written(RoutingLogEvent.TASK_FAILED, 100));
        nanos.addAndGet(2 * SECOND);
        assertEquals(6, written(RoutingLogEvent.TASK_FAILED, 100));
        nanos.addAndGet(3600 * SECOND);
        assertEquals(30, written(RoutingLogEvent.TASK_FAILED, 100));
        assertEquals(70 + 94 + 70, limits.suppressed());
    }

    @Test
    void theNextLineHasTheNumberOfSuppressedOnes() {
        limits.setLinesPerSecond(1);
        assertEquals(10, written(RoutingLogEvent.TASK_FAILED, 17));
        nanos.addAndGet(2 * SECOND);
        assertEquals(7, limits.take(RoutingLogEvent.TASK_FAILED, false));
        assertEquals(0, limits.take(RoutingLogEvent.TASK_FAILED, false));
    }

    @Test
    void eventsDoNotLimitEachOther() {
        limits.setLinesPerSecond(1);
        assertEquals(10, written(RoutingLogEvent.TASK_FAILED, 50));
        assertEquals(10, written(RoutingLogEvent.TASK_RECOVERED, 50));
    }

    @Test
    void linesOfALevelThatWasSetAtRunTimeHaveTheirOwnLimit() {
        limits.setLinesPerSecond(1);
        assertEquals(10, written(RoutingLogEvent.COMMAND_ENDED, 50));
        assertEquals(0, limits.take(RoutingLogEvent.COMMAND_ENDED, true));
    }

    private int written(LogEvent event, int lines) {
        int written = 0;
        for (int i = 0; i < lines; i++) {
            written += limits.take(event, false) == LineLimits.SUPPRESSED ? 0 : 1;
        }
        return written;
    }
}
