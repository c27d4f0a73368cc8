package org.ocppgateway.protocol.dictionary;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.dictionary.ValueType.EnumType;
import org.ocppgateway.protocol.dictionary.ValueType.IntegerType;
import org.ocppgateway.protocol.dictionary.ValueType.NumberRange;
import org.ocppgateway.protocol.dictionary.ValueType.NumberType;
import org.ocppgateway.protocol.dictionary.ValueType.TextType;
import org.ocppgateway.protocol.dictionary.Violation.Kind;
import org.ocppgateway.protocol.json.JsonCursor;
import org.ocppgateway.protocol.json.MalformedJsonException;

/**
 * Reads values other than objects and arrays. Converts a value of another type if its meaning is clear, independent of the
 * tolerance, and reports violations. Returns null for an unusable value and {@link Absent} for one that counts as absent.
 */
final class ScalarReader {
    private static final String TOO_LARGE = "is too large a number";
    private static final String NO_DATE = "is not a date and time, for example 2026-11-21T12:00:00Z";
    private static final Map<String, Boolean> BOOLEANS = Map.of(
            "true", true, "1", true, "yes", true, "on", true, "false", false, "0", false, "no", false, "off", false);

    private final JsonCursor cursor;
    private final Tolerance tolerance;
    private final Violations violations;

    ScalarReader(JsonCursor cursor, Tolerance tolerance, Violations violations) {
        this.cursor = cursor;
        this.tolerance = tolerance;
        this.violations = violations;
    }

    /** Result for a value that counts as absent. */
    enum Absent {
        ABSENT
    }

    /** Skips a null. */
    @Nullable
    Object nullValue() throws MalformedJsonException {
        cursor.takeNull();
        if (tolerance.tolerates(Quirk.NULL_FOR_ABSENT)) {
            violations.tolerate(Kind.TYPE, "is null", Quirk.NULL_FOR_ABSENT);
            return Absent.ABSENT;
        }
        violations.add(Kind.TYPE, "is null");
        return null;
    }

    /** Returns whether an array is a value of the type, or is kept as its JSON text. */
    static boolean takesArrays(ValueType type) {
        return type instanceof ValueType.ArrayType
                || type instanceof ValueType.AnyType
                || (type instanceof TextType text && text.maxLength() == Integer.MAX_VALUE);
    }

    /** Skips a value of the wrong type. */
    @Nullable
    Object wrongType(String expected) throws MalformedJsonException {
        violations.add(Kind.TYPE, "is not " + expected);
        cursor.skip();
        return null;
    }

    @Nullable
    Object flag(JsonCursor.Kind kind) throws MalformedJsonException {
        if (kind == JsonCursor.Kind.BOOLEAN) {
            return cursor.flag();
        }
        if (kind != JsonCursor.Kind.STRING && kind != JsonCursor.Kind.NUMBER) {
            return wrongType("a boolean");
        }
        Boolean match = BOOLEANS.get(cursor.text().strip().toLowerCase(Locale.ROOT));
        if (match == null) {
            violations.add(Kind.TYPE, "is not a boolean");
        } else {
            violations.addOrTolerate(Kind.TYPE, "is not a boolean", Quirk.BOOLEAN_SPELLING);
        }
        return match;
    }

    @Nullable
    Object text(TextType expected, JsonCursor.Kind kind) throws MalformedJsonException {
        if (kind == JsonCursor.Kind.NUMBER) {
            violations.addOrTolerate(Kind.TYPE, "is a number", Quirk.NUMBER_FOR_STRING);
        } else if (kind != JsonCursor.Kind.STRING) {
            return jsonText(expected);
        }
        String text = cursor.text();
        if (cursor.hadUnpairedSurrogate()) {
            violations.add(Kind.FORMAT, "has half a surrogate pair");
        }
        if (!violatesLength(expected, text)) {
            return text;
        }
        if (text.length() > PayloadReader.MAX_TEXT_LENGTH) {
            violations.add(Kind.VALUE, RuleTexts.length(expected, text));
            return null;
        }
        violations.addOrTolerate(Kind.VALUE, RuleTexts.length(expected, text), Quirk.STRING_LENGTH);
        return text;
    }

    /** Returns the JSON text of a value that is not a string, if the length of the string is not limited. */
    private @Nullable Object jsonText(TextType expected) throws MalformedJsonException {
        if (!takesArrays(expected) && cursor.kind() != JsonCursor.Kind.BOOLEAN) {
            return wrongType("a string");
        }
        violations.addOrTolerate(Kind.TYPE, "is not a string", Quirk.OBJECT_FOR_STRING);
        return JsonCopy.of(cursor);
    }

