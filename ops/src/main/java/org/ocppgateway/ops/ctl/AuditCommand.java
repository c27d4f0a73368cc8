package org.ocppgateway.ops.ctl;

import com.google.gson.JsonObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** The command {@code ops/ctl audit}. */
@Command(name = "audit", description = "Lists the API calls that changed something, newest first.")
final class AuditCommand extends ListCommand {
    @Override
    String path() {
        return "/audit";
    }

    @Override
    Map<String, @Nullable String> filters() {
        return Map.of();
    }

    @Override
    TextTable table() {
        return new TextTable("TIME", "CALLER", "METHOD", "PATH", "STATUS", "POD");
    }

    @Override
    void addRow(TextTable table, JsonObject item) {
        table.add(
                Text.of(item, "time"),
                Text.of(item, "caller"),
                Text.of(item, "method"),
                Text.of(item, "path"),
                Text.of(item, "status"),
                Text.of(item, "pod"));
    }

    @Override
    String empty() {
        return "No changing call was made.";
    }
}
