package org.ocppgateway.ops.monitoring;

import java.util.regex.Pattern;

/** Changes expressions of Prometheus. */
final class Expressions {
    /** A comparison with a number or with a share of an objective, at the end of an operand. */
    private static final Pattern THRESHOLD = Pattern.compile(
            "(<|>|==) (on \\(slo\\) \\S+ \\* \\(1 - \\S+\\)|[\\d.]+( \\* \\d+)?)\\s*(?=\\)|and|or|unless|$)");

    private static final Pattern ABSENT = Pattern.compile("absent\\((.*)\\)");

    private Expressions() {}

    /** An expression of an alert that returns its value also while the alert does not fire, if all its series exist. */
    static String withoutThreshold(String expression) {
        String value =
                THRESHOLD.matcher(expression.replaceAll("\\s+", " ").strip()).replaceAll("");
        return ABSENT.matcher(value.replace(" unless ", " and ")).replaceAll("$1");
    }
}
