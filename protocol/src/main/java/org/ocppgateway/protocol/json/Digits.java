package org.ocppgateway.protocol.json;

/** Appends numbers with leading zeros, as dates need them. */
public final class Digits {
    private Digits() {}

    /** Appends a number from 0 to 99 as two digits. */
    public static StringBuilder two(StringBuilder text, int number) {
        return text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }

    /** Appends a number from 0 to 999 as three digits. */
    public static StringBuilder three(StringBuilder text, int number) {
        return two(text, number / 10).append((char) ('0' + number % 10));
    }

    /** Appends the last four digits of a number. */
    public static StringBuilder four(StringBuilder text, int number) {
        return two(two(text, number / 100 % 100), number % 100);
    }
}
