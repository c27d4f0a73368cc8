package org.ocppgateway.gateway.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the members of a request body. A problem names the member and never its value. */
final class JsonBody {
    private final JsonObject body;

    /** @param members all members that the operation knows; any other is a problem */
    JsonBody(JsonObject body, Set<String> members) throws ApiProblem {
        for (String member : body.keySet()) {
            if (!members.contains(member)) {
                throw ApiProblem.badRequest("unknown member " + member);
            }
        }
        this.body = body;
    }

    /** Parses a body, strictly by RFC 8259. */
    static JsonObject parse(String text) throws ApiProblem {
        JsonReader reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT);
        try {
            JsonElement parsed = JsonParser.parseReader(reader);
            if (parsed.isJsonObject() && reader.peek() == JsonToken.END_DOCUMENT) {
                return parsed.getAsJsonObject();
            }
        } catch (JsonParseException | IOException e) {
            // The message of the parser may contain a part of the body.
        }
        throw ApiProblem.badRequest("the body is not a JSON object");
    }

    /** Null if the member is absent or null. */
    @Nullable
    String text(String member) throws ApiProblem {
        JsonElement value = value(member);
        if (value == null) {
            return null;
        }
        if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isString()) {
            throw ApiProblem.badRequest(member + " must be text");
        }
        return value.getAsString();
    }

    boolean flag(String member) throws ApiProblem {
        JsonElement value = value(member);
        if (value == null) {
            return false;
        }
        if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isBoolean()) {
            throw ApiProblem.badRequest(member + " must be true or false");
        }
        return value.getAsBoolean();
    }

    /** Whether the member is present and not null. */
    boolean has(String member) {
        return value(member) != null;
    }

    int integer(String member, int least, int most) throws ApiProblem {
        JsonElement value = value(member);
        if (value != null
                && value.isJsonPrimitive()
                && value.getAsJsonPrimitive().isNumber()) {
            double number = value.getAsDouble();
            if (number == Math.rint(number) && number >= least && number <= most) {
                return (int) number;
            }
        }
        throw ApiProblem.badRequest(member + " must be a whole number from " + least + " to " + most);
    }

    Instant time(String member) throws ApiProblem {
        String text = text(member);
        try {
            // RFC 3339 has years of four digits.
            if (text != null && Character.isDigit(text.isEmpty() ? ' ' : text.charAt(0))) {
                return OffsetDateTime.parse(text).toInstant();
            }
        } catch (DateTimeParseException e) {
            // Handled like a missing member.
        }
        throw ApiProblem.badRequest(member + " must be a time like 2026-11-30T12:00:00Z");
    }

    /** Null if the member is absent or null. */
    @Nullable
    JsonObject object(String member) throws ApiProblem {
        JsonElement value = value(member);
        if (value != null && !value.isJsonObject()) {
            throw ApiProblem.badRequest(member + " must be an object");
        }
        return value == null ? null : value.getAsJsonObject();
    }

    /** An array of 1 to {@code most} elements. */
    JsonArray array(String member, int most) throws ApiProblem {
        JsonElement value = value(member);
        if (value == null
                || !value.isJsonArray()
                || value.getAsJsonArray().isEmpty()
                || value.getAsJsonArray().size() > most) {
            throw ApiProblem.badRequest(member + " must be an array of 1 to " + most + " elements");
        }
        return value.getAsJsonArray();
    }

    /** Null if the member is absent or null. */
    @Nullable
    Instant optionalTime(String member) throws ApiProblem {
        return value(member) == null ? null : time(member);
    }

    private @Nullable JsonElement value(String member) {
        JsonElement value = body.get(member);
        return value == null || value.isJsonNull() ? null : value;
    }
}
