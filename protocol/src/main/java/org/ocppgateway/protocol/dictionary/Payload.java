package org.ocppgateway.protocol.dictionary;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * JSON object as read by its dictionary type: the declared fields by name. Undeclared fields are omitted. Numbers keep their
 * exact text. All translations read from this class, both messages of charge points and records of the backend.
 *
 * <p>A declared field that is absent, or unusable where that was tolerated, is null or an empty list. Access to an undeclared
 * field, or with the wrong method for its type, is a programming error and throws.
 */
public final class Payload {
    /** In characters; enough for most payloads. */
    private static final int CONTENT_CAPACITY = 600;

    private final ObjectType type;
    private final @Nullable Object[] values;
    private final String raw;
    private final boolean violated;
    private final long unusable;

    /**
     * Creates a payload.
     *
     * @param violated true if the text breaks a rule, so that the values may not contain everything in it
     * @param unusable bit n is set if field n is present without a usable value
     */
    Payload(ObjectType type, @Nullable Object[] values, String raw, boolean violated, long unusable) {
        this.type = type;
        this.values = values;
        this.raw = raw;
        this.violated = violated;
        this.unusable = unusable;
    }

    public ObjectType type() {
        return type;
    }

    /** Returns the JSON text of the whole payload as received. Empty for a nested object. */
    public String raw() {
        return raw;
    }

    public boolean has(String field) {
        return value(field) != null;
    }

    /** Returns whether the field is present, but its value cannot be used. Such a field has no default value. */
    public boolean unusable(String field) {
        return (unusable & 1L << type.indexOf(field)) != 0;
    }

    /**
     * Returns a string, an enumeration value or a date-time as text, or the exact text of a number. If a quirk was tolerated,
     * {@link Quirk} defines the value.
     */
    public @Nullable String text(String field) {
        return (String) value(field);
    }

    /** Returns an integer, or null if the field is absent or the value exceeds 64 bits. */
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

    /** Returns an array of objects. */
    @SuppressWarnings("unchecked") // the reader fills an array of objects with payloads only
    public List<Payload> objects(String field) {
        Object value = value(field);
        return value == null ? List.of() : (List<Payload>) value;
    }

    /** Returns an array of strings, numbers or enumeration values. */
    @SuppressWarnings("unchecked") // the reader fills an array of scalars with text only
    public List<String> texts(String field) {
        Object value = value(field);
        return value == null ? List.of() : (List<String>) value;
    }

    /** Returns the JSON text of a field of type {@code any}. */
    public @Nullable String json(String field) {
        return (String) value(field);
    }

    /**
     * Returns all values as one text. Two payloads that differ only in the order of fields and in blanks give the same text.
     *
     * @param without fields to omit
     */
    public String canonicalText(String... without) {
        long left = 0;
        for (String field : without) {
            left |= 1L << type.indexOf(field);
        }
        StringBuilder content = new StringBuilder(CONTENT_CAPACITY);
        append(content, left);
        return content.append(violated ? rawWithout(without) : "").toString();
    }

    /** Returns the received text without some fields. */
    private String rawWithout(String... fields) {
        if (fields.length == 0 || !(JsonParser.parseString(raw) instanceof JsonObject object)) {
            return raw;
        }
        for (String field : fields) {
            object.remove(field);
        }
        return object.toString();
    }

    /**
     * Returns the received text of a payload that breaks rules, because the fields may not contain everything in it. Empty for
     * a payload without violations.
     */
    public String rawIfInvalid() {
        return violated ? raw : "";
    }

    /**
     * The encoding is unambiguous: payloads with different values give different texts. A character for the field precedes each
     * value, the length precedes each string, and a line feed ends everything else.
     *
     * @param without bit n is set to omit field n
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
