package org.ocppgateway.gateway.limit;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class IntervalGateTest {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final IntervalGate gate = new IntervalGate(Duration.ofMinutes(1));

    /** A monotonic clock may overflow. */
    private final long now = Long.MAX_VALUE - MINUTE / 2;

    @Test
    void anActionIsPermittedAgainAfterTheInterval() {
        assertTrue(gate.isOpen(now));
        gate.close(now);
        assertFalse(gate.isOpen(now));
        assertFalse(gate.isOpen(now + MINUTE - 1));
        assertTrue(gate.isOpen(now + MINUTE));
    }

    @Test
    void aShorterTimeMayApplyOnce() {
        gate.close(now);
        gate.closeFor(Duration.ofSeconds(10), now);
        assertFalse(gate.isOpen(now + MINUTE / 6 - 1));
        assertTrue(gate.isOpen(now + MINUTE / 6));
    }
}
