package org.ocppgateway.protocol.contract;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Contract schema without openness for later versions: formats are checked, and undeclared fields and types are not allowed.
 */
final class StrictSchema {
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final String record;
    private final Set<JsonElement> types;
    private final Schema schema;

    StrictSchema(String record, JsonObject document) {
        this.record = record;
        this.types = types(document);
        this.schema = REGISTRY.getSchema(closed(document).toString());
    }

    void check(String json) {
        List<Error> errors = schema.validate(
                json,
                InputFormat.JSON,
                context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
        if (!errors.isEmpty()) {
            String problems = errors.stream().map(Error::toString).distinct().collect(Collectors.joining("\n  "));
            throw new AssertionError(
                    "not %s by ops/docs/contract/%s.schema.json (if a dictionary of the unified model was changed, run ops/contract):\n  %s\n%s"
                            .formatted(record, record, problems, json));
        }
        JsonObject fields = JsonParser.parseString(json).getAsJsonObject();
        JsonElement type = fields.get("type");
        // a result without data is the same for all types
        boolean typed = !record.equals("result") || fields.has("data");
        if (typed && !types.isEmpty() && !types.contains(type)) {
            throw new AssertionError("the contract knows no " + record + " of type " + type + ": " + json);
        }
    }

    /** Returns the types that the document distinguishes, or nothing if it does not distinguish types. */
    private static Set<JsonElement> types(JsonObject document) {
        Set<JsonElement> types = new HashSet<>();
        if (document.get("allOf") instanceof JsonArray choices) {
            for (JsonElement choice : choices) {
                JsonObject condition = choice.getAsJsonObject().getAsJsonObject("if");
                types.add(condition
                        .getAsJsonObject("properties")
                        .getAsJsonObject("type")
                        .get("const"));
            }
        }
        return types;
    }

    /** Closes every object except those that are part of another one. */
    private static JsonObject closed(JsonObject document) {
        JsonObject closed = document.deepCopy();
        closed.addProperty("$id", closed.get("$id").getAsString() + ":strict");
        Set<String> parts = new HashSet<>(List.of(closed.get("$ref").getAsString()));
        JsonObject definitions = closed.getAsJsonObject("$defs");
        for (JsonElement definition : definitions.asMap().values()) {
            if (definition.getAsJsonObject().get("allOf") instanceof JsonArray wholes) {
                wholes.forEach(
                        part -> parts.add(part.getAsJsonObject().get("$ref").getAsString()));
            }
        }
        for (Map.Entry<String, JsonElement> definition : definitions.entrySet()) {
            JsonObject schema = definition.getValue().getAsJsonObject();
            if (!parts.contains("#/$defs/" + definition.getKey())
                    && new JsonPrimitive("object").equals(schema.get("type"))) {
                schema.addProperty("unevaluatedProperties", false);
            }
        }
        closed.addProperty("unevaluatedProperties", false);
        return closed;
    }
}
