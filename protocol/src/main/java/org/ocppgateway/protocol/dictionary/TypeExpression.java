package org.ocppgateway.protocol.dictionary;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

/** Parses the type of a field, for example {@code string(20)}, {@code number(0..100 by 0.1)} or {@code MeterValue[1..]}. */
final class TypeExpression {
    private static final Pattern EXPRESSION =
            Pattern.compile("([A-Za-z][A-Za-z0-9_]*)(?:\\(([^()]+)\\))?(?:\\[(.*)])?");
    private static final String DECIMAL = "(-?\\d+(?:\\.\\d+)?)";
    private static final Pattern RANGE =
            Pattern.compile("(?:" + DECIMAL + "?\\.\\." + DECIMAL + "?)?(?: ?by " + DECIMAL + ")?");
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    private final Function<String, @Nullable ValueType> names;
    private final int longestText;

    /**
     * Creates a parser.
     *
     * @param names returns the type declared with a name, or null
     * @param longestText maximum length of strings that have no maximum of their own
     */
    TypeExpression(Function<String, @Nullable ValueType> names, int longestText) {
        this.names = names;
        this.longestText = longestText;
    }

    /** @throws IllegalArgumentException if the text is not a type; the message names the problem */
    ValueType parse(String text) {
        if (text.indexOf('|') >= 0) {
            return enumType(null, DictionaryParser.values(text));
        }
        Matcher expression = EXPRESSION.matcher(text);
        if (!expression.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a type");
        }
        ValueType element = element(expression.group(1), expression.group(2));
        String sizes = expression.group(3);
        return sizes == null ? element : array(element, sizes);
    }

    static EnumType enumType(@Nullable String name, List<String> values) {
        for (String value : values) {
            if (!VALUE.matcher(value).matches()) {
                throw new IllegalArgumentException("'" + value + "' is not a valid enumeration value");
            }
        }
        if (new HashSet<>(values).size() < values.size()) {
            throw new IllegalArgumentException("the enumeration has a duplicate value");
        }
        return new EnumType(name, values);
    }

    private ValueType element(String name, @Nullable String limits) {
        return switch (name) {
            case "string" -> text(limits);
            case "integer" -> new IntegerType(limits == null ? null : range(limits));
            case "number" -> new NumberType(limits == null ? null : range(limits));
            case "boolean" -> unlimited(name, limits, new BooleanType());
            case "dateTime" -> unlimited(name, limits, new DateTimeType());
            case "uri" -> unlimited(name, limits, new UriType());
            case "any" -> unlimited(name, limits, new AnyType());
            default -> {
                ValueType declared = names.apply(name);
                if (declared == null) {
                    throw new IllegalArgumentException("unknown type or enum " + name);
                }
                yield unlimited(name, limits, declared);
            }
        };
    }

    private static ValueType unlimited(String name, @Nullable String limits, ValueType type) {
        if (limits != null) {
            throw new IllegalArgumentException(name + " does not allow limits");
        }
        return type;
    }

    private TextType text(@Nullable String limits) {
        Sizes sizes = limits == null ? Sizes.ANY : Sizes.parse(limits);
        return new TextType(sizes.min, Math.min(sizes.max, longestText));
    }

    private static ArrayType array(ValueType element, String limits) {
        if (!limits.isEmpty() && !limits.contains("..")) {
            throw new IllegalArgumentException("'" + limits + "' is not an array size; write 1.., ..4 or 1..4");
        }
        Sizes sizes = limits.isEmpty() ? Sizes.ANY : Sizes.parse(limits);
        return new ArrayType(element, sizes.min, sizes.max);
    }

    private static NumberRange range(String limits) {
        Matcher range = RANGE.matcher(limits);
        if (!range.matches()) {
            throw new IllegalArgumentException(
                    "'" + limits + "' is not a range; write 0.., ..100, 0..100, by 0.1 or 0..100 by 0.1");
        }
        NumberRange limit = new NumberRange(decimal(range.group(1)), decimal(range.group(2)), decimal(range.group(3)));
        if (limit.min() != null && limit.max() != null && limit.min().compareTo(limit.max()) > 0) {
            throw new IllegalArgumentException("'" + limits + "': the minimum exceeds the maximum");
        }
        return limit;
    }

    private static @Nullable BigDecimal decimal(@Nullable String text) {
        return text == null ? null : new BigDecimal(text);
    }

    /** Minimum and maximum, both included. */
    private record Sizes(int min, int max) {
        private static final Pattern TEXT = Pattern.compile("(?:(\\d{1,9})?\\.\\.)?(\\d{1,9})?");
        static final Sizes ANY = new Sizes(0, Integer.MAX_VALUE);

        static Sizes parse(String limits) {
            Matcher sizes = TEXT.matcher(limits);
            if (!sizes.matches()) {
                throw new IllegalArgumentException("'" + limits + "' is not a size; write 20, 1.., ..4 or 1..4");
            }
            int min = sizes.group(1) == null ? 0 : Integer.parseInt(sizes.group(1));
            int max = sizes.group(2) == null ? Integer.MAX_VALUE : Integer.parseInt(sizes.group(2));
            if (min > max) {
                throw new IllegalArgumentException("'" + limits + "': the minimum exceeds the maximum");
            }
            return new Sizes(min, max);
        }
    }
}
