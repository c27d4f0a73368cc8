package org.ocppgateway.gateway.api;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonElement;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.ocppgateway.gateway.journal.JournalFixture;
import org.ocppgateway.gateway.journal.JournalLine;
import org.ocppgateway.protocol.OcppVersion;

class JournalQueryTest {
    private final JournalFixture fixture = new JournalFixture().start();
    private final JournalQuery query = new JournalQuery(fixture.journal);

    @AfterEach
    void stop() throws InterruptedException {
        fixture.stop();
    }

    @Test
    void answersWithTheFramesAfterAPosition() {
        record(3);
        assertEquals(List.of("1:2", "1:3"), positions(Map.of("id", "CP-1", "after", "1:1", "limit", "10")));
        assertEquals(List.of("1:2"), positions(Map.of("id", "CP-1", "after", "1:1", "limit", "1")));
        assertEquals(List.of(), positions(Map.of("id", "OTHER", "after", "0:0", "limit", "10")));
    }

    @Test
    void withoutAPositionItAnswersWithTheNewestFrame() {
        assertEquals(List.of(), positions(Map.of("id", "CP-1", "limit", "1")));
        record(3);
        assertEquals(List.of("1:3"), positions(Map.of("id", "CP-1", "limit", "1")));
    }

    @Test
    void refusesInvalidParameters() {
        assertThrows(IllegalArgumentException.class, () -> query.answer(Map.of("id", "CP-1")));
        assertThrows(IllegalArgumentException.class, () -> query.answer(Map.of("limit", "1")));
        assertThrows(
                IllegalArgumentException.class, () -> query.answer(Map.of("id", "CP-1", "after", "x", "limit", "1")));
    }

    private void record(int frames) {
        JournalFixture.Session session = fixture.session(OcppVersion.V1_6);
        for (int i = 1; i <= frames; i++) {
            session.received("[2,\"" + i + "\",\"Heartbeat\",{}]");
        }
        await().until(() -> fixture.journal.last(JournalFixture.ID).number() == frames);
    }

    private List<String> positions(Map<String, String> parameters) {
        return StreamSupport.stream(
                        query.answer(parameters).getAsJsonArray("lines").spliterator(), false)
                .map(JsonElement::getAsString)
                .map(line -> JournalLine.decode(line).orElseThrow().position().toString())
                .toList();
    }
}
