package org.ocppgateway.protocol.contract;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds changes of a schema that break backends made for the previous schema.
 *
 * <p>A backend reads events and results: values written now must be within the previous promise. It writes commands
 * and replies: values accepted before must still be accepted. So one of the two schemas has to be the narrower one,
 * keyword by keyword. In both cases no type, field or definition may be removed, because code may have been generated
 * from it. Supports the keywords that {@link RecordSchema} writes.
 */
final class Compatibility {
    private static final JsonElement NUMBER = new JsonPrimitive("number");
    private static final JsonElement INTEGER = new JsonPrimitive("integer");

    private final boolean read;
    private final Set<String> breaks = new LinkedHashSet<>();

    private Compatibility(boolean read) {
        this.read = read;
    }

    /** Returns one line per breaking change; empty if there is none. */
    static List<String> breaks(RecordKind kind, JsonObject before, JsonObject now) {
        Compatibility compatibility = new Compatibility(
                switch (kind) {
                    case EVENT, RESULT -> true;
                    case COMMAND, REPLY -> false;
                });
        compatibility.compare(kind.word(), before, now);
        compatibility.compareMembers("", members(before, "$defs"), members(now, "$defs"));
        return List.copyOf(compatibility.breaks);
    }

    private void compareMembers(String where, Map<String, JsonElement> before, Map<String, JsonElement> now) {
        before.forEach((name, schema) -> {
            if (now.get(name) instanceof JsonObject same) {
                compare(where + name, schema.getAsJsonObject(), same);
            } else {
                breaks.add(where + name + " was removed");
            }
        });
    }

    private void compare(String where, JsonObject before, JsonObject now) {
        JsonObject narrow = read ? now : before;
        JsonObject wide = read ? before : now;
        if (!Objects.equals(before.get("$ref"), now.get("$ref"))) {
            breaks.add(where + " has another type: " + now.get("$ref") + " instead of " + before.get("$ref"));
        }
        type(where, narrow.get("type"), wide.get("type"));
        words(where, narrow.get("enum"), wide.get("enum"));
        Stream.of("const", "format", "multipleOf").forEach(keyword -> same(where, keyword, narrow, wide));
        Stream.of("minLength", "minItems", "minimum").forEach(keyword -> bound(where, keyword, narrow, wide, 1));
        Stream.of("maxLength", "maxItems", "maximum").forEach(keyword -> bound(where, keyword, narrow, wide, -1));
        required(where, elements(narrow, "required"), elements(wide, "required"));
        compareMembers(where + ".", members(before, "properties"), members(now, "properties"));
        if (before.get("items") instanceof JsonObject element && now.get("items") instanceof JsonObject same) {
            compare(where + "[]", element, same);
        }
        Stream.of("allOf", "anyOf").forEach(keyword -> {
            if (!elements(now, keyword).containsAll(elements(before, keyword))) {
                breaks.add(where + " has lost one of its types or parts");
            }
        });
    }

    private void type(String where, @Nullable JsonElement narrow, @Nullable JsonElement wide) {
        boolean within = wide == null || wide.equals(narrow) || (NUMBER.equals(wide) && INTEGER.equals(narrow));
        if (!within) {
            breaks.add(
                    where + " has another type: " + (read ? narrow : wide) + " instead of " + (read ? wide : narrow));
        }
    }

    private void words(String where, @Nullable JsonElement narrow, @Nullable JsonElement wide) {
        if (wide == null) {
            return;
        }
        Set<JsonElement> lost = narrow == null
                ? Set.of()
                : new LinkedHashSet<>(narrow.getAsJsonArray().asList());
        if (narrow != null) {
            lost.removeAll(wide.getAsJsonArray().asList());
        }
        if (narrow == null || !lost.isEmpty()) {
            String which = narrow == null ? "anything" : lost.toString();
            breaks.add(where
                    + (read
                            ? " can now be " + which + ", which backends do not expect"
                            : " can no longer be " + which));
        }
    }

    private void same(String where, String keyword, JsonObject narrow, JsonObject wide) {
        if (wide.has(keyword) && !wide.get(keyword).equals(narrow.get(keyword))) {
            breaks.add(where + " has another " + keyword);
        }
    }

    /** @param inward 1 if a greater bound is the narrower one, -1 if a smaller one is */
    private void bound(String where, String keyword, JsonObject narrow, JsonObject wide, int inward) {
        JsonElement outer = wide.get(keyword);
        JsonElement inner = narrow.get(keyword);
        if (outer != null
                && (inner == null || inner.getAsBigDecimal().compareTo(outer.getAsBigDecimal()) * inward < 0)) {
            breaks.add(where + (read ? " has a looser " : " has a tighter ") + keyword);
        }
    }

    private void required(String where, List<JsonElement> narrow, List<JsonElement> wide) {
        for (JsonElement field : wide) {
            if (!narrow.contains(field)) {
                breaks.add(where + "." + field.getAsString()
                        + (read ? " was always present and is optional now" : " is required now"));
            }
        }
    }

    private static Map<String, JsonElement> members(JsonObject schema, String keyword) {
        return schema.get(keyword) instanceof JsonObject members ? members.asMap() : Map.of();
    }

    private static List<JsonElement> elements(JsonObject schema, String keyword) {
        return schema.get(keyword) instanceof JsonArray elements ? elements.asList() : List.of();
    }
}
