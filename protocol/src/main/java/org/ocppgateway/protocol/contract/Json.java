package org.ocppgateway.protocol.contract;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON documents as maps, lists and plain values. Members keep their order. */
final class Json {
    private static final Gson PRETTY =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private Json() {}

    /** Creates an object of alternating names and values. Omits members whose value is null or empty text. */
    static Map<String, Object> object(@Nullable Object... namesAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Object value = namesAndValues[i + 1];
            if (value != null && !value.equals("")) {
                object.put(String.valueOf(namesAndValues[i]), value);
            }
        }
        return object;
    }

    /** {@code {"$ref": to}}. */
    static Map<String, Object> reference(String to) {
        return object("$ref", to);
    }

    static String text(Object document) {
        return PRETTY.toJson(document) + '\n';
    }
}
