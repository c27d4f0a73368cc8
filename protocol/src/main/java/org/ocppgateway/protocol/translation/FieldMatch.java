package org.ocppgateway.protocol.translation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.dictionary.Field;
import org.ocppgateway.protocol.dictionary.ObjectType;
import org.ocppgateway.protocol.dictionary.ValueType;
import org.ocppgateway.protocol.dictionary.ValueType.AnyType;
import org.ocppgateway.protocol.dictionary.ValueType.ArrayType;
import org.ocppgateway.protocol.dictionary.ValueType.BooleanType;
import org.ocppgateway.protocol.dictionary.ValueType.DateTimeType;
import org.ocppgateway.protocol.dictionary.ValueType.EnumType;
import org.ocppgateway.protocol.dictionary.ValueType.IntegerType;
import org.ocppgateway.protocol.dictionary.ValueType.NumberType;
import org.ocppgateway.protocol.dictionary.ValueType.TextType;
import org.ocppgateway.protocol.dictionary.ValueType.UriType;
import org.ocppgateway.protocol.translation.FieldCopy.Form;
import org.ocppgateway.protocol.translation.FieldCopy.Many;
import org.ocppgateway.protocol.translation.FieldCopy.One;
import org.ocppgateway.protocol.translation.FieldCopy.Part;
import org.ocppgateway.protocol.translation.FieldCopy.Scalar;

/**
 * Finds the fields of two object types that have the same meaning. Used once per pair of types.
 *
 * @param dates form in which dates are written
 */
record FieldMatch(Scalar dates) {

    FieldCopy match(ObjectType from, ObjectType to, Map<String, String> origins) {
        List<Part> parts = new ArrayList<>();
        for (Field field : to.fields()) {
            String origin = origins.getOrDefault(field.name(), field.name());
            Part part = part(from, field, Arrays.asList(origin.split("\\.")));
            if (part != null) {
                parts.add(part);
            }
        }
        return new FieldCopy(parts);
    }

    private @Nullable Part part(ObjectType from, Field field, List<String> path) {
        List<String> within = path.subList(0, path.size() - 1);
        ObjectType holder = from;
        for (String name : within) {
            Field object = field(holder, name);
            if (object == null || !(object.type() instanceof ObjectType next)) {
                return null;
            }
            holder = next;
        }
        Field source = field(holder, path.getLast());
        Form form = source == null ? null : form(source.type(), field.type());
        return form == null ? null : new Part(field.name(), List.copyOf(within), path.getLast(), form);
    }

    private static @Nullable Field field(ObjectType type, String name) {
        for (Field field : type.fields()) {
            if (field.name().equals(name)) {
                return field;
            }
        }
        return null;
    }

    /** Returns the form in which a value is converted to another type, or null if it cannot be converted. */
    private @Nullable Form form(ValueType from, ValueType to) {
        return switch (to) {
            case TextType text -> isText(from) ? Scalar.TEXT : null;
            case UriType uri -> isText(from) ? Scalar.TEXT : null;
            case DateTimeType date -> isText(from) ? dates : null;
            case EnumType enumeration -> isText(from) && containsAll(enumeration, from) ? Scalar.TEXT : null;
            case IntegerType integer -> isNumber(from) ? Scalar.NUMBER : null;
            case NumberType number -> isNumber(from) ? Scalar.NUMBER : null;
            case BooleanType flag -> from instanceof BooleanType ? Scalar.FLAG : null;
            case AnyType any -> from instanceof AnyType ? Scalar.JSON : null;
            case ObjectType object ->
                from instanceof ObjectType source && isConvertible(source, object) ? one(source, object) : null;
            case ArrayType array -> from instanceof ArrayType source ? many(source, array) : null;
        };
    }

    private static boolean containsAll(EnumType enumeration, ValueType from) {
        return !(from instanceof EnumType source) || enumeration.values().containsAll(source.values());
    }

    private static boolean isConvertible(ObjectType from, ObjectType to) {
        return to.fields().stream().allMatch(field -> !field.required() || field(from, field.name()) != null);
    }

    private One one(ObjectType from, ObjectType to) {
        return new One(match(from, to, Map.of()));
    }

    private @Nullable Form many(ArrayType from, ArrayType to) {
        Form element = form(from.element(), to.element());
        return element == null ? null : new Many(element);
    }

    private static boolean isText(ValueType type) {
        return type instanceof TextType
                || type instanceof EnumType
                || type instanceof DateTimeType
                || type instanceof UriType;
    }

    private static boolean isNumber(ValueType type) {
        return type instanceof IntegerType || type instanceof NumberType;
    }
}
