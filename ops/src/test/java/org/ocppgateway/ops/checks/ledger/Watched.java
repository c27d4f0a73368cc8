package org.ocppgateway.ops.checks.ledger;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.ocppgateway.ops.stack.backend.BackendEvent;
import org.ocppgateway.ops.stack.backend.Feed;

/** What tests do with the ledger of a fleet that they watch. */
public final class Watched {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int STEPS = 3;

    private Watched() {}

    /** Blocks until every one of so many charge points has had some more transaction messages answered positively than before. */
    public static void awaitProgressOfAll(Ledger ledger, int chargePoints, Map<String, Long> before) {
        await().atMost(PATIENCE).until(() -> {
            Map<String, Long> now = ledger.acceptedTransactionMessages();
            return now.size() == chargePoints
                    && now.entrySet().stream()
                            .allMatch(count -> count.getValue() >= before.getOrDefault(count.getKey(), 0L) + STEPS);
        });
    }

    /** Tells the ledger all events that are on the topic now. */
    public static void readTopic(String kafka, Ledger ledger) {
        try (Feed<BackendEvent> feed = Feed.events(kafka, true)) {
            do {
                feed.next().forEach(ledger::onTopic);
            } while (!feed.isAtEnd());
        }
    }
}
