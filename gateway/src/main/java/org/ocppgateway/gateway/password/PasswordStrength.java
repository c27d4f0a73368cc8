package org.ocppgateway.gateway.password;

/**
 * Whether a password is a random key of at least 128 bits, so that a fast hash is enough. Cautious: what people make up counts as weak,
 * however long it is.
 */
final class PasswordStrength {
    private static final int MIN_KEY_BYTES = 16;
    /** 22 letters and digits have 131 bits. */
    private static final int MIN_TEXT_LENGTH = 22;
    /** Fewer different ones than this are practically never seen in a random key: the chance is below 1 in 10 million. */
    private static final int MIN_DIFFERENT_HEX_DIGITS = 7;

    private static final int MIN_DIFFERENT_CHARACTERS = 12;

    private PasswordStrength() {}

    static boolean isStrongKey(byte[] password) {
        if (PasswordSpellings.isHexText(password)) {
            return password.length >= 2 * MIN_KEY_BYTES
                    && differentOnes(password) >= MIN_DIFFERENT_HEX_DIGITS
                    && !hasRunsOrPeriod(password);
        }
        return password.length >= MIN_TEXT_LENGTH
                && differentOnes(password) >= MIN_DIFFERENT_CHARACTERS
                && hasUpperLowerAndDigit(password)
                && !hasRunsOrPeriod(password);
    }

    private static long differentOnes(byte[] password) {
        boolean[] seen = new boolean[256];
        int count = 0;
        for (byte each : password) {
            if (!seen[each & 0xff]) {
                seen[each & 0xff] = true;
                count++;
            }
        }
        return count;
    }

    private static boolean hasUpperLowerAndDigit(byte[] password) {
        boolean upper = false;
        boolean lower = false;
        boolean digit = false;
        for (byte each : password) {
            upper |= each >= 'A' && each <= 'Z';
            lower |= each >= 'a' && each <= 'z';
            digit |= each >= '0' && each <= '9';
        }
        return upper && lower && digit;
    }

    /** Whether it repeats itself, or counts up or down, as in 0123456789 or abcabcabc. */
    private static boolean hasRunsOrPeriod(byte[] password) {
        int steps = 0;
        for (int i = 1; i < password.length; i++) {
            int step = password[i] - password[i - 1];
            if (step >= -1 && step <= 1) {
                steps++;
            }
        }
        if (2 * steps > password.length) {
            return true;
        }
        for (int period = 1; period <= password.length / 2; period++) {
            if (repeats(password, period)) {
                return true;
            }
        }
        return false;
    }

    private static boolean repeats(byte[] password, int period) {
        for (int i = period; i < password.length; i++) {
            if (password[i] != password[i - period]) {
                return false;
            }
        }
        return true;
    }
}
