package org.ocppgateway.gateway.peer;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.takeover.NewConnection;
import org.ocppgateway.gateway.takeover.TakeoverArbiter;
import org.ocppgateway.gateway.takeover.TakeoverDecision;

/**
 * Takeover decisions that other pods request by polling. A decision may take seconds; therefore a request is answered soon, with a
 * decision or without, and repeated under the same id until there is one. No request occupies a socket for long. Thread-safe.
 */
public final class PolledDecisions {
    /** How long the first request waits for the decision. Most decisions take less. */
    private static final Duration FIRST_WAIT = Duration.ofMillis(100);

    /** After this time without a decision being fetched, the caller is assumed to have given up. */
    private static final long FORGET_AFTER = Duration.ofSeconds(30).toNanos();

    private final TakeoverArbiter arbiter;
    private final int limit;
    private final LongSupplier nanoTime;
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();

    private record Entry(CompletableFuture<TakeoverDecision> decision, long startedAt) {}

    /**
     * @param limit maximum number of decisions in progress; a further request gets {@link TakeoverDecision#BUSY}
     * @param nanoTime monotonic clock in nanoseconds
     */
    public PolledDecisions(TakeoverArbiter arbiter, int limit, LongSupplier nanoTime) {
        this.arbiter = arbiter;
        this.limit = limit;
        this.nanoTime = nanoTime;
    }

    /**
     * Starts a decision or returns the result of a started one.
     *
     * @param id chosen by the calling pod, unique per new connection
     * @return null if there is no decision yet
     */
    @Nullable
    TakeoverDecision poll(String id, NewConnection connection) throws InterruptedException {
        Entry entry = entries.get(id);
        Duration wait = entry == null ? FIRST_WAIT : Duration.ZERO;
        if (entry == null) {
            if (entries.size() >= limit && !removeAbandoned()) {
                return TakeoverDecision.BUSY;
            }
            entry = entries.computeIfAbsent(id, unused -> start(connection));
        }
        try {
            TakeoverDecision decision = entry.decision().get(wait.toNanos(), TimeUnit.NANOSECONDS);
            entries.remove(id);
            return decision;
        } catch (TimeoutException e) {
            return null;
        } catch (ExecutionException e) {
            entries.remove(id);
            throw new IllegalStateException("the takeover decision failed", e.getCause());
        }
    }

    /** Decides and blocks until there is a decision, for callers that do not poll. */
    TakeoverDecision decide(NewConnection connection) throws InterruptedException {
        return arbiter.decide(connection);
    }

    private Entry start(NewConnection connection) {
        CompletableFuture<TakeoverDecision> decision = new CompletableFuture<>();
        Thread.ofVirtual().name("takeover-decision").start(() -> {
            try {
                decision.complete(arbiter.decide(connection));
            } catch (InterruptedException | RuntimeException | Error e) {
                decision.completeExceptionally(e);
            }
        });
        return new Entry(decision, nanoTime.getAsLong());
    }

    private boolean removeAbandoned() {
        long now = nanoTime.getAsLong();
        return entries.values().removeIf(entry -> now - entry.startedAt() >= FORGET_AFTER);
    }
}
