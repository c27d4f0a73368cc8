package org.ocppgateway.ops.checks.ledger;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.ocppgateway.ops.stack.backend.BackendEvent;
import org.ocppgateway.ops.stack.backend.Feed;

/** Helpers for tests that watch a fleet with a ledger. */
public final class LedgerProgress {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final int STEPS = 3;

    private LedgerProgress() {}

    /** Blocks until this number of charge points has had further transaction messages answered positively. */
    public static void awaitProgressOfAll(Ledger ledger, int chargePoints, Map<String, Long> before) {
        await().atMost(TIMEOUT).until(() -> {
            Map<String, Long> now = ledger.acceptedTransactionMessages();
            return now.size() == chargePoints
                    && now.entrySet().stream()
                            .allMatch(count -> count.getValue() >= before.getOrDefault(count.getKey(), 0L) + STEPS);
        });
    }

    /** Passes all events that are on the topic now to the ledger. */
    public static void readTopic(String kafka, Ledger ledger) {
        try (Feed<BackendEvent> feed = Feed.events(kafka, true)) {
            do {
                feed.next().forEach(ledger::onEvent);
            } while (!feed.isAtEnd());
        }
    }
}
