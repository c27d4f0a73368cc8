package org.ocppgateway.protocol.dictionary;

import org.ocppgateway.protocol.json.Nesting;
import org.ocppgateway.protocol.json.UnpairedSurrogates;

/**
 * Reads JSON text into payloads and validates them by the dictionary in one streaming pass. Immutable and thread-safe.
 *
 * <p>Never throws. Time and memory are bounded by the length of the text. Besides the types of the dictionary, these rules
 * apply:
 * <ul>
 *   <li>The text must be strict JSON by RFC 8259 and contain exactly one object. Otherwise: FORMAT.
 *   <li>The text has at most {@value #MAX_DEPTH} levels of nesting. Otherwise: FORMAT.
 *   <li>A duplicate field is FORMAT, and the last value counts. Duplicates of unknown fields are not detected.
 *   <li>An unpaired surrogate is read as U+FFFD. Where a string is expected, it is FORMAT. Escaped control characters are
 *       ordinary characters. Unescaped ones make the text invalid JSON.
 *   <li>A number keeps its exact text. A number of more than {@value #MAX_NUMBER_LENGTH} characters, or with an exponent beyond
 *       {@value #MAX_EXPONENT}, is VALUE and unusable. A number of more than about a thousand characters is FORMAT.
 *   <li>An integer may have a fraction of zero ({@code 5.0}). The fraction is removed.
 * </ul>
 * A value that breaks its length (up to {@value #MAX_TEXT_LENGTH} characters), range or enumeration is kept. A value of
 * another type is converted where its meaning is clear: a number in a string, a string instead of a number, one object instead
 * of an array. Other values of a wrong type are omitted. The tolerance does not change this; it decides only whether the
 * payload is valid despite the violation.
 */
public final class PayloadReader {
    /** Maximum number of violations listed for one payload. A violation that makes the payload invalid is always among them. */
    public static final int MAX_VIOLATIONS = 32;

    /** Maximum length in characters of a string that exceeds the limit of the dictionary and is kept. */
    public static final int MAX_TEXT_LENGTH = 50_000;

    /** Maximum levels of objects and arrays in a payload. */
    public static final int MAX_DEPTH = 64;

    static final int MAX_NUMBER_LENGTH = 100;
    /** Numbers within this limit and the limit of digits fit into a double-precision floating point number. */
    static final int MAX_EXPONENT = 200;

    private final Tolerance tolerance;

    public PayloadReader(Tolerance tolerance) {
        this.tolerance = tolerance;
    }

    public Tolerance tolerance() {
        return tolerance;
    }

    public ReadResult read(ObjectType type, String json) {
        return new PayloadParser(type, json, tolerance).read();
    }

    /**
     * Returns JSON that other parsers can read: content below {@value #MAX_DEPTH} levels becomes a string with its text, an escaped
     * unpaired surrogate U+FFFD. Returns the same string if there is none of both, which is the usual case.
     *
     * @param json valid JSON
     */
    public static String readable(String json) {
        return UnpairedSurrogates.replaceEscaped(Nesting.flatten(json, MAX_DEPTH));
    }
}
