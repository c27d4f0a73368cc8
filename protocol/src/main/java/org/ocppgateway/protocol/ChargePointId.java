package org.ocppgateway.protocol;

/**
 * Identity of a charge point: the last segment of its URL, percent-decoded once, with its case preserved.
 *
 * <p>Has 1 to 48 printable ASCII characters (identifierString of OCPP 2.x; OCPP 1.6 sets no limit). {@code /} and {@code \} are
 * not allowed because they would change the path. {@code :} is not allowed because it separates the user name from the password
 * in Basic authentication. Spaces are allowed between other characters, as in the example {@code RDAM 123} of the
 * specification.
 */
public record ChargePointId(String value) {
    public static final int MAX_LENGTH = 48;

    /** @throws IllegalArgumentException if the value breaks a rule; the message names the rule */
    public ChargePointId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("identity is empty");
        }
        if (value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("identity is longer than " + MAX_LENGTH + " characters");
        }
        if (value.charAt(0) == ' ' || value.charAt(value.length() - 1) == ' ') {
            throw new IllegalArgumentException("identity begins or ends with a blank");
        }
        if (value.equals(".") || value.equals("..")) {
            throw new IllegalArgumentException("identity is a relative path");
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < 0x20 || c > 0x7e || c == '/' || c == '\\' || c == ':') {
                throw new IllegalArgumentException("identity has a forbidden character at index " + i);
            }
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
