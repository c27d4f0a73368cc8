package org.ocppgateway.protocol.dictionary;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.dictionary.OfficialSchemas.OfficialSchema;
import org.ocppgateway.protocol.dictionary.ValueType.ArrayType;
import org.ocppgateway.protocol.dictionary.ValueType.EnumType;

/**
 * Generates payloads that break each keyword of each field of a schema, and payloads just inside the limit. Without a limit in
 * the schema, generates an extreme value. Also generates every value and field of the dictionary, even if the schema lacks it.
 */
final class PayloadMutations {
    /** Stands for a keyword if the schema has none that could be broken. */
    static final String UNLIMITED = "unlimited";

    private static final List<JsonElement> ONE_OF_EACH_TYPE = List.of(
            new JsonPrimitive("a"),
            new JsonPrimitive("1"),
            new JsonPrimitive(1),
            new JsonPrimitive(new BigDecimal("1.5")),
            new JsonPrimitive(true),
            JsonNull.INSTANCE,
            new JsonArray(),
            new JsonObject());
    private static final List<JsonElement> WHOLE_NUMBERS_IN_OTHER_WORDS =
            List.of(new JsonPrimitive(new BigDecimal("1.0")), new JsonPrimitive(new BigDecimal("1E+2")));
    private static final List<String> DATES = List.of(
            "",
            "yesterday",
            "2026-11-21",
            "2026-11-21T09:30Z",
            "2026-11-21T09:30:00",
            "2026-11-21 09:30:00Z",
            "2026-11-21T09:30:00+02",
            "2026-11-21T09:30:00+0200",
            "2026-11-21T09:30:00.Z",
            "2026-11-21T09:30:00,5Z",
            "2026-13-21T09:30:00Z",
            "2026-02-29T09:30:00Z",
            "2026-11-21T25:30:00Z",
            "2026-11-21T24:00:00Z",
            "2026-11-21T09:60:00Z",
            "2026-11-21T09:30:61Z",
            "2026-11-21T09:30:00+24:00",
            "2028-02-29T23:59:59.123456789Z",
            "2026-11-21T09:30:00-00:00",
            "2026-11-21T09:30:00+18:00",
            "0001-01-01T00:00:00Z",
            "9999-12-31T23:59:59Z",
            // formats that RFC 3339 leaves to the receiver, or that implementations limit
            "2026-11-21t09:30:00z",
            "2026-11-21T09:30:00.1234567890Z",
            "2016-12-31T23:59:60Z",
            "2026-11-21T09:30:00+23:59",
            "0000-01-01T00:00:00Z");
    private static final List<String> URIS = List.of(
            "ftp://user:pass@example.org:21/dir/file%20name?x=1#part",
            "urn:a:b",
            "",
            "not a uri",
            "/relative",
            "http://[::1]/",
            "http://example.org/a b",
            "http://example.org/\u00e9",
            "http://example.org/%zz",
            "example.org");

    private final OfficialSchema schema;
    private final Cases cases;

    PayloadMutations(OfficialSchema schema, Cases cases) {
        this.schema = schema;
        this.cases = cases;
    }

    /** Receives the mutated payloads one by one. */
    interface Cases {
        void judge(String keyword, String path, JsonElement payload);
    }

    void all(@Nullable ObjectType ours) {
        walk(schema.root(), "", ours, value -> value);
    }

    /** @param payload creates a whole payload from a value for this node */
    private void walk(
            JsonElement reference, String path, @Nullable ValueType ours, UnaryOperator<JsonElement> payload) {
        JsonObject node = schema.resolve(reference);
        String keyword = SchemaNodes.type(node).equals("any") ? UNLIMITED : "type";
        ONE_OF_EACH_TYPE.forEach(value -> judge(keyword, path, payload, value));
        switch (SchemaNodes.type(node)) {
            case "object" -> object(node, path, ours, payload);
            case "array" -> array(node, path, ours, payload);
            case "string" -> string(node, path, ours, payload);
            case "integer" -> {
                WHOLE_NUMBERS_IN_OTHER_WORDS.forEach(value -> judge("type", path, payload, value));
                number(node, path, payload);
            }
            default -> number(node, path, payload);
        }
    }

