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

/** All open connections of this process, dealt evenly into slots so that the ping service can visit them spread over its interval. */
public final class Connections {
    static final int SLOTS = 240;

    /** Of the backlog one connection may fill one part of so many, and always as much as a large message of most charge points. */
    private static final int BACKLOG_SHARES = 128;

    private static final long SMALLEST_SHARE = 64 * 1024;

    private final ConnectionLimits limits;
    private final LongSupplier nanoTime;
    private final ScheduledExecutorService timer;
    private final ConnectionMetrics metrics;
    private final MessageBacklog backlog;
    private final PartialMessages partials;
    private final AtomicReferenceArray<Set<Connection>> slots = new AtomicReferenceArray<>(SLOTS);
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicInteger dealt = new AtomicInteger();
    private volatile @Nullable CloseStatus closedForAll;

    /**
     * @param nanoTime a clock that only goes forward, in nanoseconds
     * @param timer shared by all connections for what has to happen later
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
        this.metrics = new ConnectionMetrics(registry, count::get, limits.maxConnections(), backlog::held, partials);
        for (int slot = 0; slot < SLOTS; slot++) {
            slots.set(slot, ConcurrentHashMap.newKeySet());
        }
    }

    /**
     * Opens a connection over a transport and starts its read loop; after {@link #closeAll} it is closed at once.
     *
     * @return null if there are as many connections as may be; the transport is then the caller's to end
     */
    public @Nullable Connection open(Transport transport, Function<Connection, ConnectionListener> listener) {
        if (count.incrementAndGet() > limits.maxConnections()) {
            count.decrementAndGet();
            metrics.refusedAtLimit();
            return null;
        }
        Connection connection = new Connection(this, transport, Math.floorMod(dealt.getAndIncrement(), SLOTS));
        slots.get(connection.slot()).add(connection);
        metrics.opened();
        try {
            connection.start(listener.apply(connection));
        } catch (RuntimeException | Error e) {
            remove(connection); // its read loop, which would do that, has not begun
            throw e;
        }
        // Read only now that closeAll would find the connection: one of the two closes it.
        CloseStatus closed = closedForAll;
        if (closed != null) {
            connection.close(closed);
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

    /** Whether one more would be one too many. */
    public boolean full() {
        return count.get() >= limits.maxConnections();
    }

    public ConnectionLimits limits() {
        return limits;
    }

    MessageBacklog backlog() {
        return backlog;
    }

    /** How many characters of the backlog one connection may fill before it is read from no more. */
    long backlogShare() {
        return Math.max(limits.incoming().maxBacklog() / BACKLOG_SHARES, SMALLEST_SHARE);
    }

    PartialMessages partials() {
        return partials;
    }

    public ConnectionMetrics metrics() {
        return metrics;
    }

    /** Closes every connection with the same status, for good: those that are still on their way in, too. */
    public void closeAll(CloseStatus status) {
        closedForAll = status;
        for (int slot = 0; slot < SLOTS; slot++) {
            forEachIn(slot, connection -> connection.close(status));
        }
    }

    void forEachIn(int slot, Consumer<Connection> action) {
        slots.get(slot).forEach(action);
    }

    long now() {
        return nanoTime.getAsLong();
    }

    /** Runs {@code cut} when a closing handshake has had its time. */
    public void afterCloseTimeout(Runnable cut) {
        later(cut, limits.closeTimeout().toNanos());
    }

    /** Runs a task on the timer, or at once if the timer has stopped; it must not block. */
    void later(Runnable task, long nanos) {
        try {
            ScheduledFuture<?> unused = timer.schedule(task, nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            task.run();
        }
    }
}
