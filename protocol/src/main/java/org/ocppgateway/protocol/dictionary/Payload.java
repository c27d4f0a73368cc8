package org.ocppgateway.protocol.dictionary;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object as its dictionary type sees it: the declared fields by name, undeclared ones left out, numbers with
 * their exact text. What every translation reads from, whether it came from a charge point or from the backend.
 *
 * <p>Asking for a field that the type does not declare, or for another kind of value than the dictionary gives it, is a
 * mistake in our own code and throws. A declared field that is absent (or unusable, where that was tolerated) is null or
 * an empty list.
 */
public final class Payload {
    /** In characters; enough for most payloads. */
    private static final int CONTENT_CAPACITY = 600;

    private final ObjectType type;
    private final @Nullable Object[] values;
    private final String raw;
    private final boolean violated;

    /** @param violated whether something is wrong with the text, so that the values may not be all that it says */
    Payload(ObjectType type, @Nullable Object[] values, String raw, boolean violated) {
        this.type = type;
        this.values = values;
        this.raw = raw;
        this.violated = violated;
    }

    public ObjectType type() {
        return type;
    }

    /** The whole payload's JSON text as received; empty for an object inside another one. */
    public String raw() {
        return raw;
    }

    public boolean has(String field) {
        return value(field) != null;
    }

    /**
     * A string, an enumeration value or a date-time as text; of a number its exact text. Where a quirk was tolerated, what
     * {@link Quirk} says becomes of it.
     */
    public @Nullable String text(String field) {
        return (String) value(field);
    }

    /** An integer, or null if absent or outside of 64 bits. */
    public @Nullable Long integer(String field) {
        String text = text(field);
        if (text == null) {
            return null;
        }
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    public @Nullable BigDecimal number(String field) {
        String text = text(field);
        return text == null ? null : new BigDecimal(text);
    }

    public @Nullable Boolean flag(String field) {
        return (Boolean) value(field);
    }

    public @Nullable Payload object(String field) {
        return (Payload) value(field);
    }

    /** An array of objects. */
    @SuppressWarnings("unchecked") // the reader fills an object array with payloads only
    public List<Payload> objects(String field) {
        Object value = value(field);
        return value == null ? List.of() : (List<Payload>) value;
    }

    /** An array of strings, numbers or enumeration values. */
    @SuppressWarnings("unchecked") // the reader fills a scalar array with text only
    public List<String> texts(String field) {
        Object value = value(field);
        return value == null ? List.of() : (List<String>) value;
    }

    /** A field of type {@code any}: its JSON text. */
    public @Nullable String json(String field) {
        return (String) value(field);
    }

    /**
     * Everything that the payload says, as one text: the same for two payloads that differ only in the order of fields and in blanks.
     *
     * @param without fields that are left out
     */
    public String canonicalText(String... without) {
        long left = 0;
        for (String field : without) {
            left |= 1L << type.indexOf(field);
        }
        StringBuilder content = new StringBuilder(CONTENT_CAPACITY);
        append(content, left);
        return content.append(rawIfInvalid()).toString();
    }

    /** The whole text of a payload that breaks rules, as it may say what no field holds; empty for a valid one. */
    public String rawIfInvalid() {
        return violated ? raw : "";
    }

    /**
     * Two payloads with different values never give the same text: a value stands behind a letter for its field, a string also behind
     * its length, and everything else ends with a line feed.
     *
     * @param without bit n: field n is left out
     */
    private void append(StringBuilder content, long without) {
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (value != null && (without & 1L << i) == 0) {
                append(content.append((char) ('0' + i)), value);
            }
        }
        content.append('\n');
    }

    private static void append(StringBuilder content, Object value) {
        if (value instanceof String text) {
            content.append(text.length()).append(':').append(text);
        } else if (value instanceof Payload object) {
            object.append(content, 0);
        } else if (value instanceof List<?> list) {
            content.append(list.size()).append('[');
            for (int i = 0; i < list.size(); i++) {
                append(content, list.get(i));
            }
        } else {
            content.append(value).append('\n');
        }
    }

    private @Nullable Object value(String field) {
        int index = type.indexOf(field);
        if (index < 0) {
            throw new IllegalArgumentException(type.name() + " has no field " + field);
        }
        return values[index];
    }
}
