package org.ocppgateway.routing.client;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.time.DateTimeException;
import java.util.function.Function;

/** Parses JSON records that any program may have written. */
final class JsonRecord {
    private JsonRecord() {}

    /**
     * Parses a JSON object with {@code reader}.
     *
     * @param what expected kind of record, for the exception message
     * @throws JsonParseException if it is no JSON object, or {@code reader} misses a field
     */
    static <T> T read(String json, String what, Function<JsonObject, T> reader) {
        try {
            return reader.apply(JsonParser.parseString(json).getAsJsonObject());
        } catch (JsonParseException
                | IllegalStateException
                | IllegalArgumentException
                | UnsupportedOperationException
                | NullPointerException
                | ClassCastException
                | DateTimeException e) {
            throw new JsonParseException("this is not a valid " + what + ": " + e.getMessage(), e);
        }
    }
}
