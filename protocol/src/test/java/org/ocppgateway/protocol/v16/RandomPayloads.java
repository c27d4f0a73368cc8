package org.ocppgateway.protocol.v16;

import java.util.List;
import java.util.Random;
import org.ocppgateway.protocol.dictionary.Field;
import org.ocppgateway.protocol.dictionary.ObjectType;
import org.ocppgateway.protocol.dictionary.ValueType;
import org.ocppgateway.protocol.json.JsonText;

/** Payloads by a dictionary's types, most of them nearly valid: now and then something is missing, or is something else. */
final class RandomPayloads {
    private static final List<String> ODD = List.of(
            "null",
            "\"\"",
            "{}",
            "[]",
            "[null]",
            "-1",
            "0",
            "1e400",
            "0.05",
            "true",
            "9223372036854775807",
            "\"\\ud800\"",
            "\"x\\u0000\"",
            "\"2026-11-21 09:30\"",
            "\"-7,5 \"",
            "99999999999999999999");
    private static final List<String> DATES =
            List.of("2026-11-21T09:30:00Z", "2026-11-21T09:30:00.123+01:00", "1970-01-01T00:00:00Z");
    private static final List<String> NUMBERS = List.of("0", "1", "7", "32", "5.0", "16.5", "-3");
    private static final List<String> TEXTS = List.of("a", "TAG1", "12", "1.5", "\n\"\\", "\u2028", "\ud83d\ude00", "");

    private final Random random;
    private final int oddEvery;

    /** @param oddEvery one value out of so many is odd */
    RandomPayloads(long seed, int oddEvery) {
        this.random = new Random(seed);
        this.oddEvery = oddEvery;
    }

    String of(ValueType type) {
        if (random.nextInt(oddEvery) == 0) {
            return oneOf(ODD);
        }
        return switch (type) {
            case ObjectType object -> object(object);
            case ValueType.ArrayType array -> array(array);
            case ValueType.EnumType words -> JsonText.string(oneOf(words.values()));
            case ValueType.TextType text -> JsonText.string(oneOf(TEXTS));
            case ValueType.DateTimeType date -> JsonText.string(oneOf(DATES));
            case ValueType.UriType uri -> "\"ftp://host/file\"";
            case ValueType.IntegerType integer -> oneOf(NUMBERS);
            case ValueType.NumberType number -> oneOf(NUMBERS);
            case ValueType.BooleanType flag -> "true";
            case ValueType.AnyType any -> oneOf(ODD);
        };
    }

    private String object(ObjectType type) {
        JsonText json = new JsonText().beginObject();
        for (Field field : type.fields()) {
            boolean present = field.required() ? random.nextInt(oddEvery) > 0 : random.nextInt(3) == 0;
            json.raw(field.name(), present ? of(field.type()) : null);
        }
        return json.endObject().toString();
    }

    private String array(ValueType.ArrayType type) {
        JsonText json = new JsonText().beginArray();
        for (int left = type.min() + random.nextInt(3); left > 0; left--) {
            json.rawElement(of(type.element()));
        }
        return json.endArray().toString();
    }

    <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