    /** Returns whether a string has too few or too many characters. */
    static boolean violatesLength(TextType expected, String text) {
        int length = text.length();
        if (length > expected.maxLength()) {
            length = text.codePointCount(0, length);
        }
        return length > expected.maxLength() || length < expected.minLength();
    }

    @Nullable
    Object enumValue(EnumType expected, JsonCursor.Kind kind) throws MalformedJsonException {
        if (kind != JsonCursor.Kind.STRING) {
            return wrongType("a string");
        }
        int position = cursor.takeString(expected.index());
        if (position >= 0) {
            return expected.index().get(position);
        }
        String word = cursor.text();
        if (word.isEmpty()) {
            return empty(expected.rule(), Quirk.EMPTY_WORD);
        }
        if (expected.contains(word)) {
            return word; // written with escapes
        }
        String match = expected.match(word);
        if (match != null) {
            violations.addOrTolerate(Kind.VALUE, "is spelt differently", Quirk.WORD_SPELLING);
            return match;
        }
        if (word.length() > PayloadReader.MAX_TEXT_LENGTH) {
            violations.add(Kind.VALUE, expected.rule());
            return null;
        }
        violations.addOrTolerate(Kind.VALUE, expected.rule(), Quirk.UNKNOWN_WORD);
        return word;
    }

    @Nullable
    Object dateTime(JsonCursor.Kind kind) throws MalformedJsonException {
        if (kind != JsonCursor.Kind.STRING && kind != JsonCursor.Kind.NUMBER) {
            return wrongType("a string");
        }
        String text = cursor.text();
        if (Timestamps.isStandard(text)) {
            return text;
        }
        if (text.isEmpty()) {
            return empty(NO_DATE, Quirk.EMPTY_DATE);
        }
        Instant instant = Timestamps.parse(text);
        if (instant != null) {
            violations.addOrTolerate(Kind.VALUE, "is not a date by RFC 3339", Quirk.DATE_SPELLING);
            return instant.toString();
        }
        violations.add(Kind.VALUE, NO_DATE);
        return null;
    }

    private @Nullable Object empty(String problem, Quirk quirk) {
        if (tolerance.tolerates(quirk)) {
            violations.tolerate(Kind.VALUE, "is empty", quirk);
            return Absent.ABSENT;
        }
        violations.add(Kind.VALUE, problem);
        return null;
    }

    @Nullable
    Object uri(JsonCursor.Kind kind) throws MalformedJsonException {
        if (kind != JsonCursor.Kind.STRING) {
            return wrongType("a string");
        }
        String text = cursor.text();
        if (!isAbsoluteUri(text)) {
            violations.add(Kind.VALUE, "is not an absolute URI, for example https://example.org/file");
        }
        return text;
    }

    static boolean isAbsoluteUri(String text) {
        try {
            URI uri = new URI(text);
            return uri.isAbsolute() && uri.toASCIIString().equals(text);
        } catch (URISyntaxException e) {
            return false;
        }
    }

    @Nullable
    Object integer(IntegerType expected, JsonCursor.Kind kind) throws MalformedJsonException {
        String text = numberText(kind);
        if (text == null || Numbers.isWhole(text)) {
            return inRange(text, expected.range());
        }
        String whole = Numbers.withoutDecimals(text);
        if (!Numbers.isReasonable(whole)) {
            violations.add(Kind.VALUE, TOO_LARGE); // without its exponent it is longer
            return null;
        }
        if (!Numbers.equal(whole, text)) {
            violations.addOrTolerate(Kind.TYPE, "is not a whole number", Quirk.DECIMALS);
        }
        return inRange(whole, expected.range());
    }

    @Nullable
    Object number(NumberType expected, JsonCursor.Kind kind) throws MalformedJsonException {
        return inRange(numberText(kind), expected.range());
    }

    private @Nullable Object inRange(@Nullable String number, @Nullable NumberRange range) {
        if (number != null && range != null && !range.contains(Numbers.exact(number))) {
            violations.add(Kind.VALUE, RuleTexts.range(range, Numbers.exact(number)));
        }
        return number;
    }

    /** Returns the text of a number of acceptable size, or null. */
    private @Nullable String numberText(JsonCursor.Kind kind) throws MalformedJsonException {
        if (kind == JsonCursor.Kind.NUMBER) {
            String text = cursor.text();
            if (Numbers.isReasonable(text)) {
                return text;
            }
            violations.add(Kind.VALUE, TOO_LARGE);
            return null;
        }
        if (kind == JsonCursor.Kind.STRING) {
            String text = Numbers.find(cursor.text());
            if (text != null) {
                violations.addOrTolerate(Kind.TYPE, "is a string", Quirk.STRING_FOR_NUMBER);
                return text;
            }
            violations.add(Kind.TYPE, "is not a number");
            return null;
        }
        wrongType("a number");
        return null;
    }
}
