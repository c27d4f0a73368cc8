package org.ocppgateway.protocol.dictionary;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;

/** Reads keywords of a schema node. */
final class SchemaNodes {
    private SchemaNodes() {}

    static String type(JsonObject node) {
        return node.has("type") ? node.get("type").getAsString() : "any";
    }

    static boolean isRequired(JsonObject node, String field) {
        return node.has("required")
                && node.getAsJsonArray("required").asList().stream()
                        .map(JsonElement::getAsString)
                        .anyMatch(field::equals);
    }

    static boolean isClosed(JsonObject node) {
        return node.has("additionalProperties")
                && !node.get("additionalProperties").getAsBoolean();
    }

    static JsonObject properties(JsonObject node) {
        return node.has("properties") ? node.getAsJsonObject("properties") : new JsonObject();
    }

    static List<String> words(JsonObject node) {
        return node.getAsJsonArray("enum").asList().stream()
                .map(JsonElement::getAsString)
                .toList();
    }

    static int limit(JsonObject node, String keyword, int otherwise) {
        return node.has(keyword) ? node.get(keyword).getAsInt() : otherwise;
    }

    static boolean hasFormat(JsonObject node, String format) {
        return node.has("format") && node.get("format").getAsString().equals(format);
    }
}
