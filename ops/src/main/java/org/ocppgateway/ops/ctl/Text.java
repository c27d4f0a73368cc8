package org.ocppgateway.ops.ctl;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values of answers as text for people. */
final class Text {
    private Text() {}

    /** A member as text; empty if it is absent. */
    static String of(JsonObject object, String name) {
        JsonElement value = object.get(name);
        if (value == null || value.isJsonNull()) {
            return "";
        }
        return value.isJsonPrimitive() ? value.getAsString() : value.toString();
    }

    /** Replaces control characters. Values come from charge points, and could otherwise control the terminal. */
    static String printable(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\u2028\\u2029]", "\uFFFD");
    }

    /** Age of a time: 5 s, 3 min, 2 h, 4 d; the text itself if it is not a time. */
    static String age(String time, Instant now) {
        try {
            return duration(Duration.between(Instant.parse(time), now));
        } catch (DateTimeParseException e) {
            return time;
        }
    }

    private static String duration(Duration age) {
        long seconds = Math.max(0, age.toSeconds());
        if (seconds < 120) {
            return seconds + " s";
        }
        if (seconds < 7_200) {
            return age.toMinutes() + " min";
        }
        return age.toHours() < 48 ? age.toHours() + " h" : age.toDays() + " d";
    }

    /** A number of milliseconds with its unit; empty if it is absent. */
    static String millis(JsonObject object, String name) {
        String value = of(object, name);
        return value.isEmpty() ? "" : value + " ms";
    }

    /** The items of a list; empty if there are none. */
    static JsonArray items(JsonObject answer) {
        return answer.get("items") instanceof JsonArray items ? items : new JsonArray();
    }

    /** A segment of a path. */
    static String segment(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A path with the parameters that have a value. */
    static String query(String path, Map<String, ? extends @Nullable Object> parameters) {
        String query = parameters.entrySet().stream()
                .filter(entry -> entry.getValue() != null)
                .map(entry -> entry.getKey() + "=" + segment(String.valueOf(entry.getValue())))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? path : path + "?" + query;
    }
}
