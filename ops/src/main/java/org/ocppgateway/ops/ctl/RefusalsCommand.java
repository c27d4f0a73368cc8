package org.ocppgateway.ops.ctl;

import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code ops/ctl refusals}. */
@Command(name = "refusals", description = "Lists refused connection attempts of the last 24 hours, newest first.")
final class RefusalsCommand extends ListCommand {
    @Option(names = "--id", paramLabel = "PREFIX", description = "beginning of the identity")
    private @Nullable String id;

    @Option(names = "--address", paramLabel = "ADDRESS", description = "client address")
    private @Nullable String address;

    @Override
    String path() {
        return "/refusals";
    }

    @Override
    Map<String, @Nullable String> filters() {
        Map<String, @Nullable String> filters = new LinkedHashMap<>();
        filters.put("id", id);
        filters.put("address", address);
        return filters;
    }

    @Override
    TextTable table() {
        return new TextTable("LAST", "COUNT", "CHARGE POINT", "ADDRESS", "STAGE", "REASON", "SUGGESTION");
    }

    @Override
    void addRow(TextTable table, JsonObject item) {
        table.add(
                Text.age(Text.of(item, "time"), Instant.now()),
                Text.of(item, "count"),
                Text.of(item, "chargePointId"),
                Text.of(item, "address"),
                Text.of(item, "stage"),
                Text.of(item, "reason"),
                Text.of(item, "suggestion"));
    }

    @Override
    String empty() {
        return "No connection was refused.";
    }
}
