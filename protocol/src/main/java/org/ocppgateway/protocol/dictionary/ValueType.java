package org.ocppgateway.protocol.dictionary;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.json.StringTable;

/** What a dictionary says about a value. All are immutable. */
public sealed interface ValueType
        permits ObjectType,
                ValueType.TextType,
                ValueType.EnumType,
                ValueType.IntegerType,
                ValueType.NumberType,
                ValueType.BooleanType,
                ValueType.DateTimeType,
                ValueType.UriType,
                ValueType.AnyType,
                ValueType.ArrayType {

    /**
     * A string of so many characters, counted as Unicode code points.
     *
     * @param minLength at least this many, usually 0
     * @param maxLength at most this many, {@link Integer#MAX_VALUE} for any number
     */
    record TextType(int minLength, int maxLength) implements ValueType {}

    /** A whole number; {@code range} is null if any will do. */
    record IntegerType(@Nullable NumberRange range) implements ValueType {}

    /** A number; {@code range} is null if any will do. */
    record NumberType(@Nullable NumberRange range) implements ValueType {}

    /** true or false. */
    record BooleanType() implements ValueType {}

    /** A date with time and offset as in RFC 3339, section 5.6. */
    record DateTimeType() implements ValueType {}

    /** An absolute URI as in RFC 3986. */
    record UriType() implements ValueType {}

    /** Any JSON value. */
    record AnyType() implements ValueType {}

    /**
     * An array.
     *
     * @param max {@link Integer#MAX_VALUE} for any number
     */
    record ArrayType(ValueType element, int min, int max) implements ValueType {}

    /** One word of a list. */
    final class EnumType implements ValueType {
        /** Longer texts are no words. */
        private static final int MAX_MEANT_LENGTH = 100;

        private final @Nullable String name;
        private final List<String> values;
        private final StringTable index;
        private final String rule;

        EnumType(@Nullable String name, List<String> values) {
            this.name = name;
            this.values = List.copyOf(values);
            this.index = new StringTable(this.values);
            this.rule = RuleTexts.words(this.values);
        }

        /** Null for one that is written where it is used. */
        public @Nullable String name() {
            return name;
        }

        /** In the order of the dictionary. */
        public List<String> values() {
            return values;
        }

        /** The words, by their position. */
        StringTable index() {
            return index;
        }

        /** What is wrong with any other text. */
        String rule() {
            return rule;
        }

        public boolean contains(String value) {
            return index.indexOf(value) >= 0;
        }

        /** The word with the same letters and digits, case aside; null if there is none. */
        public @Nullable String match(String text) {
            if (text.length() > MAX_MEANT_LENGTH) {
                return null;
            }
            String letters = letters(text);
            for (String value : values) {
                if (letters(value).equals(letters)) {
                    return value;
                }
            }
            return null;
        }

        private static String letters(String text) {
            StringBuilder letters = new StringBuilder(text.length());
            text.codePoints().filter(Character::isLetterOrDigit).forEach(letters::appendCodePoint);
            return letters.toString().toLowerCase(Locale.ROOT);
        }
    }

    /** Bounds of a number, both included; null where there is none. {@code step}: the value is a multiple of it. */
    record NumberRange(
            @Nullable BigDecimal min,
            @Nullable BigDecimal max,
            @Nullable BigDecimal step) {

        boolean contains(BigDecimal value) {
            return (min == null || value.compareTo(min) >= 0)
                    && (max == null || value.compareTo(max) <= 0)
                    && (step == null || value.remainder(step).signum() == 0);
        }
    }
}
