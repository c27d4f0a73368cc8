package org.ocppgateway.gateway.endpoint.listener;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.ocppgateway.gateway.metrics.TlsMetric;
import org.ocppgateway.routing.metrics.Meters;

/**
 * The open TLS handshakes of the process and the threads that compute them.
 *
 * <p>A full handshake takes one to four milliseconds of processor time. Virtual threads are not preempted, so thousands of handshakes on
 * them would keep all others from running. The few platform threads here compete for the processors like any thread.
 *
 * <p>Handshakes that have already started come first. Otherwise all would be incomplete when their deadline passes. Thread-safe.
 */
public final class Handshakes implements AutoCloseable {
    /** Number of the oldest handshakes that are searched for one that waits for its peer. Bounds the cost of a new one at the limit. */
    private static final int EXAMINED_PER_CALL = 16;

    private final int limit;
    private final ThreadPoolExecutor threads;
    private final AtomicLong sequence = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();

    /** Oldest first; guarded by {@code lock}. */
    private final Set<TlsConnection> open = new LinkedHashSet<>();

    public Handshakes(HandshakeSettings settings, PrometheusRegistry registry) {
        limit = settings.limit();
        AtomicInteger number = new AtomicInteger();
        // Each open handshake has at most one turn in the queue, so the limit bounds it.
        threads = new ThreadPoolExecutor(
                settings.threads(), settings.threads(), 0, TimeUnit.SECONDS, new PriorityBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "tls-handshake-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        Meters meters = new Meters(registry);
        meters.gauge(TlsMetric.TLS_HANDSHAKES_OPEN, this::openCount);
        meters.gauge(TlsMetric.TLS_HANDSHAKES_QUEUED, () -> threads.getQueue().size());
    }

    /** A piece of work for one handshake. */
    private record Turn(boolean begun, long sequence, Runnable work) implements Runnable, Comparable<Turn> {
        private static final Comparator<Turn> ORDER =
                Comparator.comparing((Turn turn) -> !turn.begun()).thenComparingLong(Turn::sequence);

        @Override
        public void run() {
            work.run();
        }

        @Override
        public int compareTo(Turn other) {
            return ORDER.compare(this, other);
        }
    }

    /**
     * Registers a new handshake. At the limit the oldest one that waits for its peer is closed: its peer is the most likely to be
     * gone, and silent connections cannot keep others out.
     *
     * @return the one to be closed, which is {@code connection} itself if all of the oldest are being worked on
     */
    Optional<TlsConnection> begin(TlsConnection connection) {
        lock.lock();
        try {
            if (open.size() < limit) {
                open.add(connection);
                return Optional.empty();
            }
            Iterator<TlsConnection> oldest = open.iterator();
            for (int i = 0; i < EXAMINED_PER_CALL && oldest.hasNext(); i++) {
                TlsConnection candidate = oldest.next();
                if (candidate.waitsForPeer()) {
                    oldest.remove();
                    open.add(connection);
                    return Optional.of(candidate);
                }
            }
            return Optional.of(connection);
        } finally {
            lock.unlock();
        }
    }

    /** Removes a handshake that has completed or failed. */
    void end(TlsConnection connection) {
        lock.lock();
        try {
            open.remove(connection);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Queues work for a handshake thread.
     *
     * @param begun whether this handshake had a turn before
     */
    void execute(boolean begun, Runnable work) {
        threads.execute(new Turn(begun, sequence.getAndIncrement(), work));
    }

    private int openCount() {
        lock.lock();
        try {
            return open.size();
        } finally {
            lock.unlock();
        }
    }

    /** Ends the threads; call after the listeners are closed. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
