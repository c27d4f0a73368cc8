package org.ocppgateway.gateway.takeover;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.ocppgateway.protocol.ChargePointId;

/**
 * Lets all that ask about one charge point at the same time share one decision, so that one identity takes one permit however often it
 * connects. Any number of virtual threads.
 */
final class SharedDecisions {
    private final Map<ChargePointId, CompletableFuture<TakeoverDecision>> underWay = new ConcurrentHashMap<>();

    /** Decides; may block for a bounded time. */
    @FunctionalInterface
    interface Decision {
        TakeoverDecision make() throws InterruptedException;
    }

    /** Joins the decision about a charge point that is under way, or makes one. Those that join one that fails get BUSY. */
    TakeoverDecision share(ChargePointId chargePointId, Decision decision) throws InterruptedException {
        CompletableFuture<TakeoverDecision> mine = new CompletableFuture<>();
        CompletableFuture<TakeoverDecision> others = underWay.putIfAbsent(chargePointId, mine);
        if (others != null) {
            return await(others);
        }
        TakeoverDecision verdict = TakeoverDecision.BUSY;
        try {
            verdict = decision.make();
            return verdict;
        } finally {
            underWay.remove(chargePointId);
            mine.complete(verdict);
        }
    }

    private static TakeoverDecision await(CompletableFuture<TakeoverDecision> verdict) throws InterruptedException {
        try {
            return verdict.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a verdict never fails", e);
        }
    }
}
