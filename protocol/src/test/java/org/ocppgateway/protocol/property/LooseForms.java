package org.ocppgateway.protocol.property;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.dictionary.Field;
import org.ocppgateway.protocol.dictionary.ObjectType;
import org.ocppgateway.protocol.dictionary.Spelling;
import org.ocppgateway.protocol.dictionary.Timestamps;
import org.ocppgateway.protocol.dictionary.ValueType;
import org.ocppgateway.protocol.json.JsonBuilder;

/** Writes the values of a valid payload in other forms with the same meaning, as firmware of charge points does. */
public final class LooseForms {
    /** Shorter numbers are no dates. */
    private static final long LEAST_MILLIS = 100_000_000_000L;

    private final Random random;

    private LooseForms(Random random) {
        this.random = random;
    }

    /** Returns the payload with about a third of its values in another form. */
    public static String of(Random random, ObjectType type, String payload) {
        return new LooseForms(random)
                .object(type, JsonParser.parseString(payload).getAsJsonObject());
    }

    private String object(ObjectType type, JsonObject object) {
        JsonBuilder json = new JsonBuilder().beginObject();
        for (Field field : type.fields()) {
            JsonElement value = object.get(field.name());
            if (value != null) {
                String form = value(field.type(), value);
                if (random.nextInt(10) == 0) {
                    json.raw(field.name(), random.nextBoolean() || isAny(field) ? form : "null");
                }
                json.raw(field.name(), form);
            } else if (!isAny(field) && random.nextInt(10) == 0) {
                json.raw(field.name(), "null");
            }
        }
        if (random.nextInt(10) == 0) {
            json.raw("vendorsOwn", "{\"a\":[null]}");
        }
        return json.endObject().toString();
    }

    private static boolean isAny(Field field) {
        return field.type() instanceof ValueType.AnyType;
    }

    private String value(ValueType type, JsonElement value) {
        String form = random.nextInt(3) == 0 ? otherForm(type, value) : null;
        String written = form == null ? sameForm(type, value) : form;
        return mayBeWrapped(type) && random.nextInt(10) == 0 ? '[' + written + ']' : written;
    }

    private static boolean mayBeWrapped(ValueType type) {
        return !(type instanceof ValueType.ArrayType
                || type instanceof ValueType.AnyType
                || (type instanceof ValueType.TextType text && text.maxLength() == Integer.MAX_VALUE));
    }

    private String sameForm(ValueType type, JsonElement value) {
        return switch (type) {
            case ObjectType object -> object(object, value.getAsJsonObject());
            case ValueType.ArrayType array -> array(array, value.getAsJsonArray());
            case ValueType.EnumType words -> value.toString();
            case ValueType.TextType text -> value.toString();
            case ValueType.DateTimeType date -> value.toString();
            case ValueType.UriType uri -> value.toString();
            case ValueType.IntegerType integer -> value.toString();
            case ValueType.NumberType number -> value.toString();
            case ValueType.BooleanType flag -> value.toString();
            case ValueType.AnyType any -> value.toString();
        };
    }

    private String array(ValueType.ArrayType type, JsonArray array) {
        JsonBuilder json = new JsonBuilder().beginArray();
        array.forEach(element -> json.rawElement(value(type.element(), element)));
        return json.endArray().toString();
    }

    /** Returns another form of the value, or null if there is none. */
    private @Nullable String otherForm(ValueType type, JsonElement value) {
        return switch (type) {
            case ObjectType object -> null;
            case ValueType.ArrayType array -> onlyElement(array, value.getAsJsonArray());
            case ValueType.EnumType words -> word(words, value.getAsString());
            case ValueType.TextType text ->
                value.getAsString().matches("-?[1-9]\\d{0,15}|true|false") ? value.getAsString() : null;
            case ValueType.DateTimeType date -> date(value.getAsString());
            case ValueType.UriType uri -> null;
            case ValueType.IntegerType integer -> number(value.getAsString());
            case ValueType.NumberType number -> number(value.getAsString());
            case ValueType.BooleanType flag -> flag(value.getAsBoolean());
            case ValueType.AnyType any -> null;
        };
    }

    private @Nullable String onlyElement(ValueType.ArrayType type, JsonArray array) {
        boolean clear = !(type.element() instanceof ValueType.ArrayType || type.element() instanceof ValueType.AnyType);
        return clear && array.size() == 1 ? sameForm(type.element(), array.get(0)) : null;
    }

    private @Nullable String word(ValueType.EnumType words, String word) {
        String other = RandomTexts.oneOf(
                random,
                List.of(
                        word.toLowerCase(Locale.ROOT),
                        word.toUpperCase(Locale.ROOT),
                        ' ' + word,
                        word.replaceAll("(?<=[a-z])(?=[A-Z])", "_")));
        return word.equals(Spelling.match(words.values(), other)) ? JsonBuilder.string(other) : null;
    }

    /** Returns another form of a date that the gateway formats as it was, or null for any other date. */
    private @Nullable String date(String date) {
        Instant instant = Timestamps.parse(date);
        if (instant == null || !instant.toString().equals(date)) {
            return null;
        }
        List<String> forms = new ArrayList<>(List.of(
                JsonBuilder.string(date.replace('T', ' ')),
                JsonBuilder.string(date.replace("Z", "")),
                JsonBuilder.string(' ' + date + ' '),
                JsonBuilder.string(date.replace("Z", "+0000")),
                JsonBuilder.string(date.replace("Z", " UTC")),
                JsonBuilder.string(date.replace('-', '/')),
                JsonBuilder.string(date.replaceAll("[-:]", ""))));
        long millis = instant.toEpochMilli();
        if (millis >= LEAST_MILLIS && Instant.ofEpochMilli(millis).equals(instant)) {
            forms.add(Long.toString(millis));
            if (millis % 1000 == 0) {
                forms.add(Long.toString(millis / 1000));
                forms.add(JsonBuilder.string(Long.toString(millis / 1000)));
            }
        }
        return RandomTexts.oneOf(random, forms);
    }

    private String number(String number) {
        return RandomTexts.oneOf(
                random,
                List.of(
                        JsonBuilder.string(number),
                        JsonBuilder.string(' ' + number + ' '),
                        JsonBuilder.string(number.replace('.', ','))));
    }

    private String flag(boolean flag) {
        return flag
                ? RandomTexts.oneOf(random, List.of("\"true\"", "\"TRUE\"", "1", "\"1\""))
                : RandomTexts.oneOf(random, List.of("\"false\"", "\"False\"", "0", "\"0\""));
    }
}
