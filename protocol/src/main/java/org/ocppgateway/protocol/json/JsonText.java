package org.ocppgateway.protocol.json;

import org.jspecify.annotations.Nullable;

/**
 * Builds JSON text from left to right. Commas are set by themselves; what is null is left out, so that no JSON null is ever
 * written. It trusts its caller to close what it opened.
 *
 * <p>Besides what JSON demands, the line separators U+2028 and U+2029 are escaped. A surrogate without its other half, which
 * UTF-8 cannot carry, becomes U+FFFD.
 *
 * <p>Used by one thread.
 */
public final class JsonText {
    private static final String HEX = "0123456789abcdef";

    private final StringBuilder text;

    public JsonText() {
        this(128);
    }

    /** @param capacity how long it will probably become */
    public JsonText(int capacity) {
        this.text = new StringBuilder(capacity);
    }

    /** {@code {"name":"value"}}. */
    public static String object(String name, String value) {
        return new JsonText().beginObject().field(name, value).endObject().toString();
    }

    /** A JSON string, with its quotes. */
    public static String string(String value) {
        return new JsonText(value.length() + 2).element(value).toString();
    }

    public JsonText beginObject() {
        comma();
        text.append('{');
        return this;
    }

    public JsonText beginObject(String name) {
        name(name).append('{');
        return this;
    }

    public JsonText endObject() {
        text.append('}');
        return this;
    }

    public JsonText beginArray() {
        comma();
        text.append('[');
        return this;
    }

    public JsonText beginArray(String name) {
        name(name).append('[');
        return this;
    }

    public JsonText endArray() {
        text.append(']');
        return this;
    }

    public JsonText field(String name, @Nullable String value) {
        if (value != null) {
            name(name);
            appendString(value);
        }
        return this;
    }

    public JsonText field(String name, long value) {
        name(name).append(value);
        return this;
    }

    public JsonText field(String name, boolean value) {
        name(name).append(value);
        return this;
    }

    /** A field whose value is JSON already: a number's exact text, an object, an array. */
    public JsonText raw(String name, @Nullable String json) {
        if (json != null) {
            name(name).append(json);
        }
        return this;
    }

    /** A string in an array. */
    public JsonText element(String value) {
        comma();
        appendString(value);
        return this;
    }

    /** A value in an array that is JSON already. */
    public JsonText rawElement(String json) {
        comma();
        text.append(json);
        return this;
    }

    public JsonText element(long value) {
        comma();
        text.append(value);
        return this;
    }

    /** The members of an object that was written elsewhere, without its braces; may be empty. */
    public JsonText members(String members) {
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

    private StringBuilder name(String name) {
        comma();
        appendString(name);
        return text.append(':');
    }

    /** Whatever stands behind a complete value is separated from it; only a bracket or a colon promises a first one. */
    private void comma() {
        int length = text.length();
        if (length > 0) {
            char last = text.charAt(length - 1);
            if (last != '{' && last != '[' && last != ':') {
                text.append(',');
            }
        }
    }

    private void appendString(String value) {
        text.append('"');
        int written = 0;
        int length = value.length();
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            if (isPlain(c)) {
                continue;
            }
            if (Character.isHighSurrogate(c) && i + 1 < length && Character.isLowSurrogate(value.charAt(i + 1))) {
                i++;
                continue;
            }
            text.append(value, written, i);
            escape(c);
            written = i + 1;
        }
        text.append(value, written, length).append('"');
    }

    private static boolean isPlain(char c) {
        return c >= ' ' && c != '"' && c != '\\' && c != '\u2028' && c != '\u2029' && !Character.isSurrogate(c);
    }

    private void escape(char c) {
        switch (c) {
            case '"', '\\' -> text.append('\\').append(c);
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            default -> {
                if (Character.isSurrogate(c)) {
                    text.append('\ufffd');
                } else {
                    text.append("\\u");
                    for (int shift = 12; shift >= 0; shift -= 4) {
                        text.append(HEX.charAt(c >> shift & 0xf));
                    }
                }
            }
        }
    }
}
