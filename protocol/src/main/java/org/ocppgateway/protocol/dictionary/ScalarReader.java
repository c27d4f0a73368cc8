package org.ocppgateway.protocol.dictionary;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.dictionary.ValueType.EnumType;
import org.ocppgateway.protocol.dictionary.ValueType.IntegerType;
import org.ocppgateway.protocol.dictionary.ValueType.NumberRange;
import org.ocppgateway.protocol.dictionary.ValueType.NumberType;
import org.ocppgateway.protocol.dictionary.ValueType.TextType;
import org.ocppgateway.protocol.dictionary.Violation.Kind;
import org.ocppgateway.protocol.json.BrokenJsonException;
import org.ocppgateway.protocol.json.JsonCursor;

/**
 * Reads the values that are neither objects nor arrays. What is wrong with one goes to the violations; what cannot be
 * used is read as null, what counts as not being there as {@link Absent}.
 */
final class ScalarReader {
    private static final String TOO_LARGE = "is too large a number";

    private final JsonCursor cursor;
    private final Tolerance tolerance;
    private final Violations violations;

    ScalarReader(JsonCursor cursor, Tolerance tolerance, Violations violations) {
        this.cursor = cursor;
        this.tolerance = tolerance;
        this.violations = violations;
    }

    /** What a value is read as that counts as not being there. */
    enum Absent {
        ABSENT
    }

    /** Passes over a null. */
    @Nullable
    Object nothing() throws BrokenJsonException {
        cursor.nothing();
        if (tolerance.forgives(Quirk.NULL_FOR_ABSENT)) {
            violations.tolerate(Kind.TYPE, "is null", Quirk.NULL_FOR_ABSENT);
            return Absent.ABSENT;
        }
        violations.add(Kind.TYPE, "is null");
        return null;
    }

    /** Passes over a value of another type than expected. */
    @Nullable
    Object wrongType(String expected) throws BrokenJsonException {
        violations.add(Kind.TYPE, "is not " + expected);
        cursor.skip();
        return null;
    }

    @Nullable
    Object flag(JsonCursor.Kind kind) throws BrokenJsonException {
        return kind == JsonCursor.Kind.BOOLEAN ? (Object) cursor.flag() : wrongType("a boolean");
    }

    @Nullable
    Object text(TextType expected, JsonCursor.Kind kind) throws BrokenJsonException {
        if (kind == JsonCursor.Kind.NUMBER && tolerance.forgives(Quirk.NUMBER_FOR_STRING)) {
            violations.tolerate(Kind.TYPE, "is a number", Quirk.NUMBER_FOR_STRING);
        } else if (kind != JsonCursor.Kind.STRING) {
            return wrongType("a string");
        }
        String text = cursor.text();
        if (isOutside(expected.minLength(), expected.maxLength(), text)) {
            violations.addOrTolerate(Kind.VALUE, lengthRule(expected), Quirk.STRING_LENGTH, tolerance);
        }
        return text;
    }

    private static boolean isOutside(int min, int max, String text) {
        int length = text.length();
        if (length > max) {
            length = text.codePointCount(0, length);
        }
        return length > max || length < min;
    }

    private static String lengthRule(TextType expected) {
        return "has not " + expected.minLength() + " to " + expected.maxLength() + " characters";
    }

    @Nullable
    Object word(EnumType expected, JsonCursor.Kind kind) throws BrokenJsonException {
        if (kind != JsonCursor.Kind.STRING) {
            return wrongType("a string");
        }
        int position = cursor.takeWord(expected.index());
        if (position >= 0) {
            return expected.index().word(position);
        }
        String word = cursor.text();
        if (word.isEmpty() && tolerance.forgives(Quirk.EMPTY_WORD)) {
            return emptyAsAbsent(Quirk.EMPTY_WORD);
        }
        if (!expected.contains(word)) {
            violations.addOrTolerate(Kind.VALUE, "is not one of the known words", Quirk.UNKNOWN_WORD, tolerance);
        }
        return word;
    }

    @Nullable
    Object dateTime(JsonCursor.Kind kind) throws BrokenJsonException {
        if (kind != JsonCursor.Kind.STRING) {
            return wrongType("a string");
        }
        String text = cursor.text();
        if (Timestamps.isStandard(text)) {
            return text;
        }
        if (text.isEmpty() && tolerance.forgives(Quirk.EMPTY_DATE)) {
            return emptyAsAbsent(Quirk.EMPTY_DATE);
        }
        Instant instant = Timestamps.parse(text);
        if (instant != null) {
            violations.addOrTolerate(Kind.VALUE, "is not a date by RFC 3339", Quirk.DATE_SPELLING, tolerance);
            return instant.toString();
        }
        violations.add(Kind.VALUE, "is not a date");
        return null;
    }

    private Absent emptyAsAbsent(Quirk quirk) {
        violations.tolerate(Kind.VALUE, "is empty", quirk);
        return Absent.ABSENT;
    }

    @Nullable
    Object uri(JsonCursor.Kind kind) throws BrokenJsonException {
        if (kind != JsonCursor.Kind.STRING) {
            return wrongType("a string");
        }
        String text = cursor.text();
        if (!isAbsoluteUri(text)) {
            violations.add(Kind.VALUE, "is not an absolute URI");
        }
        return text;
    }

    private static boolean isAbsoluteUri(String text) {
        try {
            URI uri = new URI(text);
            return uri.isAbsolute() && uri.toASCIIString().equals(text);
        } catch (URISyntaxException e) {
            return false;
        }
    }

    @Nullable
    Object integer(IntegerType expected, JsonCursor.Kind kind) throws BrokenJsonException {
        String text = numberText(kind);
        if (text == null || Numbers.isWhole(text)) {
            return inRange(text, expected.range());
        }
        String whole = Numbers.withoutDecimals(text);
        if (!Numbers.isReasonable(whole)) {
            violations.add(Kind.VALUE, TOO_LARGE); // without its exponent it is longer than it was
            return null;
        }
        if (!Numbers.equal(whole, text)) {
            violations.addOrTolerate(Kind.TYPE, "is not a whole number", Quirk.DECIMALS, tolerance);
        }
        return inRange(whole, expected.range());
    }

    @Nullable
    Object number(NumberType expected, JsonCursor.Kind kind) throws BrokenJsonException {
        return inRange(numberText(kind), expected.range());
    }

    private @Nullable Object inRange(@Nullable String number, @Nullable NumberRange range) {
        if (number != null && range != null && !range.contains(Numbers.exact(number))) {
            violations.add(Kind.VALUE, "is out of range");
        }
        return number;
    }

    /** The text of a number of reasonable size, or null. */
    private @Nullable String numberText(JsonCursor.Kind kind) throws BrokenJsonException {
        if (kind == JsonCursor.Kind.NUMBER) {
            String text = cursor.text();
            if (Numbers.isReasonable(text)) {
                return text;
            }
            violations.add(Kind.VALUE, TOO_LARGE);
            return null;
        }
        if (kind == JsonCursor.Kind.STRING && tolerance.forgives(Quirk.STRING_FOR_NUMBER)) {
            String text = Numbers.find(cursor.text());
            if (text != null) {
                violations.tolerate(Kind.TYPE, "is a string", Quirk.STRING_FOR_NUMBER);
                return text;
            }
            violations.add(Kind.TYPE, "is not a number");
            return null;
        }
        wrongType("a number");
        return null;
    }
}
