package org.ocppgateway.simulator.behaviour;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The fields of a received payload, read without complaint: what is missing or of another type is null. */
public final class Fields {
    private final JsonObject object;

    private Fields(JsonObject object) {
        this.object = object;
    }

    public static Fields of(String payload) {
        try {
            JsonElement tree = JsonParser.parseString(payload);
            return new Fields(tree.isJsonObject() ? tree.getAsJsonObject() : new JsonObject());
        } catch (JsonParseException e) {
            return new Fields(new JsonObject());
        }
    }

    public @Nullable String text(String field) {
        JsonElement value = object.get(field);
        return value != null && value.isJsonPrimitive() ? value.getAsString() : null;
    }

    /** The text, or an empty one if there is none. */
    public String word(String field) {
        return Objects.requireNonNullElse(text(field), "");
    }

    public @Nullable Long integer(String field) {
        String text = text(field);
        try {
            return text == null ? null : Long.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Nanoseconds since the epoch. */
    public @Nullable Long time(String field) {
        String text = text(field);
        try {
            return text == null ? null : Times.nanos(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** An empty one if there is no such object. */
    public Fields object(String field) {
        JsonElement value = object.get(field);
        return new Fields(value != null && value.isJsonObject() ? value.getAsJsonObject() : new JsonObject());
    }

    public List<String> texts(String field) {
        List<String> texts = new ArrayList<>();
        JsonElement value = object.get(field);
        if (value != null && value.isJsonArray()) {
            for (JsonElement element : value.getAsJsonArray()) {
                if (element.isJsonPrimitive()) {
                    texts.add(element.getAsString());
                }
            }
        }
        return texts;
    }
}
