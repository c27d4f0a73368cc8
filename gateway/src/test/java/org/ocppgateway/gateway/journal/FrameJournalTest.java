package org.ocppgateway.gateway.journal;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.trace.TraceReader;

class FrameJournalTest {
    private static final ChargePointId ID = JournalFixture.ID;

    private JournalFixture fixture = new JournalFixture();

    @AfterEach
    void stop() throws InterruptedException {
        fixture.stop();
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerIsPairedWithItsCallAndHasItsLatency(OcppVersion version) throws Exception {
        fixture.start()
                .session(version)
                .received("[2,\"1\",\"Heartbeat\",{}]")
                .after(Duration.ofMillis(25))
                .sent("[3,\"1\",{\"currentTime\":\"2026-11-29T18:00:00Z\"}]")
                .sent("[2,\"2\",\"Reset\",{\"type\":\"Soft\"}]")
                .after(Duration.ofMillis(7))
                .received("[4,\"2\",\"NotSupported\",\"no\",{}]");
        List<JournalLine> lines = fixture.await(ID, 4);
        JsonObject result = json(lines.get(1));
        assertEquals("csms-to-cp", result.get("direction").getAsString());
        assertEquals("CALLRESULT", result.get("messageType").getAsString());
        assertEquals("Heartbeat", result.get("action").getAsString());
        assertEquals(25, result.getAsJsonObject("meta").get("latencyMillis").getAsInt());
        assertEquals("pod-0", result.getAsJsonObject("meta").get("podId").getAsString());
        assertEquals(1, result.getAsJsonObject("meta").get("sessionEpoch").getAsLong());
        assertEquals(version.label(), result.get("ocppVersion").getAsString());
        JsonObject error = json(lines.get(3));
        assertEquals("Reset", error.get("action").getAsString());
        assertEquals("NotSupported", error.getAsJsonObject("error").get("code").getAsString());
        assertEquals(7, error.getAsJsonObject("meta").get("latencyMillis").getAsInt());
        for (JournalLine line : lines) {
            assertEquals(line.json(), TraceReader.read(line.json()).line());
        }
    }

    @Test
    void equalIdsOfBothSidesAreTwoCalls() {
        fixture.start()
                .session(OcppVersion.V1_6)
                .received("[2,\"1\",\"Heartbeat\",{}]")
                .sent("[2,\"1\",\"Reset\",{\"type\":\"Soft\"}]")
                .received("[3,\"1\",{\"status\":\"Accepted\"}]")
                .sent("[3,\"1\",{}]");
        List<JournalLine> lines = fixture.await(ID, 4);
        assertEquals("Reset", json(lines.get(2)).get("action").getAsString());
        assertEquals("Heartbeat", json(lines.get(3)).get("action").getAsString());
    }

    @Test
    void anAnswerWithoutKnownCallHasNoActionAndNoLatency() {
        fixture.start().session(OcppVersion.V1_6).received("[3,\"1\",{}]");
        JsonObject answer = json(fixture.await(ID, 1).getFirst());
        assertFalse(answer.has("action"));
        assertFalse(answer.getAsJsonObject("meta").has("latencyMillis"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[2,\"1\",\"ChangeConfiguration\",{\"key\":\"AuthorizationKey\",\"value\":\"hunter2\"}]",
                "[2,\"1\",\"ChangeConfiguration\",{\"key\":\"vendorPassword\",\"value\":\"hunter2\"}]",
                "[2,\"1\",\"DataTransfer\",{\"vendorId\":\"x\",\"data\":\"{\\\"secret\\\":\\\"hunter2\\\"}\"}]",
                "[2,\"1\",\"Authorize\",{\"idTag\":\"hunter2\"}]",
                "[2,\"1\",\"Authorize\",{\"idToken\":{\"idToken\":\"hunter2\",\"type\":\"Central\"}}]",
                "[2,\"1\",\"X\",{\"password\":\"hunter2\"",
                "[2,\"1\",\"X\",{\"value\":\"hunter2\",\"key\":\"AuthorizationKey\"",
                "[2,\"1\",\"X\",{\"AuthorizationKey\":[\"a\",\"hunter2\"",
                "[2,\"1\",\"X\",{\"p\\u0061ssword\":\"hunter2\"",
                "[2,\"1\",\"X\",{\"password\" : \"hun\\\"ter2 hunter2",
                "password=hunter2",
                "{'password':'hunter2'}",
                "[2,\"1\",\"Authorize\",{\"idTag\":\"hunter2\"",
                "[4,\"1\",\"InternalError\",\"password=hunter2\",{\"password\":\"hunter2\"}]",
                "[6,\"1\",\"NotifyPeriodicEventStream\",{\"password\":\"hunter2\"}]"
            })
    void noSecretEntersTheJournal(String frame) {
        fixture.start().session(OcppVersion.V2_1).received(frame);
        String record = fixture.await(ID, 1).getFirst().json();
        assertFalse(record.contains("hunter2"), record);
        assertTrue(record.contains("***"), record);
    }

    @Test
    void anIdTokenKeepsItsIdentity() {
        fixture.start()
                .session(OcppVersion.V1_6)
                .received("[2,\"1\",\"Authorize\",{\"idTag\":\"AB12\"}]")
                .received("[2,\"2\",\"Authorize\",{\"idTag\":\"ab12\"}]")
                .received("[2,\"3\",\"Authorize\",{\"idTag\":\"CD34\"}]");
        List<JournalLine> lines = fixture.await(ID, 3);
        assertEquals(idTag(lines.get(0)), idTag(lines.get(1)));
        assertFalse(idTag(lines.get(0)).equals(idTag(lines.get(2))));
        assertEquals(19, idTag(lines.get(0)).length());
    }

    private static String idTag(JournalLine line) {
        return json(line).getAsJsonObject("payload").get("idTag").getAsString();
    }

    @Test
    void aFrameThatTheFormatCannotExpressIsUnreadable() {
        fixture.start()
                .session(OcppVersion.V2_1)
                .received("hello " + "x".repeat(300))
                .received("[2,\"1\",\"Heartbeat\"]")
                .received("[6,\"1\",\"NotifyPeriodicEventStream\",{}]");
        List<JournalLine> lines = fixture.await(ID, 3);
        assertEquals(
                List.of(JournalLine.Kind.UNREADABLE, JournalLine.Kind.UNREADABLE, JournalLine.Kind.UNREADABLE),
                lines.stream().map(JournalLine::kind).toList());
        JsonObject first = json(lines.getFirst());
        assertEquals("cp-to-csms", first.get("direction").getAsString());
        assertEquals(306, first.getAsJsonObject("unreadable").get("length").getAsInt());
        assertEquals(
                200,
                first.getAsJsonObject("unreadable").get("text").getAsString().length());
        assertTrue(first.has("time"));
    }

    @Test
    void aRecordIsOneLineOfJsonThatAnyParserReads() {
        String deep = "[".repeat(5_000) + "]".repeat(5_000);
        fixture.start()
                .session(OcppVersion.V1_6)
                .received("[2,\"1\",\"DataTransfer\",{\n  \"vendorId\":\r\n \"a\\nb\",\"data\":\"\\ud800\"}]")
                .received("[2,\"2\",\"DataTransfer\",{\"vendorId\":" + deep + "}]");
        List<JournalLine> lines = fixture.await(ID, 2);
        assertFalse(lines.get(0).json().contains("\n"));
        assertEquals(
                "a\nb",
                json(lines.get(0)).getAsJsonObject("payload").get("vendorId").getAsString());
        assertTrue(json(lines.get(1)).has("payload"));
    }

    @Test
    void theRingKeepsTheLastFramesOfAllChargePointsWithinItsBytes() {
        fixture = new JournalFixture(100_000, new TopicSelection.Off(), FrameTopic.NONE);
        fixture.start();
        JournalFixture.Session one = fixture.session(new ChargePointId("A"), OcppVersion.V1_6, 1);
        JournalFixture.Session two = fixture.session(new ChargePointId("B"), OcppVersion.V1_6, 1);
        one.received("[2,\"first\",\"Heartbeat\",{}]");
        for (int i = 0; i < 1_000; i++) {
            two.received("[2,\"" + i + "\",\"DataTransfer\",{\"vendorId\":\"" + "x".repeat(100) + "\"}]");
        }
        await().until(() -> fixture.journal.last(new ChargePointId("B")).number() == 1_000);
        assertEquals(JournalPosition.START, fixture.journal.last(new ChargePointId("A")));
        List<JournalLine> kept = fixture.journal.after(new ChargePointId("B"), JournalPosition.START, 10_000);
        assertTrue(kept.size() > 100 && kept.size() < 900, kept.size() + " records");
        assertEquals(1_000, kept.getLast().position().number());
        assertTrue(fixture.journal.ringBytes() <= 100_000);
    }

    @Test
    void aRecordThatIsLargerThanTheRingIsDroppedAndCounted() {
        fixture = new JournalFixture(20_000, new TopicSelection.Off(), FrameTopic.NONE);
        fixture.start();
        fixture.session(OcppVersion.V1_6)
                .received("[2,\"1\",\"Heartbeat\",{}]")
                .received("[2,\"2\",\"DataTransfer\",{\"vendorId\":\"" + "x".repeat(20_000) + "\"}]")
                .received("[2,\"3\",\"Heartbeat\",{}]");
        List<JournalLine> kept = fixture.await(ID, 2);
        assertEquals(
                List.of(1L, 3L),
                kept.stream().map(line -> line.position().number()).toList());
        await().until(() -> fixture.counted("ocpp_gateway_journal_frames_dropped", "too_large") == 1);
    }

    @Test
    void theFramesOfABadEndStayForAnHour() {
        fixture = new JournalFixture(20_000, new TopicSelection.Off(), FrameTopic.NONE);
        fixture.start();
        JournalFixture.Session bad = fixture.session(OcppVersion.V1_6).start();
        bad.received("[2,\"1\",\"Heartbeat\",{}]").end(true);
        fixture.await(ID, 3);
        displace();
        assertEquals(
                List.of(JournalLine.Kind.SESSION, JournalLine.Kind.FRAME, JournalLine.Kind.SESSION),
                fixture.journal.after(ID, JournalPosition.START, 10).stream()
                        .map(JournalLine::kind)
                        .toList());
        fixture.nanos.addAndGet(Duration.ofMinutes(60).toNanos());
        assertEquals(List.of(), fixture.journal.after(ID, JournalPosition.START, 10));
    }

    @Test
    void theFramesOfAnOrdinaryEndAreNotStored() {
        fixture = new JournalFixture(20_000, new TopicSelection.Off(), FrameTopic.NONE);
        fixture.start();
        JournalFixture.Session session = fixture.session(OcppVersion.V1_6).start();
        session.received("[2,\"1\",\"Heartbeat\",{}]").end(false);
        fixture.await(ID, 3);
        displace();
        assertEquals(List.of(), fixture.journal.after(ID, JournalPosition.START, 10));
    }

    /** Displaces all records of other charge points from the ring. */
    private void displace() {
        JournalFixture.Session other = fixture.session(new ChargePointId("OTHER"), OcppVersion.V1_6, 1);
        for (int i = 0; i < 1_000; i++) {
            other.received("[2,\"" + i + "\",\"Heartbeat\",{}]");
        }
        await().until(() -> fixture.journal.last(new ChargePointId("OTHER")).number() == 1_000);
    }

    @Test
    void whileTheQueueIsFullFramesAreDroppedAndCounted() {
        JournalFixture.Session session = fixture.session(OcppVersion.V1_6); // the thread is not started
        for (int i = 0; i < FrameJournal.MAX_QUEUED + 5; i++) {
            session.received("[2,\"1\",\"Heartbeat\",{}]");
        }
        assertEquals(5, fixture.counted("ocpp_gateway_journal_frames_dropped", "queue_full"));
        fixture.start();
        int all = FrameJournal.MAX_QUEUED + 5;
        await().until(() -> fixture.journal.last(ID).number() == all);
        session.received("[2,\"1\",\"Heartbeat\",{}]");
        await().until(() -> fixture.journal.last(ID).number() == all + 1);
    }

    @Test
    void framesThatArriveWhileABatchIsStoredWaitForTheNextOne() {
        AtomicReference<JournalFixture.@Nullable Session> session = new AtomicReference<>();
        fixture = new JournalFixture(1_000_000, new TopicSelection.All(), (id, line) -> {
            Objects.requireNonNull(session.get()).received("[2,\"1\",\"Heartbeat\",{}]");
            return true;
        });
        session.set(fixture.session(OcppVersion.V1_6).received("[2,\"1\",\"Heartbeat\",{}]"));
        fixture.start();
        assertTrue(fixture.await(ID, 3).size() >= 3);
    }

    @Test
    void theTopicGetsTheFramesOfTheSelectedChargePoints() {
        List<String> published = new CopyOnWriteArrayList<>();
        fixture = new JournalFixture(
                1_000_000, new TopicSelection.Ids(Set.of(ID)), (id, line) -> published.add(id + " " + line));
        fixture.start();
        fixture.session(new ChargePointId("OTHER"), OcppVersion.V1_6, 1).received("[2,\"1\",\"Heartbeat\",{}]");
        fixture.session(OcppVersion.V1_6).start().received("no frame").received("[2,\"1\",\"Heartbeat\",{}]");
        await().until(() -> !published.isEmpty());
        JournalLine frame = fixture.await(ID, 3).getLast();
        assertEquals(List.of(ID + " " + frame.json()), published);
        assertEquals(1, fixture.counted("ocpp_gateway_journal_topic_records", "accepted"));
    }

    @Test
    void recordsThatTheTopicRefusesAreCounted() {
        fixture = new JournalFixture(1_000_000, new TopicSelection.All(), FrameTopic.NONE);
        fixture.start();
        fixture.session(OcppVersion.V1_6).received("[2,\"1\",\"Heartbeat\",{}]");
        await().until(() -> fixture.counted("ocpp_gateway_journal_topic_records", "dropped") == 1);
    }

    @Test
    void aSampleSelectsThatPartOfTheChargePointsOnEveryPod() {
        TopicSelection sample = new TopicSelection.Sample(10);
        long selected = IntStream.range(0, 10_000)
                .filter(i -> sample.includes(new ChargePointId("CP-" + i)))
                .count();
        assertTrue(selected > 800 && selected < 1_200, selected + " of 10,000");
    }

    @Test
    void aReaderWaitsForTheNextRecord() throws Exception {
        fixture.start();
        JournalFixture.Session session = fixture.session(OcppVersion.V1_6).received("[2,\"1\",\"Heartbeat\",{}]");
        fixture.await(ID, 1);
        JournalPosition last = fixture.journal.last(ID);
        assertEquals(List.of(), fixture.journal.awaitAfter(ID, last, 10, Duration.ofMillis(1)));
        session.received("[2,\"2\",\"Heartbeat\",{}]");
        List<JournalLine> next = fixture.journal.awaitAfter(ID, last, 10, Duration.ofSeconds(60));
        assertEquals(2, next.getFirst().position().number());
    }

    @Test
    void aPageOfFramesIsReadWithoutDecodingTheWholeHistory() {
        recordLongFrames(3_000);
        long before = allocated();
        List<JournalLine> page = fixture.journal.after(ID, JournalPosition.START, 10);
        long used = allocated() - before;
        assertEquals(10, page.size());
        assertEquals(1, page.getFirst().position().number());
        assertTrue(used < 500_000, used + " bytes");
    }

    @Test
    void aMessageIdIsSearchedWithoutDecodingTheRecords() {
        recordLongFrames(3_000);
        assertEquals(
                3_000, fixture.journal.find("3000").orElseThrow().position().number());
        long before = allocated();
        assertTrue(fixture.journal.find("CP-1").isEmpty());
        long used = allocated() - before;
        assertTrue(used < 100_000, used + " bytes");
    }

    private void recordLongFrames(int count) {
        fixture.start();
        JournalFixture.Session session = fixture.session(OcppVersion.V1_6);
        String frame = "[2,\"%d\",\"DataTransfer\",{\"vendorId\":\"" + "x".repeat(200) + "\"}]";
        for (int i = 1; i <= count; i++) {
            session.received(frame.formatted(i));
        }
        await().until(() -> fixture.journal.last(ID).number() == count);
    }

    private static long allocated() {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getCurrentThreadAllocatedBytes();
    }

    @Test
    void aLineSurvivesTheWayToAnotherPod() {
        JournalLine line = new JournalLine(new JournalPosition(5, 6), JournalLine.Kind.UNREADABLE, "{\"a\": \"b c\"}");
        assertEquals(line, JournalLine.decode(line.encoded()).orElseThrow());
        assertNull(JournalLine.decode("nonsense").orElse(null));
        assertNull(JournalLine.decode("x:y frame {}").orElse(null));
    }

    private static JsonObject json(JournalLine line) {
        return JsonParser.parseString(line.json()).getAsJsonObject();
    }
}
