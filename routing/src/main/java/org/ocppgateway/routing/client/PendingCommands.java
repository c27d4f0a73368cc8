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

/** The commands that wait for their result, by id; their number is bounded. Used by any thread. */
final class PendingCommands {
    private final Map<String, Pending> byId = new ConcurrentHashMap<>();
    private final Semaphore room;
    private final ClientMetrics metrics;

    PendingCommands(int most, ClientMetrics metrics) {
        this.room = new Semaphore(most);
        this.metrics = metrics;
        metrics.pending(byId::size);
    }

    /** One command that waits. Its future is completed on a virtual thread of its own, on which callbacks may block. */
    static final class Pending {
        private final String commandId;
        private final Instant deadline;
        private final CompletableFuture<Result> future = new CompletableFuture<>();
        private final AtomicBoolean claimed = new AtomicBoolean();
        private volatile @Nullable Exception doubt;

        Pending(String commandId, Instant deadline) {
            this.commandId = commandId;
            this.deadline = deadline;
        }

        CompletableFuture<Result> future() {
            return future;
        }

        /** True once: for the one that is to write it. */
        boolean claim() {
            return claimed.compareAndSet(false, true);
        }

        /** Notes why it may not have been written; its result may come all the same. */
        void doubt(Exception cause) {
            doubt = cause;
        }

        void end(Result result) {
            Thread.ofVirtual().name("result-" + commandId).start(() -> future.complete(result));
        }

        void fail(Reason reason, String message, @Nullable Throwable cause) {
            NoOutcomeException failure = new NoOutcomeException(reason, commandId, message, cause);
            Thread.ofVirtual().name("result-" + commandId).start(() -> future.completeExceptionally(failure));
        }
    }

    /** Lets a command wait, or joins the one that waits under its id; empty if too many wait. */
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
        // However it ends, also when whoever waits gives up.
        var unused = added.future.whenComplete((result, failure) -> {
            byId.remove(commandId);
            room.release();
            metrics.count(result, failure);
        });
        return Optional.of(added);
    }

    /** Ends the command of that id, if it waits here. */
    void end(Result result) {
        Pending waiting = byId.get(result.commandId());
        if (waiting != null) {
            waiting.end(result);
        }
    }

    /** Fails those whose deadline is over. */
    void expire(Instant now) {
        for (Pending waiting : byId.values()) {
            if (now.isAfter(waiting.deadline)) {
                waiting.fail(Reason.NO_RESULT, "no result has come by " + waiting.deadline, waiting.doubt);
            }
        }
    }

    void failAll(String message) {
        byId.values().forEach(waiting -> waiting.fail(Reason.NO_RESULT, message, waiting.doubt));
    }
}
