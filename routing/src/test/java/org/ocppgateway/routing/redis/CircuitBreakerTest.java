package org.ocppgateway.routing.redis;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {
    private final AtomicLong now = new AtomicLong();
    private final CircuitBreaker breaker = new CircuitBreaker(Duration.ofNanos(100), now::get);

    @Test
    void afterAFailureNothingIsTriedUntilTheTimeIsOver() {
        breaker.failed();

        now.set(99);
        assertFalse(breaker.allows());
        now.set(100);
        assertTrue(breaker.allows());
    }

    @Test
    void aSuccessClosesItAndAnotherFailureBeginsTheTimeAgain() {
        breaker.failed();
        now.set(100);
        breaker.failed();

        now.set(150);
        assertFalse(breaker.allows());
        breaker.succeeded();
        assertTrue(breaker.allows());
    }
}
