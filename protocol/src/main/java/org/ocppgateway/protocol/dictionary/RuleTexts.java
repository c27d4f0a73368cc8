package org.ocppgateway.protocol.dictionary;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.ocppgateway.protocol.dictionary.ValueType.ArrayType;
import org.ocppgateway.protocol.dictionary.ValueType.NumberRange;
import org.ocppgateway.protocol.dictionary.ValueType.TextType;

/** Describes how a value breaks its rule and which values are allowed. The texts never contain the value. */
final class RuleTexts {
    private static final int MAX_WORDS_LENGTH = 150;

    private RuleTexts() {}

    /** Describes a string with a wrong length. */
    static String length(TextType expected, String text) {
        return count(text.codePointCount(0, text.length()), "character")
                + bounds(expected.minLength(), expected.maxLength());
    }

    /** Describes an array with a wrong size. */
    static String size(ArrayType expected, int size) {
        return count(size, "element") + bounds(expected.min(), expected.max());
    }

    /**
     * Describes an unknown enumeration value. A long list of allowed values is truncated, because the text is also used in
     * CALLERRORs.
     */
    static String words(List<String> allowed) {
        StringBuilder text = new StringBuilder("is not one of ");
        int listed = 0;
        while (listed < allowed.size() && text.length() + allowed.get(listed).length() < MAX_WORDS_LENGTH) {
            text.append(listed == 0 ? "" : ", ").append(allowed.get(listed));
            listed++;
        }
        int more = allowed.size() - listed;
        return more > 0 ? text + " and " + more + " more" : text.toString();
    }

    /** Describes a number outside its range. */
    static String range(NumberRange range, BigDecimal number) {
        if (range.min() != null && number.compareTo(range.min()) < 0) {
            return "is less than " + range.min().toPlainString();
        }
        if (range.max() != null && number.compareTo(range.max()) > 0) {
            return "is greater than " + range.max().toPlainString();
        }
        BigDecimal step = range.step();
        if (step == null) {
            return "is out of range";
        }
        boolean decimals = step.unscaledValue().equals(BigInteger.ONE) && step.scale() > 0;
        return decimals
                ? "has more than " + (step.scale() == 1 ? "1 decimal" : step.scale() + " decimals")
                : "is not a multiple of " + step.toPlainString();
    }

    private static String count(int number, String what) {
        return "has " + number + ' ' + what + (number == 1 ? "" : "s");
    }

    private static String bounds(int min, int max) {
        if (max == Integer.MAX_VALUE) {
            return "; at least " + min + (min == 1 ? " is needed" : " are needed");
        }
        if (min == max) {
            return "; exactly " + min + (min == 1 ? " is allowed" : " are allowed");
        }
        return min == 0
                ? "; at most " + max + (max == 1 ? " is allowed" : " are allowed")
                : "; " + min + " to " + max + " are allowed";
    }
}