    private void object(JsonObject node, String path, @Nullable ValueType ours, UnaryOperator<JsonElement> payload) {
        JsonObject smallest = PayloadGenerator.smallest(schema, node).getAsJsonObject();
        String keyword = SchemaNodes.isClosed(node) ? "additionalProperties" : UNLIMITED;
        judge(keyword, path, payload, with(smallest, "notKnown", new JsonPrimitive(1)));
        if (ours instanceof ObjectType type) {
            type.fields().stream()
                    .filter(field -> !SchemaNodes.properties(node).has(field.name()))
                    .forEach(
                            field -> judge(keyword, path, payload, with(smallest, field.name(), new JsonPrimitive(1))));
        }
        SchemaNodes.properties(node).asMap().forEach((name, field) -> {
            String fieldPath = path + "/" + name;
            if (SchemaNodes.isRequired(node, name)) {
                judge("required", fieldPath, payload, with(smallest, name, null));
            }
            walk(
                    field,
                    fieldPath,
                    ours instanceof ObjectType type && type.indexOf(name) >= 0
                            ? type.field(type.indexOf(name)).type()
                            : null,
                    value -> payload.apply(with(smallest, name, value)));
        });
    }

    private void array(JsonObject node, String path, @Nullable ValueType ours, UnaryOperator<JsonElement> payload) {
        JsonElement element = PayloadGenerator.smallest(schema, node.get("items"));
        for (String keyword : List.of("minItems", "maxItems")) {
            if (node.has(keyword)) {
                int limit = node.get(keyword).getAsInt();
                for (int size = limit - 1; size <= limit + 1; size++) {
                    judge(keyword, path, payload, arrayOf(element, size));
                }
            }
        }
        if (!node.has("maxItems")) {
            judge(UNLIMITED, path, payload, arrayOf(element, 50));
        }
        walk(
                node.get("items"),
                path + "/0",
                ours instanceof ArrayType type ? type.element() : null,
                value -> payload.apply(arrayOf(value, 1)));
    }

    private void string(JsonObject node, String path, @Nullable ValueType ours, UnaryOperator<JsonElement> payload) {
        if (node.has("enum")) {
            SchemaNodes.words(node).forEach(word -> {
                judge("enum", path, payload, new JsonPrimitive(word));
                judge("enum", path, payload, new JsonPrimitive(word + "x"));
            });
            if (ours instanceof EnumType type) {
                type.values().forEach(word -> judge("enum", path, payload, new JsonPrimitive(word)));
            }
        }
        if (node.has("maxLength")) {
            int limit = node.get("maxLength").getAsInt();
            judge("maxLength", path, payload, new JsonPrimitive("a".repeat(limit)));
            judge("maxLength", path, payload, new JsonPrimitive("a".repeat(limit + 1)));
            judge("maxLength", path, payload, new JsonPrimitive("\ud83d\ude00".repeat(limit)));
            judge("maxLength", path, payload, new JsonPrimitive("\ud83d\ude00".repeat(limit + 1)));
        }
        if (!node.has("maxLength") && !node.has("enum") && !node.has("format")) {
            judge(UNLIMITED, path, payload, new JsonPrimitive("a".repeat(100_000)));
        }
        if (SchemaNodes.hasFormat(node, "date-time")) {
            DATES.forEach(text -> judge("format", path, payload, new JsonPrimitive(text)));
        }
        if (SchemaNodes.hasFormat(node, "uri")) {
            URIS.forEach(text -> judge("format", path, payload, new JsonPrimitive(text)));
        }
    }

    private void number(JsonObject node, String path, UnaryOperator<JsonElement> payload) {
        for (String keyword : List.of("minimum", "maximum")) {
            if (node.has(keyword)) {
                BigDecimal limit = node.get(keyword).getAsBigDecimal();
                for (String step : List.of("-1", "-0.001", "0", "0.001", "1")) {
                    judge(keyword, path, payload, new JsonPrimitive(limit.add(new BigDecimal(step))));
                }
            }
        }
        if (node.has("multipleOf")) {
            for (String value : List.of("0.15", "0.1", "0.3", "1.1", "-7.7", "16.05", "1000000.1", "3")) {
                judge("multipleOf", path, payload, new JsonPrimitive(new BigDecimal(value)));
            }
        }
    }

    private void judge(String keyword, String path, UnaryOperator<JsonElement> payload, JsonElement value) {
        cases.judge(keyword, path, payload.apply(value));
    }

    private static JsonObject with(JsonObject object, String name, @Nullable JsonElement value) {
        JsonObject copy = new JsonObject();
        object.asMap().forEach((other, itsValue) -> {
            if (!other.equals(name)) {
                copy.add(other, itsValue);
            }
        });
        if (value != null) {
            copy.add(name, value);
        }
        return copy;
    }

    private static JsonArray arrayOf(JsonElement element, int size) {
        JsonArray array = new JsonArray();
        for (int i = 0; i < size; i++) {
            array.add(element);
        }
        return array;
    }
}
