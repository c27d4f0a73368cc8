package org.ocppgateway.gateway.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class AutomaticLimitsTest {
    private static final long MIB = 1024 * 1024;

    @Test
    void theSmallerOfHeapAndFileLimitApplies() {
        assertEquals(19_550, AutomaticLimits.connections(1024 * MIB, 20_000, false));
        assertEquals(38_229, AutomaticLimits.connections(512 * MIB, 1_000_000, false));
        assertEquals(1, AutomaticLimits.connections(16 * MIB, 1_000_000, false));
        assertEquals(1, AutomaticLimits.connections(1024 * MIB, 100, false));
    }

    @Test
    void aConnectionWithTlsCountsOneAndAHalfTimes() {
        assertEquals(25_486, AutomaticLimits.connections(512 * MIB, 1_000_000, true));
    }

    @Test
    void thisProcessHasALimit() {
        assertTrue(AutomaticLimits.connections(true) > 0);
    }
}
