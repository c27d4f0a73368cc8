package org.ocppgateway.routing.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

class KnownCommandsTest {
    private final KnownCommands known = new KnownCommands(3, 100);

    @Test
    void theOldestResultsAreDroppedFirst() {
        for (int i = 0; i < 5; i++) {
            known.setResult("c" + i, "result");
        }

        assertNull(known.result("c1"));
        assertEquals("result", known.result("c2"));
        assertEquals(18, known.bytes());
    }

    @Test
    void resultsAreBoundedInBytes() {
        known.setResult("c1", "x".repeat(60));
        known.setResult("c2", "\u00e4".repeat(25));

        assertNull(known.result("c1"));
        assertEquals(50, known.bytes());
    }

    @Test
    void aTooLargeResultIsNotRemembered() {
        known.setResult("c1", "x".repeat(101));

        assertNull(known.result("c1"));
        assertEquals(0, known.bytes());
    }

    @Test
    void aRepeatedResultCountsOnce() {
        known.setResult("c1", "result");
        known.setResult("c1", "result");

        assertEquals(6, known.bytes());
    }
}
