package org.ocppgateway.routing.client;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.time.DateTimeException;
import java.util.function.Function;

/** Reads the JSON values of records that anybody may have written. */
final class JsonRecord {
    private JsonRecord() {}

    /**
     * Reads what {@code reader} makes of the object.
     *
     * @param what it should be, for the complaint
     * @throws JsonParseException if it is no JSON object, or {@code reader} misses something
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
            throw new JsonParseException("this is no " + what + ": " + e.getMessage(), e);
        }
    }
}
