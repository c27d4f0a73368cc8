package org.ocppgateway.routing.command;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** During a Redis outage commands wait; their expiry decides, and nothing is published before it is stored. */
class CommandsWithoutRedisTest extends CommandLifecycleFixture {
    @Test
    void aCommandWaitsAndIsSentAfterTheOutage() throws Exception {
        states.out(true);
        receive("c1", "");
        receive("c1", "");
        await().during(Duration.ofMillis(50)).until(() -> queue.waiting() == 0 && results.isEmpty());

        states.out(false);
        await().until(() -> queue.waiting() == 1);
        queue.runAll();

        assertOutcome("completed", true);
        assertEquals(results.getFirst(), states.result("c1"));
    }

    @Test
    void aCommandThatExpiresDuringTheOutageEndsUnsentAndIsPublishedAfterIt() throws Exception {
        states.out(true);
        receive("c1", "");
        clock.advance(Duration.ofSeconds(60));
        await().during(Duration.ofMillis(50)).until(results::isEmpty);

        states.out(false);

        assertOutcome("expired", false);
        assertEquals(results.getFirst(), states.result("c1"));
        assertEquals(0, queue.waiting());
    }

    @Test
    void aQueuedCommandWaitsInItsQueueAndExpiresThere() throws Exception {
        receive("c1", "");
        states.out(true);
        Thread worker = Thread.ofVirtual().start(this::runLane);
        await().during(Duration.ofMillis(50)).until(() -> queue.sent().isEmpty());
        clock.advance(Duration.ofSeconds(60));
        assertTrue(worker.join(Duration.ofSeconds(30)));
        assertTrue(results.isEmpty());

        states.out(false);

        assertOutcome("expired", false);
        assertEquals(List.of(), queue.sent());
    }

    private void runLane() {
        try {
            queue.runAll();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void atTheLimitNoRecordIsAcceptedUntilThereIsRoom() throws Exception {
        states.out(true);
        for (int i = 0; i < SETTINGS.waiting().count(); i++) {
            assertTrue(lifecycle.canAccept());
            receive("c" + i, "", 0);
        }
        assertFalse(lifecycle.canAccept());

        clock.advance(Duration.ofSeconds(60));
        states.out(false);

        await().until(lifecycle::canAccept);
        await().until(() -> results.size() == SETTINGS.waiting().count());
    }

    @Test
    void theLimitAlsoAppliesToBytes() throws Exception {
        states.out(true);
        receive(
                "c1",
                ",\"data\":{\"filler\":\"" + "x".repeat((int) SETTINGS.waiting().bytes()) + "\"}");

        assertFalse(lifecycle.canAccept());
        states.out(false);
        await().until(lifecycle::canAccept);
        queue.runAll();
    }

    @Test
    void commandsOfOneChargePointKeepTheirOrder() throws Exception {
        states.out(true);
        receive("c1", "");
        states.out(false);
        receive("c2", "");

        await().until(() -> queue.waiting() == 2);
        queue.runAll();

        assertEquals(List.of("c1", "c2"), queue.sent());
    }

    @Test
    void aRepetitionDuringTheOutageIsOnlyRepeated() throws Exception {
        receive("c1", "");
        queue.runAll();
        onlyResult();
        List<String> first = new ArrayList<>(results);
        states.out(true);
        receive("c1", "");
        states.out(false);

        await().until(() -> results.size() == 2);
        assertEquals(first.getFirst(), results.getLast());
        assertEquals(List.of("c1"), queue.sent());
    }
}
