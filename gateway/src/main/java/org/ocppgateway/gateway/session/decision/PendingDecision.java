package org.ocppgateway.gateway.session.decision;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.model.EventContext.ReplyRequest;
import org.ocppgateway.protocol.model.EventType;
import org.ocppgateway.routing.route.Route;

/** A decision requested from the backend. The first of three outcomes counts: reply, deadline, abandonment. Thread-safe. */
final class PendingDecision implements Decision {
    private final EventType type;
    private final Route route;
    private final ReplyRequest request;
    private final @Nullable Payload fallback;
    private final long deadline;
    private final LongSupplier nanoTime;
    private final CloseListener closeListener;
    private final CompletableFuture<End> end = new CompletableFuture<>();

    /** How a decision ended. */
    enum Outcome {
        /** The backend replied in time. */
        DECIDED("decided"),
        /** The deadline passed first. */
        OVERDUE("overdue"),
        /** The connection was lost or the event could not be published first. */
        ABANDONED("abandoned");

        private final String label;

        Outcome(String label) {
            this.label = label;
        }

        /** The value of the metric label. */
        String label() {
            return label;
        }
    }

    private record End(Outcome outcome, Result result) {}

    /** Receives the outcome. */
    @FunctionalInterface
    interface CloseListener {
        /** Called once, on the thread that closes the decision. */
        void onClose(PendingDecision decision, Outcome outcome);
    }

    /** @param deadline time by {@code nanoTime} after which the fallback is the result */
    PendingDecision(
            EventType type,
            Route route,
            ReplyRequest request,
            @Nullable Payload fallback,
            long deadline,
            LongSupplier nanoTime,
            CloseListener closeListener) {
        this.type = type;
        this.route = route;
        this.request = request;
        this.fallback = fallback;
        this.deadline = deadline;
        this.nanoTime = nanoTime;
        this.closeListener = closeListener;
    }

    EventType type() {
        return type;
    }

    /** The route of the session that asked. */
    Route route() {
        return route;
    }

    @Override
    public ReplyRequest request() {
        return request;
    }

    /** Completes the decision with the reply of the backend; false if it has ended already. */
    boolean complete(Payload reply) {
        return end.complete(new End(Outcome.DECIDED, new Result.Answer(reply)));
    }

    /** The outcome; null if there is none yet. */
    @Nullable
    Outcome outcome() {
        return end.isDone() ? end.join().outcome() : null;
    }

    @Override
    public Result await() throws InterruptedException {
        try {
            long left = Math.max(0, deadline - nanoTime.getAsLong());
            return end.get(left, TimeUnit.NANOSECONDS).result();
        } catch (TimeoutException e) {
            end.complete(new End(Outcome.OVERDUE, new Result.Answer(fallback)));
            return end.join().result();
        } catch (ExecutionException e) {
            throw new AssertionError("a decision is never completed exceptionally", e);
        }
    }

    @Override
    public void abandon() {
        end.complete(new End(Outcome.ABANDONED, new Result.Abandoned()));
    }

    @Override
    public void close() {
        abandon();
        closeListener.onClose(this, end.join().outcome());
    }
}
