package org.ocppgateway.protocol.dictionary;

import org.jspecify.annotations.Nullable;

/**
 * Rule of the dictionary that a payload breaks.
 *
 * @param path JSON Pointer into the payload (RFC 6901); empty for the payload itself
 * @param kind kind of rule
 * @param detail short description; never contains text of the sender
 * @param quirk name of the quirk that tolerates the violation, or null if it is not tolerated
 */
public record Violation(
        String path, Kind kind, String detail, @Nullable String quirk) {

    /** Kind of rule. The error code of the answer depends on it. */
    public enum Kind {
        /** The payload is not JSON or not an object. */
        FORMAT,
        /** A required field is missing, or an array has too few or too many elements. */
        OCCURRENCE,
        /** A value has the wrong JSON type. */
        TYPE,
        /** An enumeration value is unknown, a string too long, a number out of range, or a date malformed. */
        VALUE,
        /** The dictionary does not define the field. */
        EXTRA
    }

    /** Returns path and detail as text, for example {@code /status is missing}. */
    public String explanation() {
        return path.isEmpty() ? detail : path + ' ' + detail;
    }

    /** Returns whether the payload counts as valid despite this violation. */
    public boolean tolerated() {
        return quirk != null;
    }
}
