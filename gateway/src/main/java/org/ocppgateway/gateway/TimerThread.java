package org.ocppgateway.gateway;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import org.ocppgateway.gateway.admin.Health;
import org.ocppgateway.gateway.connection.PeriodicTask;

/** The one thread that runs pings and deadlines of all connections. Its tasks must not block. */
final class TimerThread {
    private static final Duration MAX_STALL = Duration.ofSeconds(30);
    private static final Duration BEAT = Duration.ofSeconds(1);

    private final ScheduledExecutorService executor;

    private TimerThread(ScheduledExecutorService executor) {
        this.executor = executor;
    }

    static TimerThread start(ShutdownSequence shutdown) {
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("timer").daemon().factory());
        shutdown.add("timer", remaining -> executor.shutdownNow());
        return new TimerThread(executor);
    }

    ScheduledExecutorService executor() {
        return executor;
    }

    /** Watches the thread: a task that blocks it stops all pings and deadlines. */
    void watch(Health health) {
        AtomicLong beat = new AtomicLong(System.nanoTime());
        var unused = PeriodicTask.start(executor, "The watch of the timer", BEAT, () -> beat.set(System.nanoTime()));
        health.watch("timer", () -> System.nanoTime() - beat.get() < MAX_STALL.toNanos());
    }
}
