package org.ocppgateway.simulator.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.simulator.expect.ExpectationResult;
import org.ocppgateway.simulator.expect.RunOutcome;
import org.ocppgateway.simulator.measure.FleetCounters;
import org.ocppgateway.simulator.measure.FleetSnapshot;

class RunReportTest {
    @TempDir
    Path directory;

    @Test
    void thePageContainsTheWholeReportAndIsSelfContained() throws IOException {
        report("</script>").write(directory);
        String page = Files.readString(directory.resolve("report.html"), UTF_8);
        assertFalse(page.contains("/*REPORT*/"));
        assertFalse(page.contains("src="));
        assertFalse(page.contains("<link"));
        assertEquals(1, page.split("</script>", -1).length - 1, "data does not end the script element");
        JsonObject json = JsonParser.parseString(Files.readString(directory.resolve("report.json"), UTF_8))
                .getAsJsonObject();
        assertEquals(
                1,
                json.getAsJsonObject("actions")
                        .getAsJsonObject("Heartbeat")
                        .get("answered")
                        .getAsInt());
        assertEquals(2, json.getAsJsonArray("timeline").size());
    }

    @Test
    void aLongRunKeepsABoundedNumberOfPoints() {
        RunTimeline timeline = new RunTimeline();
        FleetCounters counters = new FleetCounters();
        int moments = 10 * RunTimeline.MAX_POINTS;
        for (int second = 1; second <= moments; second++) {
            counters.callSent(new Action("Heartbeat"));
            timeline.add(Duration.ofSeconds(second), snapshot(counters), null);
        }
        List<RunTimeline.Point> points = timeline.points();
        assertTrue(points.size() < RunTimeline.MAX_POINTS, () -> points.size() + " points");
        assertTrue(points.size() >= RunTimeline.MAX_POINTS / 2, () -> points.size() + " points");
        assertEquals(1, points.getLast().rates().sent(), 0.001, "CALLs per second");
        assertTrue(points.getLast().seconds() > moments * 0.99);
    }

    private static RunReport report(String title) {
        FleetCounters counters = new FleetCounters();
        counters.callSent(new Action("Heartbeat"));
        counters.callAnswered(new Action("Heartbeat"), 1_000_000, 2_000_000);
        FleetSnapshot snapshot = snapshot(counters);
        RunTimeline timeline = new RunTimeline();
        timeline.add(Duration.ofSeconds(1), snapshot, null);
        timeline.add(Duration.ofSeconds(2), snapshot, null);
        return new RunReport(
                title,
                Instant.EPOCH,
                Duration.ofSeconds(2),
                Map.of("seed", "1"),
                new RunOutcome(1, snapshot, snapshot, null),
                timeline,
                List.of(new ExpectationResult("answered=100%", "100.00 %", true)));
    }

    private static FleetSnapshot snapshot(FleetCounters counters) {
        return new FleetSnapshot(Map.of(OcppVersion.V1_6, counters.snapshot()), counters.recentResponseTimes());
    }
}
