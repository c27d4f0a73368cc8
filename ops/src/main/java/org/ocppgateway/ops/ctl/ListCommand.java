package org.ocppgateway.ops.ctl;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A command that prints a list. It reads page after page until the limit. */
abstract class ListCommand extends ApiCommand {
    private static final int PAGE = 1_000;

    @Option(names = "--limit", paramLabel = "N", description = "maximum number of rows (default: ${DEFAULT-VALUE})")
    private int limit = 100;

    /** Path of the list. */
    abstract String path();

    /** Parameters of the query; those without a value are left out. */
    abstract Map<String, @Nullable String> filters();

    abstract TextTable table();

    abstract void addRow(TextTable table, JsonObject item);

    /** Text for a list without rows. */
    abstract String empty();

    /** A line below the table; empty for none. */
    Optional<String> summary(JsonArray items) {
        return Optional.empty();
    }

    @Override
    final int run(ApiClient api) throws ApiException, NoAnswerException, InterruptedException {
        if (limit < 1) {
            throw usage("--limit must be at least 1");
        }
        JsonObject answer = read(api);
        if (json()) {
            print(answer);
            return 0;
        }
        TextTable table = table();
        for (JsonElement item : Text.items(answer)) {
            addRow(table, item.getAsJsonObject());
        }
        print(table, empty());
        summary(Text.items(answer)).ifPresent(out()::println);
        warnMissing(answer);
        if (answer.has("next")) {
            warn("there are more; use --limit or a filter");
        }
        return 0;
    }

    /** Reads pages and puts their items into the last answer. */
    private JsonObject read(ApiClient api) throws ApiException, NoAnswerException, InterruptedException {
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>(filters());
        JsonArray items = new JsonArray();
        JsonArray missing = new JsonArray();
        JsonObject page;
        do {
            parameters.put("limit", Math.min(PAGE, limit - items.size()));
            page = api.get(Text.query(path(), parameters));
            items.addAll(Text.items(page));
            if (page.has("missing")) {
                missing = page.getAsJsonArray("missing");
            }
            parameters.put("after", page.has("next") ? Text.of(page, "next") : null);
        } while (page.has("next") && items.size() < limit && !Text.items(page).isEmpty());
        page.add("items", items);
        if (!missing.isEmpty()) {
            page.add("missing", missing);
        }
        return page;
    }
}
