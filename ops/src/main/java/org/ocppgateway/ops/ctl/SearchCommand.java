package org.ocppgateway.ops.ctl;

import com.google.gson.JsonObject;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The command {@code ops/ctl search}. */
@Command(
        name = "search",
        description = "Finds charge points by identity, serial number or address, messages and commands by their id.")
final class SearchCommand extends ListCommand {
    @Parameters(paramLabel = "TEXT", description = "the text to find")
    private String text = "";

    @Override
    String path() {
        return "/search";
    }

    @Override
    Map<String, @Nullable String> filters() {
        return Map.of("q", text);
    }

    @Override
    TextTable table() {
        return new TextTable("KIND", "ID", "CHARGE POINT", "DETAILS");
    }

    @Override
    void addRow(TextTable table, JsonObject item) {
        String kind = Text.of(item, "kind");
        JsonObject found = kind.equals("charge-point") ? facts(item, "chargePoint") : facts(item, kind);
        table.add(
                kind,
                Text.of(item, "id"),
                Text.of(found, "chargePointId"),
                Stream.of("vendor", "model", "serialNumber", "remoteAddress", "action", "state")
                        .map(name -> Text.of(found, name))
                        .filter(value -> !value.isEmpty())
                        .collect(Collectors.joining(", ")));
    }

    private static JsonObject facts(JsonObject item, String member) {
        return item.get(member) instanceof JsonObject facts ? facts : new JsonObject();
    }

    @Override
    String empty() {
        return "Nothing was found.";
    }
}
