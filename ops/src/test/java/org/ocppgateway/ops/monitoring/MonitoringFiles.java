package org.ocppgateway.ops.monitoring;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.ocppgateway.ops.stack.process.ProjectFiles;

/** The shipped rules and dashboards. */
final class MonitoringFiles {
    static final Path FOLDER = ProjectFiles.file("ops/monitoring");

    /** One query of a panel. */
    record PanelQuery(String dashboard, JsonObject panel, String expression) {
        String title() {
            return dashboard + ": " + panel.get("title").getAsString();
        }
    }

    private MonitoringFiles() {}

    static List<Path> rules() {
        return files("rules", ".yml");
    }

    static List<Path> ruleTests() {
        return files("tests", ".yml");
    }

    static List<Path> dashboards() {
        return files("dashboards", ".json");
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonObject dashboard(Path file) {
        return JsonParser.parseString(text(file)).getAsJsonObject();
    }

    /** The panels of a dashboard, without rows. */
    static List<JsonObject> panels(Path file) {
        List<JsonObject> panels = new ArrayList<>();
        for (JsonElement panel : dashboard(file).getAsJsonArray("panels")) {
            if (!panel.getAsJsonObject().get("type").getAsString().equals("row")) {
                panels.add(panel.getAsJsonObject());
            }
        }
        return panels;
    }

    /** The queries of all panels of all dashboards. */
    static List<PanelQuery> queries() {
        List<PanelQuery> queries = new ArrayList<>();
        for (Path file : dashboards()) {
            for (JsonObject panel : panels(file)) {
                for (JsonElement target : panel.getAsJsonArray("targets")) {
                    String expression = target.getAsJsonObject().get("expr").getAsString();
                    queries.add(new PanelQuery(file.getFileName().toString(), panel, expression));
                }
            }
        }
        return queries;
    }

    private static List<Path> files(String folder, String extension) {
        try (Stream<Path> files = Files.list(FOLDER.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(extension))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
