package org.ocppgateway.simulator.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ocppgateway.protocol.OcppVersion;

class RecordingTest {
    private static final String LINE =
            "{\"schemaVersion\":\"1.1\",\"timestamp\":\"2026-11-29T18:00:00Z\",\"ocppVersion\":\"%s\",\"transport\":\"json\","
                    + "\"chargePointId\":\"%s\",\"direction\":\"cp-to-csms\",\"messageType\":\"CALL\",\"messageId\":\"1\","
                    + "\"action\":\"Heartbeat\",\"payload\":{},\"meta\":{\"sessionEpoch\":%d}}";

    @TempDir
    Path directory = Path.of("");

    @Test
    void separatesChargePointsAndSessions() throws Exception {
        List<Recording> recordings = Recording.read(file(
                LINE.formatted("1.6", "A", 1),
                LINE.formatted("2.0.1", "B", 5),
                "",
                LINE.formatted("1.6", "A", 1),
                LINE.formatted("1.6", "A", 2)));
        assertEquals(2, recordings.size());
        assertEquals(
                List.of(2, 1),
                recordings.getFirst().sessions().stream().map(List::size).toList());
        assertEquals(OcppVersion.V2_0_1, recordings.getLast().version());
    }

    @Test
    void anAnswerThatIsRecordedBeforeItsCallHasTheActionOfTheCall() throws Exception {
        String call = LINE.formatted("1.6", "A", 1)
                .replace("cp-to-csms", "csms-to-cp")
                .replace("Heartbeat", "TriggerMessage");
        String answer = LINE.formatted("1.6", "A", 1)
                .replace("\"CALL\"", "\"CALLRESULT\"")
                .replace("\"action\":\"Heartbeat\",", "");
        for (List<String> lines : List.of(List.of(answer, call), List.of(call, answer))) {
            List<String> actions =
                    Recording.read(file(lines.toArray(String[]::new))).getFirst().sessions().getFirst().stream()
                            .map(record -> String.valueOf(record.message().action()))
                            .toList();
            assertEquals(List.of("TriggerMessage", "TriggerMessage"), actions);
        }
        // A CALL of the charge point with the same id does not count.
        assertNull(Recording.read(file(answer, LINE.formatted("1.6", "A", 1)))
                .getFirst()
                .sessions()
                .getFirst()
                .getFirst()
                .message()
                .action());
    }

    @Test
    void namesTheInvalidLine() throws Exception {
        Path file = file(LINE.formatted("1.6", "A", 1), "{}");
        String message = String.valueOf(
                assertThrows(IOException.class, () -> Recording.read(file)).getMessage());
        assertTrue(message.endsWith("line 2: schemaVersion is missing or not a string"), message);
        assertThrows(IOException.class, () -> Recording.read(file("")));
    }

    private Path file(String... lines) throws IOException {
        return Files.write(directory.resolve("trace.ndjson"), List.of(lines));
    }
}
