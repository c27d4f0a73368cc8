package org.ocppgateway.gateway.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class AutomaticLimitTest {
    private static final long MIB = 1024 * 1024;

    @Test
    void theScarcerOfHeapAndFilesDecides() {
        assertEquals(19_582, AutomaticLimit.connections(1024 * MIB, 20_000));
        assertEquals(38_229, AutomaticLimit.connections(512 * MIB, 1_000_000));
        assertEquals(1, AutomaticLimit.connections(16 * MIB, 1_000_000));
        assertEquals(1, AutomaticLimit.connections(1024 * MIB, 100));
    }

    @Test
    void thisProcessHasOne() {
        assertTrue(AutomaticLimit.connections() > 0);
    }
}
