package org.ocppgateway.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StartedTest {
    private final AtomicLong nanos = new AtomicLong();
    private final Started started = new Started(nanos::get);
    private final List<String> stopped = new ArrayList<>();

    @Test
    void theLastStartedIsStoppedFirstAndAllShareOneDeadline() {
        for (String part : List.of("cellar", "kitchen", "roof")) {
            started.add(part, remaining -> {
                stopped.add(part + " " + remaining.toSeconds());
                nanos.addAndGet(Duration.ofSeconds(4).toNanos());
            });
        }
        assertFalse(started.stopAll(Duration.ofSeconds(10)));
        assertEquals(List.of("roof 10", "kitchen 6", "cellar 2"), stopped);
    }

    @Test
    void aPartThatFailsDoesNotKeepTheOthersFromBeingStopped() {
        started.add("cellar", remaining -> stopped.add("cellar"));
        started.add("roof", remaining -> {
            throw new IllegalStateException("stuck");
        });
        assertFalse(started.stopAll(Duration.ofSeconds(1)));
        assertEquals(List.of("cellar"), stopped);
    }

    @Test
    void whatIsStoppedIsNotStoppedAgain() {
        started.add("roof", remaining -> stopped.add("roof"));
        assertTrue(started.stopAll(Duration.ofSeconds(1)));
        assertTrue(started.stopAll(Duration.ofSeconds(1)));
        assertEquals(List.of("roof"), stopped);
    }
}
