package org.ocppgateway.protocol.json;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Builds JSON text from left to right. The builder sets the commas and omits null values, so it never writes a JSON null. It
 * does not check that the caller closes each object and array.
 *
 * <p>Escapes what JSON requires, and also the line separators U+2028 and U+2029. Replaces an unpaired surrogate by U+FFFD,
 * because UTF-8 cannot encode it.
 *
 * <p>Not thread-safe.
 */
public final class JsonBuilder {
    private static final String HEX = "0123456789abcdef";

    private final StringBuilder text;
    /** True if the text ends with a complete value, so that the next value needs a comma before it. */
    private boolean complete;

    public JsonBuilder() {
        this(128);
    }

    /** @param capacity expected length of the text in characters */
    public JsonBuilder(int capacity) {
        this.text = new StringBuilder(capacity);
    }

    /** Returns {@code {"name":"value"}}. */
    public static String object(String name, String value) {
        return new JsonBuilder().beginObject().field(name, value).endObject().toString();
    }

    /** Returns a JSON string with its quotes. */
    public static String string(String value) {
        return new JsonBuilder(value.length() + 2).element(value).toString();
    }

    public JsonBuilder beginObject() {
        comma();
        return begin('{');
    }

    public JsonBuilder beginObject(String name) {
        name(name);
        return begin('{');
    }

    public JsonBuilder endObject() {
        return end('}');
    }

    public JsonBuilder beginArray() {
        comma();
        return begin('[');
    }

    public JsonBuilder beginArray(String name) {
        name(name);
        return begin('[');
    }

    public JsonBuilder endArray() {
        return end(']');
    }

    public JsonBuilder field(String name, @Nullable String value) {
        if (value != null) {
            name(name);
            appendString(value, false);
        }
        return this;
    }

    public JsonBuilder field(String name, long value) {
        name(name).append(value);
        return this;
    }

    public JsonBuilder field(String name, boolean value) {
        name(name).append(value);
        return this;
    }

    /** Adds a field whose value is already JSON: the exact text of a number, an object or an array. */
    public JsonBuilder raw(String name, @Nullable String json) {
        if (json != null) {
            name(name).append(json);
        }
        return this;
    }

    /** Adds an instant in UTC with milliseconds, for example {@code 2026-11-21T09:30:00.123Z}. */
    public JsonBuilder field(String name, @Nullable Instant value) {
        if (value != null) {
            LocalDateTime time = LocalDateTime.ofEpochSecond(value.getEpochSecond(), value.getNano(), ZoneOffset.UTC);
            name(name).append('"');
            Digits.four(text, time.getYear()).append('-');
            Digits.two(text, time.getMonthValue()).append('-');
            Digits.two(text, time.getDayOfMonth()).append('T');
            Digits.two(text, time.getHour()).append(':');
            Digits.two(text, time.getMinute()).append(':');
            Digits.two(text, time.getSecond()).append('.');
            Digits.three(text, time.getNano() / 1_000_000).append("Z\"");
        }
        return this;
    }

    /** Adds a string to an array. */
    public JsonBuilder element(String value) {
        comma();
        appendString(value, false);
        return this;
    }

    /**
     * Adds a string to an array and preserves it exactly. An unpaired surrogate is written as an escape, which JSON allows and
     * UTF-8 can encode.
     */
    public JsonBuilder exactElement(String value) {
        comma();
        appendString(value, true);
        return this;
    }

    /** Adds a value to an array that is already JSON. */
    public JsonBuilder rawElement(String json) {
        comma();
        text.append(json);
        return this;
    }

    public JsonBuilder element(long value) {
        comma();
        text.append(value);
        return this;
    }

    /** Adds the members of an object that is already JSON, given without its braces. The text may be empty. */
    public JsonBuilder members(String members) {
        if (!members.isEmpty()) {
            comma();
            text.append(members);
        }
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }

    /** Field names come from this project and need no escaping. */
    private StringBuilder name(String name) {
        comma();
        return text.append('"').append(name).append("\":");
    }

    private JsonBuilder begin(char bracket) {
        text.append(bracket);
        complete = false;
        return this;
    }

    private JsonBuilder end(char bracket) {
        text.append(bracket);
        complete = true;
        return this;
    }

    /** Called before every value and every name. */
    private void comma() {
        if (complete) {
            text.append(',');
        }
        complete = true;
    }

    private void appendString(String value, boolean exactly) {
        text.append('"');
        if (isPlain(value)) {
            text.append(value); // most strings need no escaping and are copied whole
        } else {
            appendEscaped(value, exactly);
        }
        text.append('"');
    }

    private static boolean isPlain(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (!isPlain(value.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private void appendEscaped(String value, boolean exactly) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean paired = i + 1 < value.length() && Character.isSurrogatePair(c, value.charAt(i + 1));
            if (paired) {
                text.append(c).append(value.charAt(i + 1));
                i++;
            } else if (isPlain(c)) {
                text.append(c);
            } else if (Character.isSurrogate(c) && !exactly) {
                text.append('\ufffd');
            } else {
                escape(c);
            }
        }
    }

    private static boolean isPlain(char c) {
        return c >= ' ' && c != '"' && c != '\\' && (c < '\u2028' || (c > '\u2029' && !Character.isSurrogate(c)));
    }

    private void escape(char c) {
        switch (c) {
            case '"', '\\' -> text.append('\\').append(c);
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            default -> {
                text.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    text.append(HEX.charAt(c >> shift & 0xf));
                }
            }
        }
    }
}
