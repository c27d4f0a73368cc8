package org.ocppgateway.protocol.dictionary;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.json.StringTable;

/** Type of a value in a dictionary. All implementations are immutable and thread-safe. */
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
     * String with a limited number of characters, counted as Unicode code points.
     *
     * @param minLength minimum length, usually 0
     * @param maxLength maximum length, {@link Integer#MAX_VALUE} if unlimited
     */
    record TextType(int minLength, int maxLength) implements ValueType {}

    /** Integer. {@code range} is null if unlimited. */
    record IntegerType(@Nullable NumberRange range) implements ValueType {}

    /** Number. {@code range} is null if unlimited. */
    record NumberType(@Nullable NumberRange range) implements ValueType {}

    /** True or false. */
    record BooleanType() implements ValueType {}

    /** Date-time by RFC 3339, section 5.6. */
    record DateTimeType() implements ValueType {}

    /** Absolute URI by RFC 3986. */
    record UriType() implements ValueType {}

    /** Any JSON value. */
    record AnyType() implements ValueType {}

    /**
     * Array.
     *
     * @param max maximum number of elements, {@link Integer#MAX_VALUE} if unlimited
     */
    record ArrayType(ValueType element, int min, int max) implements ValueType {}

    /** One value of an enumeration. */
    final class EnumType implements ValueType {
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

        /** Returns the name, or null for an enumeration that is declared in a field. */
        public @Nullable String name() {
            return name;
        }

        /** Returns the values in the order of the dictionary. */
        public List<String> values() {
            return values;
        }

        /** Returns the values by position. */
        StringTable index() {
            return index;
        }

        /** Returns the rule that any other text breaks. */
        String rule() {
            return rule;
        }

        public boolean contains(String value) {
            return index.indexOf(value) >= 0;
        }

        /** Returns the value with the same letters and digits, ignoring case and other characters, or null if there is none. */
        public @Nullable String match(String text) {
            return Spelling.match(values, text);
        }
    }

    /** Bounds of a number, both included, null if absent. If {@code step} is given, the value is a multiple of it. */
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
