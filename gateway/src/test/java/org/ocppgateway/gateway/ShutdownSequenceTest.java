package org.ocppgateway.gateway;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ShutdownSequenceTest {
    private final AtomicLong nanos = new AtomicLong();
    private final ShutdownSequence started = new ShutdownSequence(nanos::get);
    private final List<String> stopped = new CopyOnWriteArrayList<>();

    @Test
    void componentsStopInReverseOrderWithinOneDeadline() {
        for (String part : List.of("cellar", "kitchen", "roof")) {
            started.add(part, remaining -> {
                stopped.add(part + " " + remaining.toSeconds());
                nanos.addAndGet(Duration.ofSeconds(4).toNanos());
            });
        }
        assertFalse(started.stopAll(Duration.ofSeconds(10)));
        assertEquals(List.of("roof 5", "kitchen 3", "cellar 1"), stopped);
    }

    @Test
    void aComponentThatUsesItsWholeShareLeavesTimeForTheNext() {
        for (String part : List.of("lease", "results", "connections")) {
            started.add(part, share -> {
                stopped.add(part + " " + share.toMillis());
                nanos.addAndGet(share.toNanos());
            });
        }
        assertTrue(started.stopAll(Duration.ofSeconds(16)));
        assertEquals(List.of("connections 8000", "results 4000", "lease 2000"), stopped);
    }

    @Test
    void aComponentThatExceedsItsShareIsInterruptedAndAbandoned() {
        CountDownLatch interrupted = new CountDownLatch(1);
        started.add("cellar", share -> stopped.add("cellar"));
        started.add("roof", share -> {
            try {
                new CountDownLatch(1).await();
            } finally {
                interrupted.countDown();
            }
        });
        assertFalse(started.stopAll(Duration.ofMillis(100)));
        assertEquals(List.of("cellar"), stopped);
        await().until(() -> interrupted.getCount() == 0);
    }

    @Test
    void aFailedStopDoesNotPreventTheOtherStops() {
        started.add("cellar", remaining -> stopped.add("cellar"));
        started.add("roof", remaining -> {
            throw new IllegalStateException("stuck");
        });
        assertFalse(started.stopAll(Duration.ofSeconds(1)));
        assertEquals(List.of("cellar"), stopped);
    }

    @Test
    void aStoppedComponentIsNotStoppedAgain() {
        started.add("roof", remaining -> stopped.add("roof"));
        assertTrue(started.stopAll(Duration.ofSeconds(1)));
        assertTrue(started.stopAll(Duration.ofSeconds(1)));
        assertEquals(List.of("roof"), stopped);
    }
}
