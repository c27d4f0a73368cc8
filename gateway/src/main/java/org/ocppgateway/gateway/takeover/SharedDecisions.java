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
    private final Map<ChargePointId, CompletableFuture<Verdict>> underWay = new ConcurrentHashMap<>();

    /** Decides; may block for a bounded time. */
    @FunctionalInterface
    interface Decision {
        Verdict make() throws InterruptedException;
    }

    /** Joins the decision about a charge point that is under way, or makes one. Those that join one that fails get BUSY. */
    Verdict share(ChargePointId chargePointId, Decision decision) throws InterruptedException {
        CompletableFuture<Verdict> mine = new CompletableFuture<>();
        CompletableFuture<Verdict> others = underWay.putIfAbsent(chargePointId, mine);
        if (others != null) {
            return await(others);
        }
        Verdict verdict = Verdict.BUSY;
        try {
            verdict = decision.make();
            return verdict;
        } finally {
            underWay.remove(chargePointId);
            mine.complete(verdict);
        }
    }

    private static Verdict await(CompletableFuture<Verdict> verdict) throws InterruptedException {
        try {
            return verdict.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a verdict never fails", e);
        }
    }
}
