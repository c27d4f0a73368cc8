package org.ocppgateway.ops.ctl;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** The command {@code ops/ctl pods}. */
@Command(name = "pods", description = "Lists the pods with their load and their dependencies.")
final class PodsCommand extends ListCommand {
    @Override
    String path() {
        return "/pods";
    }

    @Override
    Map<String, @Nullable String> filters() {
        return Map.of();
    }

    @Override
    TextTable table() {
        return new TextTable("POD", "STATE", "CONNECTIONS", "LIMIT", "KAFKA", "REDIS", "STARTED", "VERSION");
    }

    @Override
    void addRow(TextTable table, JsonObject item) {
        table.add(
                Text.of(item, "pod"),
                state(item),
                Text.of(item, "connections"),
                Text.of(item, "maxConnections"),
                dependency(item, "kafka"),
                dependency(item, "redis"),
                Text.of(item, "startedAt"),
                Text.of(item, "version"));
    }

    private static String state(JsonObject item) {
        if (Text.of(item, "draining").equals("true")) {
            return item.get("drain") instanceof JsonObject drain
                    ? "draining: " + Text.of(drain, "state") + ", " + Text.of(drain, "remaining") + " left"
                    : "draining";
        }
        if (Text.of(item, "ready").equals("false")) {
            return "not ready: " + Text.of(item, "notReadyReason");
        }
        return item.get("rebalance") instanceof JsonObject rebalance
                ? "ready, rebalance: " + Text.of(rebalance, "remaining") + " left"
                : "ready";
    }

    private static String dependency(JsonObject item, String name) {
        if (item.get("dependencies") instanceof JsonObject all && all.get(name) instanceof JsonObject state) {
            return (Text.of(state, "status") + " " + Text.of(state, "problem")).strip();
        }
        return "";
    }

    @Override
    String empty() {
        return "No pod answers.";
    }

    @Override
    Optional<String> summary(JsonArray items) {
        return LastRebalance.line(items, Instant.now());
    }
}
