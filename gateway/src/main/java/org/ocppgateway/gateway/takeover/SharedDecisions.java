package org.ocppgateway.gateway.takeover;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.ocppgateway.protocol.ChargePointId;

/**
 * Lets concurrent callers share one decision per charge point. A charge point therefore uses one permit, however often it connects.
 * Thread-safe.
 */
public final class SharedDecisions {
    private final Map<ChargePointId, CompletableFuture<TakeoverDecision>> inProgress = new ConcurrentHashMap<>();

    /** Makes a decision. May block for a bounded time. */
    @FunctionalInterface
    public interface Decider {
        TakeoverDecision decide() throws InterruptedException;
    }

    /**
     * Joins the decision in progress for a charge point, or makes one. Callers that joined a decision that failed get
     * {@link TakeoverDecision#BUSY}.
     */
    public TakeoverDecision share(ChargePointId chargePointId, Decider decider) throws InterruptedException {
        CompletableFuture<TakeoverDecision> own = new CompletableFuture<>();
        CompletableFuture<TakeoverDecision> other = inProgress.putIfAbsent(chargePointId, own);
        if (other != null) {
            return await(other);
        }
        TakeoverDecision decision = TakeoverDecision.BUSY;
        try {
            decision = decider.decide();
            return decision;
        } finally {
            inProgress.remove(chargePointId);
            own.complete(decision);
        }
    }

    private static TakeoverDecision await(CompletableFuture<TakeoverDecision> decision) throws InterruptedException {
        try {
            return decision.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a shared decision is never completed exceptionally", e);
        }
    }
}
