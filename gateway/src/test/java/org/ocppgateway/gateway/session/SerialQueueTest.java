package org.ocppgateway.gateway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class SerialQueueTest {
    private static final String AT_ONCE = "fails at once";
    private static final String LATER = "fails later";

    private final BlockingQueue<String> done = new LinkedBlockingQueue<>();
    private final CountDownLatch mayFail = new CountDownLatch(1);
    private final SerialQueue<String> lane = new SerialQueue<>(2, new Work());

    private final BlockingQueue<Throwable> uncaught = new LinkedBlockingQueue<>();
    private final Thread.@Nullable UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();

    @BeforeEach
    void catchWhatEndsThreads() {
        Thread.setDefaultUncaughtExceptionHandler((thread, problem) -> uncaught.add(problem));
    }

    @AfterEach
    void catchNoMore() {
        Thread.setDefaultUncaughtExceptionHandler(before);
    }

    private final class Work implements SerialQueue.Work<String> {
        @Override
        public boolean begin(String item) {
            if (item.equals(AT_ONCE)) {
                throw new AssertionError("as the test wants it");
            }
            return true;
        }

        @Override
        public void on(String item) throws InterruptedException {
            if (item.equals(LATER)) {
                mayFail.await();
                throw new AssertionError("as the test wants it");
            }
            done.add(item);
        }
    }

    @Test
    void anErrorOnTheThreadOfTheCallerLeavesTheLaneToTheNext() throws Exception {
        assertThrows(AssertionError.class, () -> lane.put(AT_ONCE));
        assertFalse(lane.holds(item -> true));
        lane.put("next");
        assertEquals("next", done.poll(60, TimeUnit.SECONDS));
    }

    @Test
    void anErrorOnTheThreadOfTheLaneLeavesTheLaneToTheNextAndToTheLast() throws Exception {
        assertTrue(lane.offer(LATER));
        lane.put("next");
        mayFail.countDown();
        assertEquals("next", done.poll(60, TimeUnit.SECONDS));
        assertNotNull(uncaught.poll(60, TimeUnit.SECONDS));
        lane.put(LATER);
        assertNotNull(uncaught.poll(60, TimeUnit.SECONDS));
        lane.close("last");
        assertEquals("last", done.poll(60, TimeUnit.SECONDS));
    }
}
