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
 * Writes the fields that an object type declares from a payload of another type, wherever the two mean the same: fields of the
 * same name, and those that are said to come from elsewhere. This is how the many messages are translated that need no more than
 * a place: by what the dictionaries declare.
 *
 * <p>A field is passed over if its two types do not fit: a text and a number, a list of words that the other does not know, an
 * object that lacks what the other demands. Immutable.
 */
public final class FieldCopy {
    private final List<Part> parts;

    /**
     * One field.
     *
     * @param name what it is called in the end
     * @param within the objects to go into, from outside
     * @param source what it is called at the beginning
     */
    record Part(String name, List<String> within, String source, Form form) {}

    /** What is written. */
    sealed interface Form {}

    /** A value that is no object. */
    enum Scalar implements Form {
        TEXT,
        /** In the spelling that every charge point understands. */
        DATE,
        NUMBER,
        FLAG,
        JSON
    }

    /** An object. */
    record One(FieldCopy fields) implements Form {}

    /** An array. */
    record Many(Form element) implements Form {}

    FieldCopy(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /**
     * What a charge point says, for the backend: fields of the same name and others; dates as they are.
     *
     * @param origins where fields of {@code to} come from that have another name, for example {@code transactionInfo.stoppedReason}
     */
    public static FieldCopy toEvent(ObjectType from, ObjectType to, Map<String, String> origins) {
        return new FieldMatch(Scalar.TEXT).match(from, to, origins);
    }

    /** The same for what the backend says to a charge point: dates in the spelling that every charge point understands. */
    public static FieldCopy toChargePoint(ObjectType from, ObjectType to, Map<String, String> origins) {
        return new FieldMatch(Scalar.DATE).match(from, to, origins);
    }

    /** Copies everything that a type of the backend's declares, to a charge point. */
    public static FieldCopy whole(ObjectType type) {
        return toChargePoint(type, type, Map.of());
    }

    /** The same of a named type of the commands, but for these fields. */
    public static FieldCopy wholeOf(String commandType, String... without) {
        return whole(Objects.requireNonNull(UnifiedModel.commands().type(commandType), commandType))
                .without(without);
    }

    /** The same without these fields. */
    public FieldCopy without(String... names) {
        Set<String> left = Set.of(names);
        return new FieldCopy(
                parts.stream().filter(part -> !left.contains(part.name)).toList());
    }

    /** Writes what is there. */
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

    /** To OCPP, null is no way to say nothing. */
    private static @Nullable String unlessNull(@Nullable String json) {
        return "null".equals(json) ? null : json;
    }
}
