package org.ocppgateway.simulator.behaviour.v16;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

/** Builds a payload. */
final class Json {
    private final JsonObject object = new JsonObject();

    Json put(String field, String value) {
        object.addProperty(field, value);
        return this;
    }

    Json put(String field, long value) {
        object.addProperty(field, value);
        return this;
    }

    Json put(String field, boolean value) {
        object.addProperty(field, value);
        return this;
    }

    Json put(String field, Json value) {
        object.add(field, value.object);
        return this;
    }

    Json put(String field, Iterable<Json> values) {
        JsonArray array = new JsonArray();
        values.forEach(value -> array.add(value.object));
        object.add(field, array);
        return this;
    }

    Json putTexts(String field, Iterable<String> values) {
        JsonArray array = new JsonArray();
        values.forEach(array::add);
        object.add(field, array);
        return this;
    }

    @Override
    public String toString() {
        return object.toString();
    }
}
