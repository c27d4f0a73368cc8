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
    private static final String FAILS_IN_PREPARE = "fails in prepare";
    private static final String FAILS_IN_COMPLETE = "fails in complete";

    private final BlockingQueue<String> done = new LinkedBlockingQueue<>();
    private final CountDownLatch failureLatch = new CountDownLatch(1);
    private final TestProcessor processor = new TestProcessor();
    private final SerialQueue<String, String> queue = new SerialQueue<>(2, processor, processor);

    private final BlockingQueue<Throwable> uncaught = new LinkedBlockingQueue<>();
    private final Thread.@Nullable UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();

    @BeforeEach
    void recordUncaughtExceptions() {
        Thread.setDefaultUncaughtExceptionHandler((thread, problem) -> uncaught.add(problem));
    }

    @AfterEach
    void restoreHandler() {
        Thread.setDefaultUncaughtExceptionHandler(before);
    }

    private final class TestProcessor implements SerialQueue.Preparer<String, String>, SerialQueue.Completer<String> {
        @Override
        public String prepare(String item) {
            if (item.equals(FAILS_IN_PREPARE)) {
                throw new AssertionError("thrown by the test");
            }
            return item;
        }

        @Override
        public void complete(String item) throws InterruptedException {
            if (item.equals(FAILS_IN_COMPLETE)) {
                failureLatch.await();
                throw new AssertionError("thrown by the test");
            }
            done.add(item);
        }
    }

    @Test
    void anErrorOnTheThreadOfTheCallerDoesNotEndTheQueue() throws Exception {
        assertThrows(AssertionError.class, () -> queue.put(FAILS_IN_PREPARE));
        assertFalse(queue.anyMatch(item -> true));
        queue.put("next");
        assertEquals("next", done.poll(60, TimeUnit.SECONDS));
    }

    @Test
    void anErrorOnTheThreadOfTheQueueDoesNotEndTheQueue() throws Exception {
        assertTrue(queue.offer(FAILS_IN_COMPLETE));
        queue.put("next");
        failureLatch.countDown();
        assertEquals("next", done.poll(60, TimeUnit.SECONDS));
        assertNotNull(uncaught.poll(60, TimeUnit.SECONDS));
        queue.put(FAILS_IN_COMPLETE);
        assertNotNull(uncaught.poll(60, TimeUnit.SECONDS));
        queue.close("last");
        assertEquals("last", done.poll(60, TimeUnit.SECONDS));
    }
}
