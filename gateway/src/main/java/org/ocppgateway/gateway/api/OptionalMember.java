package org.ocppgateway.gateway.api;

import com.google.gson.JsonObject;
import org.jspecify.annotations.Nullable;

/** A member that an answer has only if its value is known. */
final class OptionalMember {
    private OptionalMember() {}

    static void add(JsonObject json, String name, @Nullable String value) {
        if (value != null) {
            json.addProperty(name, value);
        }
    }
}
