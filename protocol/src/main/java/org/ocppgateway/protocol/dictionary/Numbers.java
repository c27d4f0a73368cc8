package org.ocppgateway.protocol.dictionary;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers as text. Arithmetic only where the text alone does not tell. */
final class Numbers {
    private static final Pattern JSON = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");

    private static final Pattern LOOSE = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)");

    /** As many characters as a 64-bit number can surely hold. */
    private static final int LONG_DIGITS = 18;

    private Numbers() {}

    /** Whether calculating with a JSON number takes no more than moments. */
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

    /** Whether a JSON number is written as a whole one, with neither fraction nor exponent. */
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
                ? BigDecimal.valueOf(Long.parseLong(number)) // several times as fast
                : new BigDecimal(number);
    }

    static String withoutDecimals(String number) {
        return exact(number).toBigInteger().toString();
    }

    static boolean equal(String one, String other) {
        return exact(one).compareTo(exact(other)) == 0;
    }

    /**
     * The number that a string holds, as JSON writes it; null if there is none. Understood are blanks around it, a decimal comma, a plus
     * sign, leading zeros, and a point without digits on one side.
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
