package org.ocppgateway.protocol.dictionary;

/**
 * Reads JSON text into payloads and judges it by the dictionary on the way: one streaming pass, no tree. Immutable; any
 * number of threads may use one reader.
 *
 * <p>It never throws, whatever the text, and its time and memory are bounded by the text's length. Beyond what types
 * demand, it holds the text to this:
 * <ul>
 *   <li>strict JSON by RFC 8259, one object, nothing behind it: else FORMAT;
 *   <li>at most {@value #MAX_DEPTH} levels of nesting: else FORMAT;
 *   <li>a field given twice is FORMAT, and the last one counts (fields that are passed over are not compared);
 *   <li>half a surrogate pair is read as U+FFFD, and FORMAT where a string is expected; NUL and other control
 *       characters are ordinary characters when escaped, and make the text no JSON when not;
 *   <li>a number keeps its exact text; one of more than {@value #MAX_NUMBER_LENGTH} characters, or with an exponent beyond
 *       {@value #MAX_EXPONENT}, is VALUE and unusable; one of more than about a thousand is FORMAT;
 *   <li>a whole number may be written with a fraction of zero ({@code 5.0}), which it then loses.
 * </ul>
 * A value that breaks its length (up to {@value #MAX_TEXT_LENGTH} characters), range or list is kept. A value in another form is read as
 * what it means: a number in a string, a string for a number, one object for an array. Any other value of a wrong type is left out.
 * This does not depend on the tolerance, which only decides whether the payload is valid in spite of it.
 */
public final class PayloadReader {
    /** Violations listed of one payload; one that decides against it is always among them. */
    public static final int MAX_VIOLATIONS = 32;

    /** The longest string that is kept where the dictionary allows fewer characters. */
    public static final int MAX_TEXT_LENGTH = 50_000;

    /** Levels of objects and arrays of a payload. */
    public static final int MAX_DEPTH = 64;

    static final int MAX_NUMBER_LENGTH = 100;
    /** With no more digits than allowed, the number is one that every consumer's floating point can hold. */
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
}
