package org.ocppgateway.protocol.dictionary;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
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

/**
 * Removes the invalid parts of a JSON value. An invalid optional field or element is removed alone. An invalid required field
 * removes the object that contains it.
 */
final class ValidPart {
    private ValidPart() {}

    /** Returns null if nothing is left. The recursion is bounded by the depth of the type. */
    static @Nullable JsonElement of(ValueType type, @Nullable JsonElement value) {
        if (value == null || value.isJsonNull()) {
            return null;
        }
        return switch (type) {
            case ObjectType object -> value instanceof JsonObject fields ? ofObject(object, fields) : null;
            case ArrayType array -> value instanceof JsonArray elements ? ofArray(array, elements) : null;
            case AnyType any -> value;
            case TextType text ->
                nullIf(text(value) == null || ScalarReader.violatesLength(text, value.getAsString()), value);
            case EnumType enumeration ->
                nullIf(text(value) == null || !enumeration.contains(value.getAsString()), value);
            case DateTimeType date -> nullIf(text(value) == null || !Timestamps.isStandard(value.getAsString()), value);
            case UriType uri -> nullIf(text(value) == null || !ScalarReader.isAbsoluteUri(value.getAsString()), value);
            case IntegerType integer ->
                nullIf(!isNumber(value, integer.range()) || !Numbers.isWhole(value.getAsString()), value);
            case NumberType number -> nullIf(!isNumber(value, number.range()), value);
            case BooleanType flag ->
                nullIf(!(value instanceof JsonPrimitive primitive) || !primitive.isBoolean(), value);
        };
    }

    private static @Nullable JsonElement ofObject(ObjectType type, JsonObject fields) {
        JsonObject left = type.open() ? fields.deepCopy() : new JsonObject();
        for (Field field : type.fields()) {
            JsonElement value = of(field.type(), fields.get(field.name()));
            if (value == null && field.required()) {
                return null;
            }
            left.remove(field.name());
            if (value != null) {
                left.add(field.name(), value);
            }
        }
        return left;
    }

    private static @Nullable JsonElement ofArray(ArrayType type, JsonArray elements) {
        JsonArray left = new JsonArray();
        for (JsonElement element : elements) {
            JsonElement valid = of(type.element(), element);
            if (valid != null) {
                left.add(valid);
            }
        }
        return left.size() < type.min() || left.size() > type.max() ? null : left;
    }

    private static @Nullable String text(JsonElement value) {
        return value instanceof JsonPrimitive primitive && primitive.isString() ? primitive.getAsString() : null;
    }

    private static boolean isNumber(JsonElement value, @Nullable NumberRange range) {
        if (!(value instanceof JsonPrimitive primitive) || !primitive.isNumber()) {
            return false;
        }
        String number = primitive.getAsString();
        return Numbers.isReasonable(number) && (range == null || range.contains(new BigDecimal(number)));
    }

    private static @Nullable JsonElement nullIf(boolean invalid, JsonElement value) {
        return invalid ? null : value;
    }
}
