package org.ocppgateway.simulator.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.ocppgateway.simulator.expect.ExpectationResult;
import org.ocppgateway.simulator.expect.RunOutcome;
import org.ocppgateway.simulator.measure.ActionStats;
import org.ocppgateway.simulator.measure.FleetCount;
import org.ocppgateway.simulator.measure.FleetStats;

/**
 * Report of a run as JSON and as a self-contained HTML page.
 *
 * @param title one-line description of the run
 * @param began start of the first connection attempt
 * @param running duration from the start to the begin of the stop
 * @param settings displayed settings by name
 */
public record RunReport(
        String title,
        Instant began,
        Duration running,
        Map<String, String> settings,
        RunOutcome outcome,
        RunTimeline timeline,
        List<ExpectationResult> results) {
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();
    private static final String PAGE = "report.html";
    private static final String PLACE_OF_DATA = "/*REPORT*/";
    private static final double[] PERCENTILES = {50, 90, 99, 99.9, 100};

    /** Writes {@code report.json} and {@code report.html} into a directory. Creates the directory if necessary. */
    public void write(Path directory) {
        String json = GSON.toJson(toJson());
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve("report.json"), json + "\n");
            // Inside a script element only the end tag needs an escape.
            Files.writeString(directory.resolve(PAGE), template().replace(PLACE_OF_DATA, json.replace("</", "<\\/")));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the report to " + directory, e);
        }
    }

    JsonObject toJson() {
        FleetStats stats = outcome.afterStop().stats();
        JsonObject json = new JsonObject();
        json.addProperty("title", title);
        json.addProperty("began", began.truncatedTo(ChronoUnit.SECONDS).toString());
        json.addProperty("seconds", running.toMillis() / 1e3);
        json.add("settings", GSON.toJsonTree(settings));
        json.add("expectations", GSON.toJsonTree(results));
        JsonObject counts = new JsonObject();
        for (FleetCount count : FleetCount.values()) {
            counts.addProperty(count.label(), stats.count(count));
        }
        json.add("counts", counts);
        JsonObject actions = new JsonObject();
        stats.actions().forEach((action, each) -> actions.add(action.name(), action(each)));
        json.add("actions", actions);
        json.add("failures", GSON.toJsonTree(stats.failures()));
        json.add("closings", GSON.toJsonTree(stats.closings()));
        json.add("reconnectMillis", percentiles(stats.reconnects()));
        json.add(
                "troublemakersClosings",
                GSON.toJsonTree(outcome.afterStop().troublemakers().closings()));
        outcome.gatewayMetrics().ifPresent(gateways -> json.add("gateways", FlatJson.of(gateways)));
        JsonArray points = new JsonArray();
        timeline.points().forEach(point -> points.add(FlatJson.of(point)));
        json.add("timeline", points);
        return json;
    }

    private static JsonObject action(ActionStats action) {
        JsonObject json = new JsonObject();
        json.addProperty("sent", action.sent());
        json.addProperty("answered", action.answered());
        json.addProperty("refused", action.refused());
        json.addProperty("unanswered", action.unanswered());
        json.addProperty("lost", action.lost());
        json.add("latencyMillis", percentiles(action.latencies()));
        json.add("responseMillis", percentiles(action.responseTimes()));
        return json;
    }

    private static JsonObject percentiles(Histogram micros) {
        JsonObject json = new JsonObject();
        for (double percentile : PERCENTILES) {
            String name = percentile == 100 ? "max" : "p" + (percentile == 99.9 ? "99.9" : (int) percentile);
            json.addProperty(name, micros.getValueAtPercentile(percentile) / 1e3);
        }
        return json;
    }

    private static String template() throws IOException {
        try (InputStream page = RunReport.class.getResourceAsStream(PAGE)) {
            if (page == null) {
                throw new IOException("the page's template is missing");
            }
            return new String(page.readAllBytes(), UTF_8);
        }
    }
}
