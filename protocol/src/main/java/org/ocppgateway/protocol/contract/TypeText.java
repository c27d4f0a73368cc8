package org.ocppgateway.protocol.contract;

import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.dictionary.ObjectType;
import org.ocppgateway.protocol.dictionary.PayloadReader;
import org.ocppgateway.protocol.dictionary.ValueType;
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
 * A type in words.
 *
 * @param words with {@code %s} for the name of the object type
 * @param object the object type in it, or null if there is none
 */
record TypeText(String words, @Nullable ObjectType object) {

    static TypeText of(ValueType type) {
        return switch (type) {
            case ObjectType named -> new TypeText("%s", named);
            case EnumType words ->
                plain(words.values().stream().map(word -> "`" + word + "`").collect(Collectors.joining(", ")));
            case TextType text -> plain("string" + size(text.minLength(), limit(text), " characters"));
            case IntegerType integer -> plain("integer" + range(integer.range()));
            case NumberType number -> plain("number" + range(number.range()));
            case BooleanType any -> plain("boolean");
            case DateTimeType any -> plain("date and time");
            case UriType any -> plain("URI");
            case AnyType any -> plain("any JSON");
            case ArrayType array -> {
                TypeText element = of(array.element());
                yield new TypeText("array of " + element.words + size(array.min(), array.max(), ""), element.object);
            }
        };
    }

    private static TypeText plain(String words) {
        return new TypeText(words, null);
    }

    /** The general limit of strings is not repeated for each field. */
    private static int limit(TextType text) {
        return text.maxLength() == PayloadReader.MAX_TEXT_LENGTH ? Integer.MAX_VALUE : text.maxLength();
    }

    private static String size(int min, int max, String unit) {
        if (max == Integer.MAX_VALUE) {
            return min == 0 ? "" : min == 1 ? ", not empty" : ", at least " + min + unit;
        }
        return ", " + (min == 0 ? "up to " : min + " to ") + max + unit;
    }

    private static String range(@Nullable NumberRange range) {
        if (range == null) {
            return "";
        }
        if (range.max() == null) {
            return range.min() == null ? "" : ", from " + range.min();
        }
        return ", " + (range.min() == null ? "up to " : range.min() + " to ") + range.max();
    }
}
