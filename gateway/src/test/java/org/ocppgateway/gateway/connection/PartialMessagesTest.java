package org.ocppgateway.gateway.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Incomplete messages: a few large ones do not affect other connections, and many small ones only wait. */
class PartialMessagesTest {
    private static final int BOUND = 25_600;
    private static final int SHARE = BOUND / 256;
    private static final int TURNS = 64;

    private final ConnectionFixture fixture = new ConnectionFixture(1_000, BOUND, FloodLimits.NONE);

    /** One connection that sends a fragment whenever it is read. */
    private final class Sender {
        private final StallingTransport transport = new StallingTransport();
        private final Connection connection = fixture.open(transport);
        private int sent;

        boolean isRead() {
            return transport.demands.get() > sent;
        }

        void part(int bytes) {
            assertTrue(isRead(), "a frame was sent without demand");
            sent++;
            ConnectionFixture.part(connection, bytes);
        }

        void last() {
            assertTrue(isRead(), "a frame was sent without demand");
            sent++;
            ConnectionFixture.lastPart(connection);
            connection.release(Integer.MAX_VALUE);
        }
    }

    @AfterEach
    void stop() {
        fixture.stop();
    }

    private List<Sender> senders(int count) {
        List<Sender> senders = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            senders.add(new Sender());
        }
        return senders;
    }

    private static long closed(List<Sender> senders) {
        return senders.stream().filter(sender -> sender.connection.isClosing()).count();
    }

    @Test
    void onlyTheLargestMessagesAreEvicted() {
        List<Sender> greedy = senders(10);
        greedy.forEach(sender -> sender.part(BOUND / 10));
        assertEquals(0, closed(greedy));
        List<Sender> others = senders(50);
        finish(others, 2, SHARE / 4, 200);
        assertEquals(0, closed(others));
        assertTrue(closed(greedy) > 0);
    }

    @Test
    void theOldestOfEquallyLargeMessagesIsEvicted() {
        List<Sender> greedy = senders(10);
        greedy.forEach(sender -> sender.part(BOUND / 10));
        new Sender().part(1);
        assertTrue(greedy.getFirst().connection.isClosing());
        assertEquals(1, closed(greedy));
    }

    @Test
    void manySendersBelowTheirShareDoNotCauseEvictions() {
        List<Sender> greedy = senders(BOUND / SHARE);
        greedy.forEach(sender -> {
            if (sender.isRead()) {
                sender.part(SHARE);
            }
        });
        List<Sender> others = senders(100);
        finish(others, 5, SHARE / 8, 200);
        assertEquals(0, closed(others));
    }

    @Test
    void manySendersTakeTurnsAndLoseNoMessageWhenMemoryIsScarce() {
        List<Sender> crowd = senders(400);
        finish(crowd, 6, SHARE / 8, 200);
        assertEquals(0, closed(crowd));
        assertEquals(0, fixture.connections.partials().bytes());
        assertEquals(0, fixture.connections.partials().waiting());
    }

    /** Lets all connections send their fragments whenever they are read, in rounds of 100 ms. */
    private void finish(List<Sender> senders, int parts, int size, int rounds) {
        List<Sender> left = new ArrayList<>(senders);
        for (int round = 0; round < rounds && !left.isEmpty(); round++) {
            for (Sender sender : List.copyOf(left)) {
                if (!sender.isRead()) {
                    continue;
                }
                if (sender.sent == parts) {
                    sender.last();
                    left.remove(sender);
                } else {
                    sender.part(size);
                }
            }
            assertTrue(fixture.connections.partials().bytes() <= BOUND, "the limit is exceeded");
            pass(Duration.ofMillis(100));
        }
        assertEquals(0, left.size(), "incomplete messages");
    }

    private void pass(Duration time) {
        fixture.nanos.addAndGet(time.toNanos());
        fixture.connections.partials().onTimer(fixture.nanos.get());
    }

    @Test
    void anUnusedTurnIsGivenToAnotherConnection() {
        senders(BOUND / 2 / SHARE).forEach(sender -> sender.part(SHARE));
        List<Sender> idle = senders(TURNS + 10);
        idle.forEach(sender -> sender.part(1));
        List<Sender> waiting = idle.stream().filter(sender -> !sender.isRead()).toList();
        assertEquals(10, waiting.size());
        pass(Duration.ofMillis(1_001));
        waiting.forEach(sender -> assertTrue(sender.isRead()));
    }

    @Test
    void aStalledMessageIsEvictedOnlyWhileMemoryIsScarce() {
        Sender still = new Sender();
        still.part(SHARE);
        pass(Duration.ofSeconds(60));
        assertFalse(still.connection.isClosing());
        List<Sender> others = senders(BOUND / 2 / SHARE);
        others.forEach(sender -> sender.part(SHARE));
        pass(Duration.ofSeconds(1));
        assertTrue(still.connection.isClosing());
        assertEquals(0, closed(others));
    }

    @Test
    void waitingForATurnDoesNotCountAsStalling() {
        List<Sender> crowd = senders(BOUND / SHARE);
        crowd.forEach(sender -> sender.part(SHARE));
        List<Sender> waiting = crowd.stream().filter(sender -> !sender.isRead()).toList();
        assertFalse(waiting.isEmpty());
        for (int i = 0; i < 100; i++) {
            pass(Duration.ofMillis(100));
            crowd.stream()
                    .filter(sender -> !sender.connection.isClosing() && !waiting.contains(sender) && sender.isRead())
                    .forEach(sender -> sender.part(0));
        }
        pass(Duration.ofMillis(100));
        assertEquals(0, closed(waiting));
    }

    @Test
    void aWaitingConnectionIsNotSilentAndIsReadAfterAClose() {
        List<Sender> crowd = senders(BOUND / SHARE);
        crowd.forEach(sender -> sender.part(SHARE));
        Sender waiting =
                crowd.stream().filter(sender -> !sender.isRead()).findFirst().orElseThrow();
        assertFalse(waiting.connection.isClosing());
        fixture.connections.forEachInSlot(waiting.connection.slot(), connection -> {
            if (connection.equals(waiting.connection)) {
                connection.checkLiveness(
                        fixture.nanos.addAndGet(Duration.ofHours(1).toNanos()));
            }
        });
        assertFalse(waiting.connection.isClosing());
        waiting.connection.close(new CloseStatus(CloseStatus.NORMAL, "bye"));
        assertTrue(waiting.isRead());
        assertEquals(waiting.sent + 1, waiting.transport.demands.get());
    }
}
