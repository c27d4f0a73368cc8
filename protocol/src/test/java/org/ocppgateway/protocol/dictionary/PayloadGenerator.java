package org.ocppgateway.protocol.dictionary;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.ocppgateway.protocol.dictionary.OfficialSchemas.OfficialSchema;

/** Generates payloads that are valid by a schema: the smallest one and random ones. */
final class PayloadGenerator {
    private static final List<String> ALPHABET =
            List.of("a", "Z", "0", " ", "-", "\"", "\\", "/", "\n", "\u00e9", "\u6f22", "\ud83d\ude00", "\u0000");
    private static final List<String> FRACTIONS = List.of("", "", ".5", ".123", ".1234567");
    private static final List<String> OFFSETS = List.of("Z", "Z", "Z", "+00:00", "-05:30", "+14:00");

    private final OfficialSchema schema;
    private final Random random;

    PayloadGenerator(OfficialSchema schema, Random random) {
        this.schema = schema;
        this.random = random;
    }

    JsonElement any() {
        return any(schema.root(), 0);
    }

    private JsonElement any(JsonElement reference, int depth) {
        JsonObject node = schema.resolve(reference);
        return switch (SchemaNodes.type(node)) {
            case "object" -> anyObject(node, depth);
            case "array" -> anyArray(node, depth);
            case "string" -> new JsonPrimitive(anyString(node));
            case "integer" -> new JsonPrimitive(anyInteger(node));
            case "number" -> new JsonPrimitive(anyNumber(node));
            case "boolean" -> new JsonPrimitive(random.nextBoolean());
            case "any" -> anything(depth);
            default -> throw new IllegalArgumentException("a type that OCPP does not use: " + node);
        };
    }

    private JsonObject anyObject(JsonObject node, int depth) {
        List<String> names = new ArrayList<>(SchemaNodes.properties(node).keySet());
        Collections.shuffle(names, random);
        JsonObject object = new JsonObject();
        for (String name : names) {
            if (SchemaNodes.isRequired(node, name) || random.nextInt(2 + depth) == 0) {
                object.add(name, any(SchemaNodes.properties(node).get(name), depth + 1));
            }
        }
        if (!SchemaNodes.isClosed(node) && random.nextBoolean()) {
            object.add("ofTheVendor", anything(depth));
        }
        return object;
    }

    private JsonArray anyArray(JsonObject node, int depth) {
        int min = SchemaNodes.limit(node, "minItems", 0);
        int max = Math.min(SchemaNodes.limit(node, "maxItems", Integer.MAX_VALUE), min + 2);
        JsonArray array = new JsonArray();
        for (int size = random.nextInt(min, max + 1); size > 0; size--) {
            array.add(any(node.get("items"), depth + 1));
        }
        return array;
    }

    private String anyString(JsonObject node) {
        if (node.has("enum")) {
            List<String> words = SchemaNodes.words(node);
            return words.get(random.nextInt(words.size()));
        }
        if (SchemaNodes.hasFormat(node, "date-time")) {
            return "20%02d-%02d-%02dT%02d:%02d:%02d"
                            .formatted(
                                    random.nextInt(100),
                                    random.nextInt(1, 13),
                                    random.nextInt(1, 29),
                                    random.nextInt(24),
                                    random.nextInt(60),
                                    random.nextInt(60))
                    + FRACTIONS.get(random.nextInt(FRACTIONS.size()))
                    + OFFSETS.get(random.nextInt(OFFSETS.size()));
        }
        if (SchemaNodes.hasFormat(node, "uri")) {
            return "ftp://example.org/" + random.nextInt();
        }
        int max = Math.min(SchemaNodes.limit(node, "maxLength", 40), 40);
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(max + 1); length > 0; length--) {
            text.append(ALPHABET.get(random.nextInt(ALPHABET.size())));
        }
        return text.toString();
    }

    private BigInteger anyInteger(JsonObject node) {
        BigInteger value = new BigInteger(random.nextInt(1, 70), random);
        return within(node, new BigDecimal(random.nextBoolean() ? value : value.negate()))
                .toBigInteger();
    }

    private BigDecimal anyNumber(JsonObject node) {
        int decimals = node.has("multipleOf") ? random.nextInt(2) : random.nextInt(-3, 7);
        return within(node, new BigDecimal(BigInteger.valueOf(random.nextInt(-1_000_000, 1_000_000)), decimals));
    }

    private static BigDecimal within(JsonObject node, BigDecimal value) {
        BigDecimal atLeast = node.has("minimum") ? value.max(node.get("minimum").getAsBigDecimal()) : value;
        return node.has("maximum") ? atLeast.min(node.get("maximum").getAsBigDecimal()) : atLeast;
    }

    private JsonElement anything(int depth) {
        return switch (random.nextInt(depth > 4 ? 4 : 6)) {
            case 0 -> JsonNull.INSTANCE;
            case 1 -> new JsonPrimitive(random.nextInt());
            case 2 -> new JsonPrimitive("text \u20ac");
            case 3 -> new JsonPrimitive(random.nextBoolean());
            case 4 -> {
                JsonObject object = new JsonObject();
                object.add("some", anything(depth + 1));
                yield object;
            }
            default -> {
                JsonArray array = new JsonArray();
                array.add(anything(depth + 1));
                yield array;
            }
        };
    }

    /** Generates only the required fields. */
    static JsonElement smallest(OfficialSchema schema, JsonElement reference) {
        JsonObject node = schema.resolve(reference);
        return switch (SchemaNodes.type(node)) {
            case "object" -> {
                JsonObject object = new JsonObject();
                SchemaNodes.properties(node).asMap().forEach((name, field) -> {
                    if (SchemaNodes.isRequired(node, name)) {
                        object.add(name, smallest(schema, field));
                    }
                });
                yield object;
            }
            case "array" -> {
                JsonArray array = new JsonArray();
                for (int i = 0; i < SchemaNodes.limit(node, "minItems", 0); i++) {
                    array.add(smallest(schema, node.get("items")));
                }
                yield array;
            }
            case "string" -> new JsonPrimitive(smallestString(node));
            case "boolean" -> new JsonPrimitive(true);
            default -> new JsonPrimitive(within(node, BigDecimal.ZERO));
        };
    }

    private static String smallestString(JsonObject node) {
        if (node.has("enum")) {
            return SchemaNodes.words(node).getFirst();
        }
        if (SchemaNodes.hasFormat(node, "date-time")) {
            return "2026-11-21T09:30:00Z";
        }
        return SchemaNodes.hasFormat(node, "uri") ? "ftp://example.org/" : "a";
    }
}
