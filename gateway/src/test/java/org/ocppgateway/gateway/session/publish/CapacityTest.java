package org.ocppgateway.gateway.session.publish;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.ocppgateway.gateway.limit.RateLimit;
import org.ocppgateway.protocol.model.EventPriority;

@Timeout(120)
class CapacityTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Queue<Duration> slept = new ConcurrentLinkedQueue<>();
    private final AtomicLong nanos = new AtomicLong();

    @Test
    void onlyCriticalMessagesUseReservedPermits() throws InterruptedException {
        Capacity capacity = capacity(3, 1, RateLimit.NONE);
        assertTrue(capacity.acquire(EventPriority.NORMAL, LONG));
        assertTrue(capacity.acquire(EventPriority.NORMAL, LONG));
        assertFalse(capacity.acquire(EventPriority.NORMAL, Duration.ofMillis(1)));
        assertTrue(capacity.acquire(EventPriority.TRANSACTION, LONG));
        assertFalse(capacity.acquire(EventPriority.SECURITY, Duration.ofMillis(1)));
        capacity.release();
        assertFalse(capacity.acquire(EventPriority.NORMAL, Duration.ofMillis(1)));
        assertTrue(capacity.acquire(EventPriority.SECURITY, LONG));
    }

    @Test
    void criticalMessagesOvertakeNormalOnes() throws InterruptedException {
        Capacity capacity = capacity(1, 0, RateLimit.NONE);
        assertTrue(capacity.acquire(EventPriority.NORMAL, LONG));
        Queue<EventPriority> order = new ConcurrentLinkedQueue<>();
        List<Thread> waiting = new ArrayList<>();
        waiting.add(worker(capacity, EventPriority.NORMAL, order));
        await().until(() -> count("ocpp_gateway_capacity_waits") == 1);
        waiting.add(worker(capacity, EventPriority.NORMAL, order));
        await().until(() -> count("ocpp_gateway_capacity_waits") == 2);
        waiting.add(worker(capacity, EventPriority.TRANSACTION, order));
        await().until(() -> count("ocpp_gateway_capacity_waits") == 3);
        capacity.release();
        for (Thread thread : waiting) {
            thread.join();
        }
        assertEquals(
                List.of(EventPriority.TRANSACTION, EventPriority.NORMAL, EventPriority.NORMAL), List.copyOf(order));
    }

    @Test
    void noPermitIsLostUnderContention() throws InterruptedException {
        Capacity capacity = capacity(4, 1, RateLimit.NONE);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger worked = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            EventPriority priority = i % 4 == 0 ? EventPriority.TRANSACTION : EventPriority.NORMAL;
            threads.add(Thread.ofVirtual().start(() -> {
                try {
                    for (int n = 0; n < 50; n++) {
                        if (capacity.acquire(priority, LONG)) {
                            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                            LockSupport.parkNanos(10_000);
                            worked.incrementAndGet();
                            inside.decrementAndGet();
                            capacity.release();
                        }
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(64 * 50, worked.get());
        assertTrue(most.get() <= 4, "inside at once: " + most);
    }

    @Test
    void theRateLimitDelaysOnlyNormalMessages() throws InterruptedException {
        Capacity capacity = capacity(10, 1, new RateLimit(10, 1));
        assertTrue(capacity.acquire(EventPriority.NORMAL, LONG));
        assertTrue(capacity.acquire(EventPriority.TRANSACTION, LONG));
        assertTrue(slept.isEmpty());
        assertTrue(capacity.acquire(EventPriority.NORMAL, LONG));
        assertEquals(List.of(Duration.ofMillis(200)), List.copyOf(slept));
    }

    @Test
    void aRefusedMessageUsesNoToken() throws InterruptedException {
        Capacity capacity = capacity(10, 1, new RateLimit(10, 1));
        assertTrue(capacity.acquire(EventPriority.NORMAL, Duration.ZERO));
        for (int i = 0; i < 1_000; i++) {
            assertFalse(capacity.acquire(EventPriority.NORMAL, Duration.ofMillis(99)));
        }
        nanos.addAndGet(Duration.ofMillis(100).toNanos());
        assertTrue(capacity.acquire(EventPriority.NORMAL, Duration.ZERO));
    }

    @Test
    void criticalMessagesTakeNoTokensBeyondTheAnswerLimit() throws InterruptedException {
        Capacity capacity = capacity(10, 1, new RateLimit(10, 1));
        for (int i = 0; i < 1_000; i++) {
            assertTrue(capacity.acquire(EventPriority.TRANSACTION, Duration.ofSeconds(1)));
            capacity.release();
        }
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertTrue(capacity.acquire(EventPriority.NORMAL, Duration.ofSeconds(1)));
        assertEquals(List.of(Duration.ofMillis(100)), List.copyOf(slept));
    }

    private Capacity capacity(int maxInProgress, int reserved, RateLimit messages) {
        return new Capacity(
                new CapacitySettings(maxInProgress, reserved, messages),
                messages.equals(RateLimit.NONE) ? System::nanoTime : nanos::get,
                slept::add,
                registry);
    }

    private static Thread worker(Capacity capacity, EventPriority priority, Queue<EventPriority> order) {
        return Thread.ofVirtual().start(() -> {
            try {
                if (capacity.acquire(priority, LONG)) {
                    order.add(priority);
                    capacity.release();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private double count(String name) {
        return registry.scrape(name::equals).stream()
                .map(CounterSnapshot.class::cast)
                .flatMap(snapshot -> snapshot.getDataPoints().stream())
                .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
                .sum();
    }
}
