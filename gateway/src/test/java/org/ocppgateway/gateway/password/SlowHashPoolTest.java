package org.ocppgateway.gateway.password;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.ocppgateway.gateway.password.SlowHashPool.QueueFullException;

class SlowHashPoolTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void aLimitedNumberRunsALimitedNumberWaitsAndTheRestIsRefused() throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch go = new CountDownLatch(1);
        List<Future<Integer>> results = new ArrayList<>();
        try (SlowHashPool pool = new SlowHashPool(2, 3, PATIENCE);
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                results.add(callers.submit(() -> pool.run(() -> {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    go.await();
                    return running.getAndDecrement();
                })));
            }
            await().until(() -> results.stream().filter(Future::isDone).count() == 15);
            assertEquals(3, pool.waiting());
            go.countDown();
        }
        int refused = 0;
        for (Future<Integer> result : results) {
            try {
                assertTrue(result.get() > 0);
            } catch (ExecutionException e) {
                assertInstanceOf(QueueFullException.class, e.getCause());
                refused++;
            }
        }
        assertEquals(15, refused);
        assertEquals(2, most.get());
    }

    @Test
    void aHashThatWaitsTooLongIsNotComputed() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean computed = new AtomicBoolean();
        AtomicBoolean interrupted = new AtomicBoolean();
        try (SlowHashPool pool = new SlowHashPool(1, 3, Duration.ofMillis(50));
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> endless = () -> {
                begun.countDown();
                while (go.getCount() > 0) { // keeps the only thread busy, also after its caller has given up
                    try {
                        go.await();
                    } catch (InterruptedException e) {
                        interrupted.set(true);
                    }
                }
                return 1;
            };
            Future<Integer> first = callers.submit(() -> runUntilBegun(pool, endless, begun));
            begun.await();
            assertThrows(
                    TimeoutException.class,
                    () -> pool.run(() -> {
                        computed.set(true);
                        return 2;
                    }));
            ExecutionException e = assertThrows(ExecutionException.class, first::get);
            assertInstanceOf(TimeoutException.class, e.getCause());
            await().untilTrue(interrupted);
            assertEquals(0, pool.waiting());
            go.countDown();
        }
        assertFalse(computed.get());
    }

    /** Repeats a task whose time passes before the thread of the pool begins it. */
    private static int runUntilBegun(SlowHashPool pool, Callable<Integer> task, CountDownLatch begun) throws Exception {
        while (true) {
            try {
                return pool.run(task);
            } catch (TimeoutException e) {
                if (begun.getCount() == 0) {
                    throw e;
                }
            }
        }
    }
}
