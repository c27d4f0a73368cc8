package org.ocppgateway.simulator.replay;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.jspecify.annotations.Nullable;

/** Reads single members of JSON objects. */
final class JsonMembers {
    private JsonMembers() {}

    /**
     * The text of a string or number.
     *
     * @param object null for none
     * @return null if there is no such member
     */
    static @Nullable String text(@Nullable String object, String name) {
        if (object != null && JsonParser.parseString(object) instanceof JsonObject members) {
            JsonElement member = members.get(name);
            return member != null && member.isJsonPrimitive() ? member.getAsString() : null;
        }
        return null;
    }
}
