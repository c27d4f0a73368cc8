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
 * PolledDecisions of other pods about newcomers. A decision may take seconds, so a pod that asks is answered soon, with a verdict or without,
 * and asks again under the same id until there is one: no request holds a socket for long. Any number of virtual threads.
 */
public final class PolledDecisions {
    /** How long the first request for a decision waits for it: most decisions are made sooner. */
    private static final Duration SOON = Duration.ofMillis(100);

    /** A pod that has not asked again for so long does not wait for the verdict any more. */
    private static final long FORGOTTEN_AFTER = Duration.ofSeconds(30).toNanos();

    private final TakeoverArbiter incumbents;
    private final int bound;
    private final LongSupplier nanoTime;
    private final Map<String, Question> open = new ConcurrentHashMap<>();

    private record Question(CompletableFuture<TakeoverDecision> verdict, long since) {}

    /**
     * @param bound questions that may be open; one more is answered {@link TakeoverDecision#BUSY}
     * @param nanoTime a clock that only goes forward
     */
    public PolledDecisions(TakeoverArbiter incumbents, int bound, LongSupplier nanoTime) {
        this.incumbents = incumbents;
        this.bound = bound;
        this.nanoTime = nanoTime;
    }

    /**
     * Answers a question, which is put for the first time or again.
     *
     * @param id chosen by the pod that asks, another one for each newcomer
     * @return null if it is to be asked again
     */
    public @Nullable TakeoverDecision answer(String id, NewConnection newcomer) throws InterruptedException {
        Question question = open.get(id);
        Duration patience = question == null ? SOON : Duration.ZERO;
        if (question == null) {
            if (open.size() >= bound && !forgetOld()) {
                return TakeoverDecision.BUSY;
            }
            question = open.computeIfAbsent(id, unused -> begin(newcomer));
        }
        try {
            TakeoverDecision verdict = question.verdict().get(patience.toNanos(), TimeUnit.NANOSECONDS);
            open.remove(id);
            return verdict;
        } catch (TimeoutException e) {
            return null;
        } catch (ExecutionException e) {
            open.remove(id);
            throw new IllegalStateException("the decision failed", e.getCause());
        }
    }

    private Question begin(NewConnection newcomer) {
        CompletableFuture<TakeoverDecision> verdict = new CompletableFuture<>();
        Thread.ofVirtual().name("takeover-question").start(() -> {
            try {
                verdict.complete(incumbents.decide(newcomer));
            } catch (InterruptedException | RuntimeException | Error e) {
                verdict.completeExceptionally(e);
            }
        });
        return new Question(verdict, nanoTime.getAsLong());
    }

    private boolean forgetOld() {
        long now = nanoTime.getAsLong();
        return open.values().removeIf(question -> now - question.since() >= FORGOTTEN_AFTER);
    }
}
