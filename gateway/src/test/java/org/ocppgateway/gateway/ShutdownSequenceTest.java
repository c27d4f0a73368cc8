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
    private final ShutdownSequence sequence = new ShutdownSequence(nanos::get);
    private final List<String> stopped = new CopyOnWriteArrayList<>();

    @Test
    void componentsStopInReverseOrderWithinOneDeadline() {
        for (String name : List.of("first", "second", "third")) {
            sequence.add(name, remaining -> {
                stopped.add(name + " " + remaining.toSeconds());
                nanos.addAndGet(Duration.ofSeconds(4).toNanos());
            });
        }
        assertFalse(sequence.stopAll(Duration.ofSeconds(10)));
        assertEquals(List.of("third 5", "second 3", "first 1"), stopped);
    }

    @Test
    void aComponentThatUsesItsWholeShareLeavesTimeForTheNext() {
        for (String name : List.of("lease", "results", "connections")) {
            sequence.add(name, share -> {
                stopped.add(name + " " + share.toMillis());
                nanos.addAndGet(share.toNanos());
            });
        }
        assertTrue(sequence.stopAll(Duration.ofSeconds(16)));
        assertEquals(List.of("connections 8000", "results 4000", "lease 2000"), stopped);
    }

    @Test
    void aComponentThatExceedsItsShareIsInterruptedAndAbandoned() {
        CountDownLatch interrupted = new CountDownLatch(1);
        sequence.add("first", share -> stopped.add("first"));
        sequence.add("third", share -> {
            try {
                new CountDownLatch(1).await();
            } finally {
                interrupted.countDown();
            }
        });
        assertFalse(sequence.stopAll(Duration.ofMillis(100)));
        assertEquals(List.of("first"), stopped);
        await().until(() -> interrupted.getCount() == 0);
    }

    @Test
    void aFailedStopDoesNotPreventTheOtherStops() {
        sequence.add("first", remaining -> stopped.add("first"));
        sequence.add("third", remaining -> {
            throw new IllegalStateException("stuck");
        });
        assertFalse(sequence.stopAll(Duration.ofSeconds(1)));
        assertEquals(List.of("first"), stopped);
    }

    @Test
    void aStoppedComponentIsNotStoppedAgain() {
        sequence.add("third", remaining -> stopped.add("third"));
        assertTrue(sequence.stopAll(Duration.ofSeconds(1)));
        assertTrue(sequence.stopAll(Duration.ofSeconds(1)));
        assertEquals(List.of("third"), stopped);
    }

    @Test
    void aComponentCanHaveAnotherPartOfTheTimeThanHalf() {
        Duration[] share = new Duration[1];
        sequence.add("connections", 0.75, given -> share[0] = given);
        assertTrue(sequence.stopAll(Duration.ofSeconds(8)));
        assertEquals(6, share[0].toSeconds());
    }

    @Test
    void aComponentThatAbandonsWorkForcesTheStop() {
        sequence.add("connections", given -> {
            throw new ShutdownSequence.ForcedException("connections were cut");
        });
        assertFalse(sequence.stopAll(Duration.ofSeconds(1)));
    }
}
