package org.ocppgateway.protocol.dictionary;

import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parses dates that differ from RFC 3339 considerably but are unambiguous:
 * <ul>
 *   <li>seconds since 1970 with 9 or 10 digits, milliseconds with 12 or 13 digits, also with decimals. A number with fewer digits is
 *       a counter that starts when the charge point starts, not a date;
 *   <li>a date that begins with the year, with {@code /} or {@code .} between its parts, or with parts of one digit;
 *   <li>a date and time without separators, for example {@code 20261121T093000Z};
 *   <li>{@code UTC} or {@code GMT} instead of an offset.
 * </ul>
 */
final class LooseTimestamps {
    private static final int MAX_LENGTH = 64;
    private static final int MILLIS_DIGITS = 12;
    private static final Pattern SINCE_1970 = Pattern.compile("(\\d{9,10}|\\d{12,13})(\\.\\d*)?");
    private static final Pattern PARTS = Pattern.compile(
            "(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})[Tt ] *(\\d{1,2}):(\\d{2})((?::\\d{2})?(?:[.,]\\d*)?) *([^ ]*)");
    private static final Pattern DIGITS =
            Pattern.compile("(\\d{4})(\\d{2})(\\d{2})[Tt ]?(\\d{2})(\\d{2})(\\d{2})((?:[.,]\\d+)?) *([^ ]*)");

    private LooseTimestamps() {}

    static @Nullable Instant parse(String text) {
        String date = text.strip();
        if (date.length() > MAX_LENGTH) {
            return null;
        }
        Matcher since = SINCE_1970.matcher(date);
        if (since.matches()) {
            long number = Long.parseLong(since.group(1));
            return since.group(1).length() < MILLIS_DIGITS
                    ? Instant.ofEpochSecond(number)
                    : Instant.ofEpochMilli(number);
        }
        Matcher parts = PARTS.matcher(date);
        if (parts.matches()) {
            return parts(
                    parts.group(1) + '-' + two(parts.group(3)) + '-' + two(parts.group(4)),
                    two(parts.group(5)) + ':' + parts.group(6) + parts.group(7),
                    parts.group(8));
        }
        Matcher digits = DIGITS.matcher(date);
        if (digits.matches()) {
            return parts(
                    digits.group(1) + '-' + digits.group(2) + '-' + digits.group(3),
                    digits.group(4) + ':' + digits.group(5) + ':' + digits.group(6) + digits.group(7),
                    digits.group(8));
        }
        return null;
    }

    private static @Nullable Instant parts(String date, String time, String zone) {
        boolean utc = zone.equalsIgnoreCase("UTC") || zone.equalsIgnoreCase("GMT");
        return Timestamps.parseUsual(date + 'T' + time + (utc ? "Z" : zone));
    }

    private static String two(String digits) {
        return digits.length() == 1 ? '0' + digits : digits;
    }
}
