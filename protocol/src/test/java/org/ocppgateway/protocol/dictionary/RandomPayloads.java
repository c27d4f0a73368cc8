package org.ocppgateway.protocol.dictionary;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.dictionary.ValueType.AnyType;
import org.ocppgateway.protocol.dictionary.ValueType.ArrayType;
import org.ocppgateway.protocol.dictionary.ValueType.BooleanType;
import org.ocppgateway.protocol.dictionary.ValueType.DateTimeType;
import org.ocppgateway.protocol.dictionary.ValueType.EnumType;
import org.ocppgateway.protocol.dictionary.ValueType.IntegerType;
import org.ocppgateway.protocol.dictionary.ValueType.NumberRange;
import org.ocppgateway.protocol.dictionary.ValueType.NumberType;
import org.ocppgateway.protocol.dictionary.ValueType.TextType;
import org.ocppgateway.protocol.dictionary.ValueType.UriType;
import org.ocppgateway.protocol.json.JsonText;

/** Random payloads that are valid by a dictionary. */
public final class RandomPayloads {
    private static final List<String> ALPHABET =
            List.of("a", "Z", "0", " ", "-", "\"", "\\", "/", "\n", "\u00e9", "\u6f22", "\ud83d\ude00", "\u0000");
    private static final List<String> OFFSETS = List.of("Z", "Z", ".123Z", "+00:00", "-05:30", ".5+14:00");
    private static final List<String> ANYTHING =
            List.of("null", "1.50", "\"text\"", "true", "{\"some\":[1,{}]}", "[]", "[[\"a\"]]");

    private final Random random;

    public RandomPayloads(Random random) {
        this.random = random;
    }

    public String of(ObjectType type) {
        return value(type, 0);
    }

    private String value(ValueType type, int depth) {
        return switch (type) {
            case ObjectType object -> object(object, depth);
            case ArrayType array -> array(array, depth);
            case TextType text -> JsonText.string(text(text));
            case EnumType words -> JsonText.string(any(words.values()));
            case DateTimeType date ->
                JsonText.string("20%02d-1%d-2%dT0%d:59:59"
                                .formatted(
                                        random.nextInt(100), random.nextInt(3), random.nextInt(10), random.nextInt(10))
                        + any(OFFSETS));
            case UriType uri -> "\"ftp://example.org/" + random.nextInt() + '"';
            case IntegerType integer ->
                within(integer.range(), new BigDecimal(new BigInteger(random.nextInt(1, 40), random)))
                        .toBigInteger()
                        .toString();
            case NumberType number -> number(number.range());
            case BooleanType flag -> Boolean.toString(random.nextBoolean());
            case AnyType any -> any(ANYTHING);
        };
    }

    private String object(ObjectType type, int depth) {
        JsonText json = new JsonText().beginObject();
        for (Field field : type.fields()) {
            if (field.required() || random.nextInt(2 + depth) == 0) {
                json.raw(field.name(), value(field.type(), depth + 1));
            }
        }
        return json.endObject().toString();
    }

    private String array(ArrayType type, int depth) {
        JsonText json = new JsonText().beginArray();
        int size = Math.min(type.max(), type.min() + random.nextInt(3));
        for (int i = 0; i < size; i++) {
            json.rawElement(value(type.element(), depth + 1));
        }
        return json.endArray().toString();
    }

    private String text(TextType type) {
        int length = type.minLength() + random.nextInt(Math.min(type.maxLength() - type.minLength(), 40) + 1);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(any(ALPHABET));
        }
        return text.toString();
    }

    private String number(@Nullable NumberRange range) {
        int decimals = range != null && range.step() != null ? random.nextInt(2) : random.nextInt(-3, 7);
        return within(range, new BigDecimal(BigInteger.valueOf(random.nextInt(-1_000_000, 1_000_000)), decimals))
                .toString();
    }

    private static BigDecimal within(@Nullable NumberRange range, BigDecimal value) {
        if (range == null) {
            return value;
        }
        BigDecimal atLeast = range.min() == null ? value : value.max(range.min());
        return range.max() == null ? atLeast : atLeast.min(range.max());
    }

    private String any(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
