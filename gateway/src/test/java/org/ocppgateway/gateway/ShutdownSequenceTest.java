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
    /** Shares are also real times, in which the thread of a component has to run. */
    private static final Duration LONG = Duration.ofMinutes(2);

    private final AtomicLong nanos = new AtomicLong();
    private final ShutdownSequence sequence = new ShutdownSequence(nanos::get);
    private final List<String> stopped = new CopyOnWriteArrayList<>();

    @Test
    void componentsStopInReverseOrderWithinOneDeadline() {
        for (String name : List.of("first", "second", "third")) {
            sequence.add(name, remaining -> {
                stopped.add(name + " " + remaining.toSeconds());
                nanos.addAndGet(Duration.ofSeconds(40).toNanos());
            });
        }
        assertFalse(sequence.stopAll(Duration.ofSeconds(100)));
        assertEquals(List.of("third 50", "second 30", "first 10"), stopped);
    }

    @Test
    void aComponentThatUsesItsWholeShareLeavesTimeForTheNext() {
        for (String name : List.of("lease", "results", "connections")) {
            sequence.add(name, share -> {
                stopped.add(name + " " + share.toSeconds());
                nanos.addAndGet(share.toNanos());
            });
        }
        assertTrue(sequence.stopAll(Duration.ofSeconds(160)));
        assertEquals(List.of("connections 80", "results 40", "lease 20"), stopped);
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
        await().until(() -> interrupted.getCount() == 0);
        // Its share is short too, so it may be abandoned before its thread runs.
        await().until(() -> stopped.equals(List.of("first")));
    }

    @Test
    void aFailedStopDoesNotPreventTheOtherStops() {
        sequence.add("first", remaining -> stopped.add("first"));
        sequence.add("third", remaining -> {
            throw new IllegalStateException("stuck");
        });
        assertFalse(sequence.stopAll(LONG));
        assertEquals(List.of("first"), stopped);
    }

    @Test
    void aStoppedComponentIsNotStoppedAgain() {
        sequence.add("third", remaining -> stopped.add("third"));
        assertTrue(sequence.stopAll(LONG));
        assertTrue(sequence.stopAll(LONG));
        assertEquals(List.of("third"), stopped);
    }

    @Test
    void aComponentCanHaveAnotherPartOfTheTimeThanHalf() {
        Duration[] share = new Duration[1];
        sequence.add("connections", 0.75, given -> share[0] = given);
        assertTrue(sequence.stopAll(LONG));
        assertEquals(90, share[0].toSeconds());
    }

    @Test
    void aComponentThatAbandonsWorkForcesTheStop() {
        sequence.add("connections", given -> {
            throw new ShutdownSequence.ForcedException("connections were cut");
        });
        assertFalse(sequence.stopAll(LONG));
    }
}
