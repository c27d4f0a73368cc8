package org.ocppgateway.protocol;

/**
 * The identity of a charge point: the last segment of its URL, decoded once, in the spelling it used.
 *
 * <p>1 to 48 characters (identifierString of OCPP 2.x; 1.6 sets no limit), without control characters, {@code /}, which
 * would change the path, and {@code :}, which separates the user name in Basic authentication. Blanks are allowed inside,
 * as in the standard's own example {@code RDAM 123}.
 */
public record ChargePointId(String value) {
    public static final int MAX_LENGTH = 48;

    /** @throws IllegalArgumentException saying which rule the value breaks */
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
