package org.ocppgateway.gateway.connection;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All open connections of this process. Each connection is assigned to one of {@link #SLOTS} slots in rotation, so that the ping service
 * can spread its checks over the ping interval. Thread-safe.
 */
public final class Connections {
    /** Three quarters of a second per slot with the default ping interval. A timer that runs more often costs more than the pings that it spreads. */
    static final int SLOTS = 60;

    /** The share of one connection is the backlog limit divided by this number, and at least {@link #MIN_SHARE} characters. */
    private static final int BACKLOG_SHARES = 128;

    private static final long MIN_SHARE = 64 * 1024;

    private final ConnectionLimits limits;
    private final LongSupplier nanoTime;
    private final ScheduledExecutorService timer;
    private final ConnectionMetrics metrics;
    private final MessageBacklog backlog;
    private final PartialMessages partials;
    private final AtomicReferenceArray<Set<Connection>> slots = new AtomicReferenceArray<>(SLOTS);
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicInteger slotAssignments = new AtomicInteger();
    private volatile @Nullable CloseStatus closedWith;

    /**
     * @param nanoTime monotonic clock in nanoseconds
     * @param timer runs delayed tasks of all connections
     */
    public Connections(
            ConnectionLimits limits,
            LongSupplier nanoTime,
            ScheduledExecutorService timer,
            PrometheusRegistry registry) {
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.timer = timer;
        this.backlog = new MessageBacklog(limits.receive().maxBacklog());
        this.partials = new PartialMessages(limits.receive().maxBacklog());
        this.metrics =
                new ConnectionMetrics(registry, count::get, limits.maxConnections(), backlog::characters, partials);
        for (int slot = 0; slot < SLOTS; slot++) {
            slots.set(slot, ConcurrentHashMap.newKeySet());
        }
    }

    /**
     * Opens a connection on a transport and starts its read loop. After {@link #closeAll} the connection is closed immediately.
     *
     * @return null at the maximum number of connections; the caller then closes the transport
     */
    public @Nullable Connection open(Transport transport, Function<Connection, ConnectionListener> listener) {
        if (count.incrementAndGet() > limits.maxConnections()) {
            count.decrementAndGet();
            metrics.refusedAtLimit();
            return null;
        }
        Connection connection =
                new Connection(this, transport, Math.floorMod(slotAssignments.getAndIncrement(), SLOTS));
        slots.get(connection.slot()).add(connection);
        metrics.opened();
        try {
            connection.start(listener.apply(connection));
        } catch (RuntimeException | Error e) {
            remove(connection); // the read loop, which normally removes it, was not started
            throw e;
        }
        // Read after the connection was added: either this check or closeAll closes it.
        CloseStatus status = closedWith;
        if (status != null) {
            connection.close(status);
        }
        return connection;
    }

    void remove(Connection connection) {
        if (slots.get(connection.slot()).remove(connection)) {
            count.decrementAndGet();
        }
    }

    public int count() {
        return count.get();
    }

    /** Whether the maximum number of connections is open. */
    public boolean isFull() {
        return count.get() >= limits.maxConnections();
    }

    public ConnectionLimits limits() {
        return limits;
    }

    MessageBacklog backlog() {
        return backlog;
    }

    /** Characters of unprocessed messages of one connection above which the connection is not read. */
    long backlogShare() {
        return Math.max(limits.receive().maxBacklog() / BACKLOG_SHARES, MIN_SHARE);
    }

    PartialMessages partials() {
        return partials;
    }

    public ConnectionMetrics metrics() {
        return metrics;
    }

    /** Closes every connection with the same status, and every connection that is opened later. */
    public void closeAll(CloseStatus status) {
        closedWith = status;
        for (int slot = 0; slot < SLOTS; slot++) {
            forEachInSlot(slot, connection -> connection.close(status));
        }
    }

    void forEachInSlot(int slot, Consumer<Connection> action) {
        slots.get(slot).forEach(action);
    }

    long now() {
        return nanoTime.getAsLong();
    }

    /** Runs a task on the timer thread after the close timeout. The task must not block. */
    public void afterCloseTimeout(Runnable task) {
        schedule(task, limits.closeTimeout().toNanos());
    }

    /** Runs a task on the timer thread after a delay, or immediately if the timer has stopped. The task must not block. */
    void schedule(Runnable task, long nanos) {
        try {
            ScheduledFuture<?> unused = timer.schedule(task, nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            task.run();
        }
    }
}
