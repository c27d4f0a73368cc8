package org.ocppgateway.protocol.property;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.dictionary.Field;
import org.ocppgateway.protocol.dictionary.ObjectType;
import org.ocppgateway.protocol.dictionary.Timestamps;
import org.ocppgateway.protocol.dictionary.ValueType;
import org.ocppgateway.protocol.dictionary.ValueType.NumberRange;
import org.ocppgateway.protocol.json.JsonBuilder;

/** Generates payloads by the types of a dictionary: valid ones, or nearly valid ones with a few missing or wrong values. */
public final class RandomPayloads {
    private static final List<String> ODD = List.of(
            "null",
            "\"\"",
            "{}",
            "[]",
            "[null]",
            "-1",
            "0",
            "1e200",
            "0.05",
            "true",
            "9223372036854775807",
            "\"\\ud800\"",
            "\"x\\u0000\"",
            "\"2026-11-21 09:30\"",
            "\"-7,5 \"",
            "99999999999999999999");
    private static final List<String> ANY = List.of(
            "null", "0", "-1.5e3", "true", "\"text \u20ac\"", "[]", "{}", "[1,[null]]", "{\"a\":{\"b\":[\"\\n\"]}}");
    private static final List<String> ENDS_OF_DATES = List.of("Z", ".123Z", "+00:00", "-05:30", ".5+14:00");
    private static final List<String> LETTERS =
            List.of("a", "Z", "0", "1", ".", "-", " ", "\"", "\\", "/", "\n", "\0", "\u00e9", "\u2028", "\ud83d\ude00");
    private static final int MAX_TEXT = 40;
    private static final int NEVER = 0;

    private final Random random;
    private final int oddEvery;

    private RandomPayloads(Random random, int oddEvery) {
        this.random = random;
        this.oddEvery = oddEvery;
    }

    /** Generates payloads that a strict reader accepts. */
    public static RandomPayloads valid(Random random) {
        return new RandomPayloads(random, NEVER);
    }

    /** Generates payloads in which one of {@code oddEvery} values is wrong. */
    public static RandomPayloads nearlyValid(Random random, int oddEvery) {
        return new RandomPayloads(random, oddEvery);
    }

    /** Generates JSON text of this type. */
    public String of(ValueType type) {
        return of(type, 0);
    }

    private String of(ValueType type, int depth) {
        if (isOdd()) {
            return RandomTexts.oneOf(random, ODD);
        }
        return switch (type) {
            case ObjectType object -> object(object, depth);
            case ValueType.ArrayType array -> array(array, depth);
            case ValueType.EnumType words -> JsonBuilder.string(RandomTexts.oneOf(random, words.values()));
            case ValueType.TextType text -> JsonBuilder.string(text(text));
            case ValueType.DateTimeType date -> JsonBuilder.string(date());
            case ValueType.UriType uri -> "\"ftp://example.org/" + random.nextInt() + '"';
            case ValueType.IntegerType integer -> number(integer.range(), 0);
            case ValueType.NumberType number -> number(number.range(), random.nextInt(-2, 7));
            case ValueType.BooleanType flag -> Boolean.toString(random.nextBoolean());
            case ValueType.AnyType any -> RandomTexts.oneOf(random, ANY);
        };
    }

    private boolean isOdd() {
        return oddEvery != NEVER && random.nextInt(oddEvery) == 0;
    }

    private String object(ObjectType type, int depth) {
        JsonBuilder json = new JsonBuilder().beginObject();
        for (Field field : type.fields()) {
            boolean present = field.required() ? !isOdd() : random.nextInt(2 + depth) == 0;
            json.raw(field.name(), present ? of(field.type(), depth + 1) : null);
        }
        return json.endObject().toString();
    }

    private String array(ValueType.ArrayType type, int depth) {
        JsonBuilder json = new JsonBuilder().beginArray();
        int most = Math.min(type.max(), type.min() + 2);
        for (int left = random.nextInt(type.min(), most + 1); left > 0; left--) {
            json.rawElement(of(type.element(), depth + 1));
        }
        return json.endArray().toString();
    }

    private String text(ValueType.TextType type) {
        StringBuilder text = new StringBuilder();
        int most = Math.min(type.maxLength(), Math.max(MAX_TEXT, type.minLength()));
        for (int left = random.nextInt(type.minLength(), most + 1); left > 0; left--) {
            text.append(RandomTexts.oneOf(random, LETTERS));
        }
        return text.toString();
    }

    private String date() {
        Instant second = Instant.ofEpochSecond(random.nextLong(4_102_444_800L));
        return Timestamps.format(second).replace("Z", RandomTexts.oneOf(random, ENDS_OF_DATES));
    }

    private String number(@Nullable NumberRange range, int decimals) {
        BigDecimal value = new BigDecimal(new BigInteger(random.nextInt(1, 40), random), decimals);
        if (random.nextInt(4) == 0) {
            value = value.negate();
        }
        return (range == null ? value : within(range, value)).toString();
    }

    private static BigDecimal within(NumberRange range, BigDecimal value) {
        BigDecimal fitting = range.step() == null
                ? value
                : value.divide(range.step(), 0, RoundingMode.DOWN).multiply(range.step());
        BigDecimal atLeast = range.min() == null ? fitting : fitting.max(range.min());
        return range.max() == null ? atLeast : atLeast.min(range.max());
    }
}
