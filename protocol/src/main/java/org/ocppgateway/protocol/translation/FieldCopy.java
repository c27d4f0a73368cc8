package org.ocppgateway.protocol.translation;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.dictionary.ObjectType;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.json.JsonBuilder;
import org.ocppgateway.protocol.model.UnifiedModel;

/**
 * Copies the fields of an object type from a payload of another type, where both have the same meaning: fields with the same
 * name, and fields mapped explicitly. Most messages need no further translation than the declarations in the dictionaries.
 *
 * <p>Omits a field if its two types do not match: string and number, an enumeration with unknown values, an object without a
 * required field. Immutable and thread-safe.
 */
public final class FieldCopy {
    private final List<Part> parts;

    /**
     * Rule for one field.
     *
     * @param name name in the target
     * @param within objects that enclose the source field, outermost first
     * @param source name in the source
     */
    record Part(String name, List<String> within, String source, Form form) {}

    /** Form in which a value is written. */
    sealed interface Form {}

    /** Value other than an object or array. */
    enum Scalar implements Form {
        TEXT,
        /** Date in the format that every charge point understands. */
        DATE,
        NUMBER,
        FLAG,
        JSON
    }

    /** Object. */
    record One(FieldCopy fields) implements Form {}

    /** Array. */
    record Many(Form element) implements Form {}

    FieldCopy(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /**
     * Creates a copy from a message of a charge point to the backend. Dates are unchanged.
     *
     * @param origins fields of {@code to} with another source, for example {@code transactionInfo.stoppedReason}
     */
    public static FieldCopy toEvent(ObjectType from, ObjectType to, Map<String, String> origins) {
        return new FieldMatch(Scalar.TEXT).match(from, to, origins);
    }

    /**
     * Creates a copy from the backend to a charge point. Dates are written in the format that every charge point understands.
     */
    public static FieldCopy toChargePoint(ObjectType from, ObjectType to, Map<String, String> origins) {
        return new FieldMatch(Scalar.DATE).match(from, to, origins);
    }

    /** Creates a copy of all fields of a backend type to a charge point. */
    public static FieldCopy all(ObjectType type) {
        return toChargePoint(type, type, Map.of());
    }

    /** Creates a copy of all fields of a named type of the commands except {@code without}. */
    public static FieldCopy allOf(String commandType, String... without) {
        return all(Objects.requireNonNull(UnifiedModel.commands().type(commandType), commandType))
                .without(without);
    }

    /** Returns a copy without these fields. */
    public FieldCopy without(String... names) {
        Set<String> left = Set.of(names);
        return new FieldCopy(
                parts.stream().filter(part -> !left.contains(part.name)).toList());
    }

    /** Writes the fields that are present. */
    public void write(Payload from, JsonBuilder to) {
        for (Part part : parts) {
            Payload holder = from;
            for (String object : part.within) {
                holder = holder == null ? null : holder.object(object);
            }
            if (holder != null && holder.has(part.source)) {
                write(part, holder, to);
            }
        }
    }

    private static void write(Part part, Payload holder, JsonBuilder to) {
        switch (part.form) {
            case Scalar scalar -> write(scalar, part, holder, to);
            case One one -> {
                to.beginObject(part.name);
                one.fields.write(Objects.requireNonNull(holder.object(part.source)), to);
                to.endObject();
            }
            case Many many -> {
                to.beginArray(part.name);
                elements(many.element, part.source, holder, to);
                to.endArray();
            }
        }
    }

    private static void write(Scalar scalar, Part part, Payload holder, JsonBuilder to) {
        switch (scalar) {
            case TEXT -> to.field(part.name, holder.text(part.source));
            case DATE -> to.field(part.name, UnifiedVocabulary.date(holder.text(part.source)));
            case NUMBER -> to.raw(part.name, holder.text(part.source));
            case FLAG -> to.field(part.name, Boolean.TRUE.equals(holder.flag(part.source)));
            case JSON -> to.raw(part.name, unlessNull(holder.json(part.source)));
        }
    }

    private static void elements(Form form, String source, Payload holder, JsonBuilder to) {
        if (form instanceof One one) {
            for (Payload element : holder.objects(source)) {
                to.beginObject();
                one.fields.write(element, to);
                to.endObject();
            }
        } else if (form == Scalar.NUMBER) {
            holder.texts(source).forEach(to::rawElement);
        } else {
            holder.texts(source).forEach(to::element);
        }
    }

    /** A JSON null is not a valid way to omit a field in OCPP. */
    private static @Nullable String unlessNull(@Nullable String json) {
        return "null".equals(json) ? null : json;
    }
}
