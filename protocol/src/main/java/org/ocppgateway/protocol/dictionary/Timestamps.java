package org.ocppgateway.protocol.dictionary;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.json.Digits;

/** Parses and formats dates. OCPP uses RFC 3339. Charge points send many other formats, which {@link #parse} accepts. */
public final class Timestamps {
    private static final int MAX_LENGTH = 64;
    private static final int DATE_LENGTH = 10;
    private static final int NANO_DIGITS = 9;

    private Timestamps() {}

    /**
     * Formats an instant as UTC with whole seconds, for example {@code 2026-11-21T09:30:00Z}. Every charge point understands
     * this format.
     */
    public static String format(Instant instant) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), 0, ZoneOffset.UTC);
        StringBuilder text = new StringBuilder(20);
        Digits.four(text, time.getYear()).append('-');
        Digits.two(text, time.getMonthValue()).append('-');
        Digits.two(text, time.getDayOfMonth()).append('T');
        Digits.two(text, time.getHour()).append(':');
        Digits.two(text, time.getMinute()).append(':');
        Digits.two(text, time.getSecond()).append('Z');
        return text.toString();
    }

    /** Returns whether the text is a date-time by RFC 3339, section 5.6. Leap seconds are not accepted. */
    public static boolean isStandard(String text) {
        int end = text.length();
        if (end < 20
                || end > MAX_LENGTH
                || !isDate(text)
                || text.charAt(DATE_LENGTH) != 'T'
                || !isClock(text, 11, true)) {
            return false;
        }
        int at = 19;
        if (text.charAt(at) == '.') {
            at = skipDigits(text, at + 1);
            if (at == 20) {
                return false;
            }
        }
        if (at + 1 == end) {
            return text.charAt(at) == 'Z';
        }
        return at + 6 == end
                && (text.charAt(at) == '+' || text.charAt(at) == '-')
                && text.charAt(at + 3) == ':'
                && isBelow(24, text, at + 1)
                && isBelow(60, text, at + 4);
    }

    /**
     * Parses a date in any known format. Returns null if the text is not a date.
     *
     * <p>Besides RFC 3339 it accepts: a blank or {@code t} instead of {@code T}, no seconds, a decimal comma, any number of
     * decimals, {@code z}, offsets {@code +02} and {@code +0200}, a blank before the offset, no offset, which counts as UTC,
     * a leap second, which counts as the first second of the next minute, and the formats of {@link LooseTimestamps}.
     */
    public static @Nullable Instant parse(String text) {
        Instant instant = parseUsual(text);
        return instant == null ? LooseTimestamps.parse(text) : instant;
    }

    /** Parses a date like {@link #parse}, but without the formats of {@link LooseTimestamps}. */
    static @Nullable Instant parseUsual(String text) {
        String date = text.strip();
        if (date.length() < 16
                || date.length() > MAX_LENGTH
                || !isDate(date)
                || "Tt ".indexOf(date.charAt(DATE_LENGTH)) < 0
                || !isClock(date, 11, false)) {
            return null;
        }
        int at = 16;
        int seconds = 0;
        int nanos = 0;
        if (date.length() >= 19 && date.charAt(at) == ':' && isBelow(61, date, 17)) {
            seconds = number(date, 17, 2);
            at = 19;
            if (at < date.length() && ".,".indexOf(date.charAt(at)) >= 0) {
                int end = skipDigits(date, at + 1);
                nanos = nanos(date, at + 1, end);
                at = end;
            }
        }
        Integer offset = offsetSeconds(date.substring(at).strip());
        if (offset == null) {
            return null;
        }
        long days = LocalDate.of(number(date, 0, 4), number(date, 5, 2), number(date, 8, 2))
                .toEpochDay();
        long time = number(date, 11, 2) * 3600L + number(date, 14, 2) * 60L + seconds - offset;
        return Instant.ofEpochSecond(days * 86_400 + time, nanos);
    }

    private static @Nullable Integer offsetSeconds(String offset) {
        if (offset.isEmpty() || offset.equals("Z") || offset.equals("z")) {
            return 0;
        }
        String digits = offset.length() == 6 && offset.charAt(3) == ':'
                ? offset.substring(1, 3) + offset.substring(4)
                : offset.substring(1);
        int sign = offset.charAt(0) == '-' ? -1 : 1;
        if ("+-".indexOf(offset.charAt(0)) < 0
                || (digits.length() != 2 && digits.length() != 4)
                || !isBelow(24, digits, 0)
                || (digits.length() == 4 && !isBelow(60, digits, 2))) {
            return null;
        }
        return sign * (number(digits, 0, 2) * 3600 + (digits.length() == 4 ? number(digits, 2, 2) * 60 : 0));
    }

    private static boolean isDate(String text) {
        if (!isNumber(text, 0, 4)
                || text.charAt(4) != '-'
                || !isNumber(text, 5, 2)
                || text.charAt(7) != '-'
                || !isNumber(text, 8, 2)) {
            return false;
        }
        int month = number(text, 5, 2);
        int day = number(text, 8, 2);
        return month >= 1
                && month <= 12
                && day >= 1
                && (day <= 28 || day <= YearMonth.of(number(text, 0, 4), month).lengthOfMonth());
    }

    private static boolean isClock(String text, int at, boolean withSeconds) {
        return isBelow(24, text, at)
                && text.charAt(at + 2) == ':'
                && isBelow(60, text, at + 3)
                && (!withSeconds || (text.charAt(at + 5) == ':' && isBelow(60, text, at + 6)));
    }

    private static boolean isBelow(int limit, String text, int at) {
        return isNumber(text, at, 2) && number(text, at, 2) < limit;
    }

    private static boolean isNumber(String text, int at, int count) {
        return skipDigits(text, at) >= at + count;
    }

    private static int number(String text, int at, int count) {
        int number = 0;
        for (int i = at; i < at + count; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }

    private static int nanos(String text, int from, int to) {
        int nanos = 0;
        for (int i = 0; i < NANO_DIGITS; i++) {
            nanos = nanos * 10 + (from + i < to ? text.charAt(from + i) - '0' : 0);
        }
        return nanos;
    }

    private static int skipDigits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }
}
