package org.ocppgateway.protocol.dictionary;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Operations on numbers as text. They calculate only if comparing the text is not enough. */
final class Numbers {
    private static final Pattern JSON = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");

    private static final Pattern LOOSE = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)");

    /** Any integer of this length fits into a long. */
    private static final int LONG_DIGITS = 18;

    private Numbers() {}

    /** Returns whether a number is short enough for exact arithmetic with bounded cost. */
    static boolean isReasonable(String number) {
        if (number.length() > PayloadReader.MAX_NUMBER_LENGTH) {
            return false;
        }
        int exponent = Math.max(number.indexOf('e'), number.indexOf('E')) + 1;
        if (exponent == 0) {
            return true;
        }
        char sign = number.charAt(exponent);
        String digits = number.substring(sign == '+' || sign == '-' ? exponent + 1 : exponent);
        return digits.length() <= 9 && Integer.parseInt(digits) <= PayloadReader.MAX_EXPONENT;
    }

    /** Returns whether a JSON number has neither fraction nor exponent. */
    static boolean isWhole(String number) {
        for (int i = 0; i < number.length(); i++) {
            char c = number.charAt(i);
            if (c == '.' || c == 'e' || c == 'E') {
                return false;
            }
        }
        return true;
    }

    static BigDecimal exact(String number) {
        return number.length() <= LONG_DIGITS && isWhole(number)
                ? BigDecimal.valueOf(Long.parseLong(number)) // several times faster
                : new BigDecimal(number);
    }

    static String withoutDecimals(String number) {
        return exact(number).toBigInteger().toString();
    }

    static boolean equal(String one, String other) {
        return exact(one).compareTo(exact(other)) == 0;
    }

    /**
     * Returns the number in a string as JSON, or null if there is none. Accepts blanks around the number, a decimal comma, a
     * plus sign, leading zeros, and a decimal point with digits on one side only.
     */
    static @Nullable String find(String text) {
        if (text.length() > PayloadReader.MAX_NUMBER_LENGTH) {
            return null;
        }
        String number = text.strip().replace(',', '.');
        if (JSON.matcher(number).matches()) {
            return isReasonable(number) ? number : null;
        }
        return LOOSE.matcher(number).matches() ? new BigDecimal(number).toPlainString() : null;
    }
}
