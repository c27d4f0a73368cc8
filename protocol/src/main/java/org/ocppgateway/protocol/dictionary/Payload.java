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
    private final ObjectType type;
    private final @Nullable Object[] values;
    private final String raw;

    Payload(ObjectType type, @Nullable Object[] values, String raw) {
        this.type = type;
        this.values = values;
        this.raw = raw;
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

    private @Nullable Object value(String field) {
        int index = type.indexOf(field);
        if (index < 0) {
            throw new IllegalArgumentException(type.name() + " has no field " + field);
        }
        return values[index];
    }
}
