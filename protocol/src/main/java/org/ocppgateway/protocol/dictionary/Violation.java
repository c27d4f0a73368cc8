package org.ocppgateway.protocol.dictionary;

import org.jspecify.annotations.Nullable;

/**
 * One rule of the dictionary that a payload breaks.
 *
 * @param path where, as a JSON Pointer into the payload (RFC 6901); empty for the payload itself
 * @param kind which kind of rule
 * @param detail what is wrong, in a few words, never repeating the sender's text
 * @param quirk the name of the quirk under which it was tolerated, or null if it was not
 */
public record Violation(
        String path, Kind kind, String detail, @Nullable String quirk) {

    /** The kinds of rules, which is what the choice of an error code depends on. */
    public enum Kind {
        /** Not JSON, or not an object where the payload has to be one. */
        FORMAT,
        /** A required field is missing, or an array is too short or too long. */
        OCCURRENCE,
        /** A wrong JSON type. */
        TYPE,
        /** An unknown enumeration value, a string too long, a number out of range, a malformed date. */
        VALUE,
        /** A field the dictionary does not know. */
        EXTRA
    }

    /** Where and what, for people, for example {@code /status is missing}. */
    public String explanation() {
        return path.isEmpty() ? detail : path + ' ' + detail;
    }

    /** Whether the payload counts as valid in spite of this. */
    public boolean tolerated() {
        return quirk != null;
    }
}
