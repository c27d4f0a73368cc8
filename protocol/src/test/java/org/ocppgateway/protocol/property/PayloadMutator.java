package org.ocppgateway.protocol.property;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Damages the JSON of a message as faulty charge points do. The result is still a JSON object; anything in it may be wrong. */
public final class PayloadMutator {
    private static final List<String> ODD_VALUES = List.of(
            "null",
            "\"\"",
            "{}",
            "[]",
            "[null]",
            "[[1]]",
            "{\"a\":{}}",
            "true",
            "-1",
            "0",
            "1.5",
            "1e3",
            "-1e-200",
            "9223372036854775808",
            "1e999",
            "9".repeat(400),
            "\"7\"",
            "\" -7,5 \"",
            "\"NaN\"",
            "\"12 Wh\"",
            "\"yesterday\"",
            "\"1970-01-01T00:00:07Z\"",
            "\"2026-11-21 09:30\"",
            "\"9999-12-31T23:59:59Z\"",
            "\"\\ud800\"",
            "\"\\u0000\\n\\u2028\"",
            "\"started\"",
            "\"x\"",
            "\"" + "x".repeat(300) + "\"",
            "\"" + "\u20ac".repeat(60_000) + "\"",
            "[".repeat(80) + "]".repeat(80),
            "{\"a\":".repeat(70) + "1" + "}".repeat(70));

    private PayloadMutator() {}

    /** Returns a value that fits hardly any field. */
    public static String value(Random random) {
        return RandomTexts.oneOf(random, ODD_VALUES);
    }

    /** Returns the message with one to three mutations. */
    public static String to(Random random, String object) {
        String damaged = object;
        for (int left = random.nextInt(1, 4); left > 0; left--) {
            damaged = once(random, damaged);
        }
        return damaged;
    }

    private static String once(Random random, String object) {
        return switch (random.nextInt(8)) {
            case 0 -> removed(random, object);
            case 1 -> moved(random, object);
            case 2 -> wrapped(random, object);
            case 3 -> withMember(object, "\"vendorsOwn\":" + RandomTexts.oneOf(random, ODD_VALUES));
            case 4 -> twice(random, object);
            case 5 -> asText(random, object);
            default -> replaced(random, object);
        };
    }

    private static String replaced(Random random, String object) {
        JsonObject tree = JsonParser.parseString(object).getAsJsonObject();
        Place place = Place.anywhere(random, tree);
        if (place == null) {
            return object;
        }
        // Replaced as text, because a tree cannot represent some of the values.
        place.put(new JsonPrimitive("@odd@"));
        return tree.toString().replace("\"@odd@\"", RandomTexts.oneOf(random, ODD_VALUES));
    }

    private static String removed(Random random, String object) {
        JsonObject tree = JsonParser.parseString(object).getAsJsonObject();
        Place place = Place.anywhere(random, tree);
        if (place != null) {
            place.remove();
        }
        return tree.toString();
    }

    /** Moves a field into another object. */
    private static String moved(Random random, String object) {
        JsonObject tree = JsonParser.parseString(object).getAsJsonObject();
        Place from = Place.anywhere(random, tree);
        Place to = Place.anywhere(random, tree);
        if (from != null && to != null) {
            to.put(from.get().deepCopy());
            from.remove();
        }
        return tree.toString();
    }

    /** Wraps a value in an array, or replaces an array by its only element. */
    private static String wrapped(Random random, String object) {
        JsonObject tree = JsonParser.parseString(object).getAsJsonObject();
        Place place = Place.anywhere(random, tree);
        if (place != null && place.get() instanceof JsonArray array && !array.isEmpty()) {
            place.put(array.get(0));
        } else if (place != null) {
            JsonArray array = new JsonArray();
            array.add(place.get());
            place.put(array);
        }
        return tree.toString();
    }

    private static String asText(Random random, String object) {
        JsonObject tree = JsonParser.parseString(object).getAsJsonObject();
        Place place = Place.anywhere(random, tree);
        if (place != null) {
            JsonElement value = place.get();
            place.put(new JsonPrimitive(value.isJsonPrimitive() ? value.getAsString() : value.toString()));
        }
        return tree.toString();
    }

    /** Adds a member of the object a second time with another value. */
    private static String twice(Random random, String object) {
        List<String> names =
                List.copyOf(JsonParser.parseString(object).getAsJsonObject().keySet());
        return names.isEmpty()
                ? object
                : withMember(
                        object,
                        new JsonPrimitive(RandomTexts.oneOf(random, names)) + ":"
                                + RandomTexts.oneOf(random, ODD_VALUES));
    }

    private static String withMember(String object, String member) {
        String inside = object.substring(1, object.length() - 1);
        return inside.isBlank() ? '{' + member + '}' : '{' + inside + ',' + member + '}';
    }

    /** Place of a value: a member of an object or an element of an array. */
    private sealed interface Place {
        JsonElement get();

        void put(JsonElement value);

        void remove();

        record Member(JsonObject holder, String name) implements Place {
            @Override
            public JsonElement get() {
                JsonElement value = holder.get(name);
                return value == null ? JsonNull.INSTANCE : value;
            }

            @Override
            public void put(JsonElement value) {
                holder.add(name, value);
            }

            @Override
            public void remove() {
                holder.remove(name);
            }
        }

        record Element(JsonArray holder, int index) implements Place {
            @Override
            public JsonElement get() {
                return index < holder.size() ? holder.get(index) : JsonNull.INSTANCE;
            }

            @Override
            public void put(JsonElement value) {
                if (index < holder.size()) {
                    holder.set(index, value);
                }
            }

            @Override
            public void remove() {
                if (index < holder.size()) {
                    holder.remove(index);
                }
            }
        }

        @org.jspecify.annotations.Nullable
        static Place anywhere(Random random, JsonObject tree) {
            List<Place> places = new ArrayList<>();
            collect(tree, places, 0);
            return places.isEmpty() ? null : RandomTexts.oneOf(random, places);
        }

        private static void collect(JsonElement json, List<Place> places, int depth) {
            if (depth > 20) {
                return;
            }
            if (json instanceof JsonObject object) {
                object.asMap().forEach((name, value) -> {
                    places.add(new Member(object, name));
                    collect(value, places, depth + 1);
                });
            } else if (json instanceof JsonArray array) {
                for (int i = 0; i < array.size(); i++) {
                    places.add(new Element(array, i));
                    collect(array.get(i), places, depth + 1);
                }
            }
        }
    }
}
