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

/** A decision that the backend is asked for. The first word counts: the backend's, the fallback's, or that nobody listens. */
final class PendingDecision implements Decision {
    private final EventType type;
    private final ReplyRequest request;
    private final @Nullable Payload fallback;
    private final long deadline;
    private final LongSupplier nanoTime;
    private final Closing closing;
    private final CompletableFuture<End> end = new CompletableFuture<>();

    /** How it ended, and what is said then. */
    record End(Kind kind, Word word) {
        enum Kind {
            /** The backend decided in time. */
            DECIDED,
            /** It did not. */
            OVERDUE,
            /** The connection was lost, or the event could not be published, before there was a word. */
            MOOT
        }
    }

    /** Called once, when the question is closed. */
    interface Closing {
        void closed(PendingDecision question, End.Kind kind);
    }

    /** @param deadline after which the fallback answers, by {@code nanoTime} */
    PendingDecision(
            EventType type,
            ReplyRequest request,
            @Nullable Payload fallback,
            long deadline,
            LongSupplier nanoTime,
            Closing closing) {
        this.type = type;
        this.request = request;
        this.fallback = fallback;
        this.deadline = deadline;
        this.nanoTime = nanoTime;
        this.closing = closing;
    }

    EventType type() {
        return type;
    }

    @Override
    public ReplyRequest request() {
        return request;
    }

    /** The backend's word; false if there was one already. */
    boolean decide(Payload payload) {
        return end.complete(new End(End.Kind.DECIDED, new Word.Given(payload)));
    }

    /** How it has ended; null if it has not. */
    End.@Nullable Kind ended() {
        return end.isDone() ? end.join().kind() : null;
    }

    @Override
    public Word await() throws InterruptedException {
        try {
            long left = Math.max(0, deadline - nanoTime.getAsLong());
            return end.get(left, TimeUnit.NANOSECONDS).word();
        } catch (TimeoutException e) {
            end.complete(new End(End.Kind.OVERDUE, new Word.Given(fallback)));
            return end.join().word();
        } catch (ExecutionException e) {
            throw new AssertionError("a question never ends exceptionally", e);
        }
    }

    @Override
    public void abandon() {
        end.complete(new End(End.Kind.MOOT, new Word.Moot()));
    }

    @Override
    public void close() {
        abandon();
        closing.closed(this, end.join().kind());
    }
}
