package org.ocppgateway.gateway.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertIterableEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.trace.TraceDirection;
import org.ocppgateway.protocol.trace.TraceMessage;

class FrameRingTest {
    private static final List<ChargePointId> IDS = IntStream.range(0, 7)
            .mapToObj(i -> new ChargePointId("CP-" + "0".repeat(i * 7) + i))
            .toList();

    /** Smaller than a segment, one segment, not a multiple of one, and several. */
    @ParameterizedTest
    @ValueSource(longs = {1_500, 65_536, 150_001, 262_144})
    void theRingHoldsTheLastRecordsOfAllChargePoints(long capacity) {
        long seed = System.nanoTime();
        System.out.println("FrameRingTest seed " + seed + ", capacity " + capacity);
        Random random = new Random(seed);
        FrameRing ring = new FrameRing(capacity);
        List<JournalRecord> added = new ArrayList<>();
        Map<ChargePointId, Long> numbers = new HashMap<>();
        for (int batch = 0; batch < 60; batch++) {
            List<JournalRecord> records = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                ChargePointId id = IDS.get(random.nextInt(IDS.size()));
                records.add(record(id, numbers.merge(id, 1L, Long::sum), content(random)));
            }
            assertEquals(0, ring.addAll(records));
            added.addAll(records);
            assertTrue(ring.bytes() <= capacity, ring.bytes() + " bytes");
            assertHoldsTheLast(ring, added);
        }
    }

    private static void assertHoldsTheLast(FrameRing ring, List<JournalRecord> added) {
        int kept = IDS.stream()
                .mapToInt(id ->
                        ring.after(id, JournalPosition.START, Integer.MAX_VALUE).size())
                .sum();
        assertTrue(kept > 0, "nothing is kept");
        List<JournalRecord> last = added.subList(added.size() - kept, added.size());
        for (ChargePointId id : IDS) {
            List<JournalRecord> own = last.stream()
                    .filter(record -> record.chargePointId().equals(id))
                    .toList();
            assertEquals(own.subList(0, Math.min(3, own.size())), ring.after(id, JournalPosition.START, 3));
            assertEquals(own, ring.after(id, JournalPosition.START, Integer.MAX_VALUE));
            assertEquals(own.isEmpty() ? JournalPosition.START : own.getLast().position(), ring.last(id));
        }
    }

    @Test
    void theNewestFrameWithAMessageIdIsFound() {
        FrameRing ring = new FrameRing(1_000);
        ChargePointId id = IDS.getFirst();
        for (int i = 1; i <= 100; i++) {
            String messageId = Integer.toString(i % 4);
            ring.addAll(List.of(record(id, i, message(new TraceMessage.Call(messageId, "Heartbeat", "{}")))));
        }
        assertEquals(99, ring.find("3").orElseThrow().position().number());
        assertEquals(Optional.empty(), ring.find("4"));
    }

    @Test
    void aMessageIdIsComparedAsAWhole() {
        FrameRing ring = new FrameRing(100_000);
        ChargePointId id = IDS.getLast();
        List<String> messageIds = List.of("CP-1", "\u20ac", "a", "aa", "x".repeat(36));
        for (String messageId : messageIds) {
            ring.addAll(List.of(
                    record(id, 1, message(new TraceMessage.Call(messageId, "Heartbeat", "{}"))),
                    record(id, 2, message(new TraceMessage.CallResult(messageId, null, "a"))),
                    record(id, 3, message(new TraceMessage.CallError(null, "a", "a", "a", "a"))),
                    record(id, 4, new JournalRecord.SessionEnded("a", 1000, "a")),
                    record(id, 5, new JournalRecord.Unreadable(TraceDirection.TO_CSMS, 1, "a", "a"))));
        }
        for (String messageId : messageIds) {
            assertEquals(2, ring.find(messageId).orElseThrow().position().number());
        }
        for (String absent : List.of("", "CP", "CP-12", "aaa", "x".repeat(35), "x".repeat(1_000))) {
            assertEquals(Optional.empty(), ring.find(absent));
        }
    }

    /** A session that ends late has records behind those of the next one. */
    @Test
    void pagesHaveEveryRecordOnceInTheOrderOfPositions() {
        FrameRing ring = new FrameRing(1_000_000);
        ChargePointId id = IDS.getFirst();
        List<JournalPosition> expected = new ArrayList<>();
        for (int number = 1; number <= 3_000; number++) {
            ring.addAll(List.of(
                    recordAt(id, new JournalPosition(2, number)), recordAt(id, new JournalPosition(1, number))));
            expected.add(new JournalPosition(1, number));
        }
        IntStream.rangeClosed(1, 3_000).forEach(number -> expected.add(new JournalPosition(2, number)));
        List<JournalPosition> read = new ArrayList<>();
        for (List<JournalRecord> page = ring.after(id, JournalPosition.START, 700);
                !page.isEmpty();
                page = ring.after(id, read.getLast(), 700)) {
            assertTrue(page.size() <= 700);
            page.forEach(record -> read.add(record.position()));
        }
        assertIterableEquals(expected, read);
    }

    @Test
    void recordsThatAreDisplacedWhileTheyAreReadLeaveNoGap() throws Exception {
        FrameRing ring = new FrameRing(200_000);
        ChargePointId id = IDS.getFirst();
        Thread writer = Thread.ofPlatform().start(() -> {
            for (int number = 1; number <= 100_000; number++) {
                ring.addAll(List.of(recordAt(id, new JournalPosition(1, number))));
            }
        });
        while (writer.isAlive()) {
            List<Long> numbers = ring.after(id, JournalPosition.START, 300).stream()
                    .map(record -> record.position().number())
                    .toList();
            if (!numbers.isEmpty()) {
                assertIterableEquals(
                        LongStream.range(numbers.getFirst(), numbers.getFirst() + numbers.size())
                                .boxed()
                                .toList(),
                        numbers);
            }
            assertEquals(Optional.empty(), ring.find("absent"));
        }
        writer.join();
        assertEquals(300, ring.after(id, JournalPosition.START, 300).size());
    }

    @Test
    void aReaderWaitsForARecordOfItsOwnChargePoint() throws Exception {
        FrameRing ring = new FrameRing(100_000);
        ring.addAll(List.of(recordAt(IDS.get(0), new JournalPosition(1, 1))));
        ring.addAll(List.of(recordAt(IDS.get(1), new JournalPosition(1, 1))));
        JournalPosition last = ring.last(IDS.get(0));
        assertEquals(List.of(), ring.awaitAfter(IDS.get(0), last, 10, Duration.ofMillis(1)));
        FutureTask<List<JournalRecord>> reader =
                new FutureTask<>(() -> ring.awaitAfter(IDS.get(0), last, 10, Duration.ofSeconds(60)));
        Thread.ofVirtual().start(reader);
        for (int number = 2; number <= 100; number++) {
            ring.addAll(List.of(recordAt(IDS.get(1), new JournalPosition(1, number))));
        }
        ring.addAll(List.of(recordAt(IDS.get(0), new JournalPosition(1, 2))));
        assertEquals(
                List.of(new JournalPosition(1, 2)),
                reader.get(30, TimeUnit.SECONDS).stream()
                        .map(JournalRecord::position)
                        .toList());
    }

    private static JournalRecord recordAt(ChargePointId id, JournalPosition position) {
        JournalRecord.Content heartbeat = message(new TraceMessage.Call("1", "Heartbeat", "{}"));
        return new JournalRecord(id, OcppVersion.V1_6, position, Instant.EPOCH, heartbeat);
    }

    private static JournalRecord record(ChargePointId id, long number, JournalRecord.Content content) {
        Instant time = Instant.ofEpochSecond(1_800_000_000 + number, 999_999_999);
        JournalPosition position = new JournalPosition(Long.MAX_VALUE - 10_000 + number, number);
        return new JournalRecord(id, OcppVersion.values()[(int) number % 3], position, time, content);
    }

    private static JournalRecord.Content content(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> new JournalRecord.SessionStarted();
            case 1 -> new JournalRecord.SessionEnded("gateway", 1006, text(random));
            case 2 -> new JournalRecord.Unreadable(TraceDirection.TO_CSMS, 70_000, "no JSON", text(random));
            case 3 -> message(new TraceMessage.Call("", "DataTransfer", text(random)));
            case 4 -> message(new TraceMessage.CallResult("a-message-id", null, text(random)));
            default -> message(new TraceMessage.CallError(null, "Reset", "GenericError", text(random), null));
        };
    }

    private static JournalRecord.Message message(TraceMessage message) {
        Duration latency = message instanceof TraceMessage.Call ? null : Duration.ofNanos(12_345_678_901L);
        return new JournalRecord.Message(TraceDirection.TO_CHARGE_POINT, message, latency);
    }

    /** Usually short; now and then as long as the smallest ring allows. */
    private static String text(Random random) {
        String text = "a\u00e9\u20ac\ud83d\ude00\"\\\n".repeat(random.nextInt(random.nextInt(10) == 0 ? 90 : 8));
        return random.nextBoolean() ? text : "x".repeat(text.length());
    }
}
