package org.ocppgateway.routing.client;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.routing.client.NoOutcomeException.Reason;

/** Commands that wait for their result, by id; their number is bounded. Thread-safe. */
final class PendingCommands {
    private final Map<String, Pending> byId = new ConcurrentHashMap<>();
    private final Semaphore room;
    private final ClientMetrics metrics;

    PendingCommands(int most, ClientMetrics metrics) {
        this.room = new Semaphore(most);
        this.metrics = metrics;
        metrics.pending(byId::size);
    }

    /** One pending command. Its future is completed on a separate virtual thread, on which callbacks may block. */
    static final class Pending {
        private final String commandId;
        private final Instant deadline;
        private final CompletableFuture<Result> future = new CompletableFuture<>();
        private final AtomicBoolean claimed = new AtomicBoolean();
        private volatile @Nullable Exception markUncertain;

        Pending(String commandId, Instant deadline) {
            this.commandId = commandId;
            this.deadline = deadline;
        }

        CompletableFuture<Result> future() {
            return future;
        }

        /** Returns true once, to the thread that must write the command. */
        boolean claim() {
            return claimed.compareAndSet(false, true);
        }

        /** Records why it may not have been written; its result can still arrive. */
        void markUncertain(Exception cause) {
            markUncertain = cause;
        }

        void end(Result result) {
            Thread.ofVirtual().name("result-" + commandId).start(() -> future.complete(result));
        }

        void fail(Reason reason, String message, @Nullable Throwable cause) {
            NoOutcomeException failure = new NoOutcomeException(reason, commandId, message, cause);
            Thread.ofVirtual().name("result-" + commandId).start(() -> future.completeExceptionally(failure));
        }
    }

    /** Adds a pending command or joins the one with its id; empty if too many are pending. */
    Optional<Pending> add(String commandId, Instant deadline) {
        Pending waiting = byId.get(commandId);
        if (waiting != null) {
            return Optional.of(waiting);
        }
        if (!room.tryAcquire()) {
            return Optional.empty();
        }
        Pending added = new Pending(commandId, deadline);
        Pending other = byId.putIfAbsent(commandId, added);
        if (other != null) {
            room.release();
            return Optional.of(other);
        }
        // On every kind of completion, including cancellation by the caller.
        var unused = added.future.whenComplete((result, failure) -> {
            byId.remove(commandId);
            room.release();
            metrics.count(result, failure);
        });
        return Optional.of(added);
    }

    /** Completes the pending command of that id, if there is one. */
    void end(Result result) {
        Pending waiting = byId.get(result.commandId());
        if (waiting != null) {
            waiting.end(result);
        }
    }

    /** Fails pending commands whose deadline has passed. */
    void expire(Instant now) {
        for (Pending waiting : byId.values()) {
            if (now.isAfter(waiting.deadline)) {
                waiting.fail(Reason.NO_RESULT, "no result was received by " + waiting.deadline, waiting.markUncertain);
            }
        }
    }

    void failAll(String message) {
        byId.values().forEach(waiting -> waiting.fail(Reason.NO_RESULT, message, waiting.markUncertain));
    }
}
