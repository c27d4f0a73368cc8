package org.ocppgateway.protocol.contract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
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
import org.ocppgateway.protocol.dictionary.ValueType.NumberRange;
import org.ocppgateway.protocol.dictionary.ValueType.NumberType;
import org.ocppgateway.protocol.dictionary.ValueType.TextType;
import org.ocppgateway.protocol.dictionary.ValueType.UriType;

/** Converts types of a dictionary to JSON Schema 2020-12. A named type becomes an entry of {@code $defs}. */
final class Definitions {
    private final Map<String, Object> definitions = new LinkedHashMap<>();
    private final boolean closed;

    private Definitions(boolean closed) {
        this.closed = closed;
    }

    /** Definitions whose objects may have undeclared fields. */
    static Definitions open() {
        return new Definitions(false);
    }

    /** Definitions whose objects may not have undeclared fields. */
    static Definitions closed() {
        return new Definitions(true);
    }

    /** Returns the definitions so far, by name. */
    Map<String, Object> all() {
        return definitions;
    }

    /** Returns a schema that refers to a definition. */
    static Map<String, Object> reference(String name) {
        return Json.reference("#/$defs/" + name);
    }

    /** Defines the type under its own name, unless it is defined already. Returns the name. */
    String define(ObjectType type) {
        if (!definitions.containsKey(type.name())) {
            definitions.put(type.name(), Map.of()); // reserves its place before the definitions that it refers to
            definitions.put(type.name(), object(type));
        }
        return type.name();
    }

    /** Defines a schema under this name. Returns the name. */
    String define(String name, Map<String, Object> schema) {
        if (definitions.put(name, schema) != null) {
            throw new IllegalStateException(
                    "two definitions of the contract have the name " + name + "; rename one of them");
        }
        return name;
    }

    Map<String, Object> object(ObjectType type) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (Field field : type.fields()) {
            Map<String, Object> schema = value(field.type());
            if (!field.doc().isEmpty()) {
                schema.put("description", field.doc());
            }
            properties.put(field.name(), schema);
            if (field.required()) {
                required.add(field.name());
            }
        }
        return Json.object(
                "description",
                type.doc(),
                "type",
                "object",
                "properties",
                properties.isEmpty() ? null : properties,
                "required",
                required.isEmpty() ? null : required,
                "additionalProperties",
                closed ? type.open() : null);
    }

    private Map<String, Object> value(ValueType type) {
        return switch (type) {
            case ObjectType object -> reference(define(object));
            case EnumType words -> words(words);
            case TextType text ->
                Json.object(
                        "type", "string",
                        "minLength", aboveZero(text.minLength()),
                        "maxLength", belowInfinity(text.maxLength()));
            case IntegerType integer -> number("integer", integer.range());
            case NumberType number -> number("number", number.range());
            case BooleanType any -> Json.object("type", "boolean");
            case DateTimeType any -> Json.object("type", "string", "format", "date-time");
            case UriType any -> Json.object("type", "string", "format", "uri");
            case AnyType any -> Json.object();
            case ArrayType array ->
                Json.object(
                        "type", "array",
                        "items", value(array.element()),
                        "minItems", aboveZero(array.min()),
                        "maxItems", belowInfinity(array.max()));
        };
    }

    private Map<String, Object> words(EnumType type) {
        Map<String, Object> schema = Json.object("type", "string", "enum", type.values());
        if (type.name() == null) {
            return schema;
        }
        definitions.putIfAbsent(type.name(), schema);
        return reference(type.name());
    }

    private static Map<String, Object> number(String type, @Nullable NumberRange range) {
        return range == null
                ? Json.object("type", type)
                : Json.object("type", type, "minimum", range.min(), "maximum", range.max(), "multipleOf", range.step());
    }

    private static @Nullable Integer aboveZero(int bound) {
        return bound == 0 ? null : bound;
    }

    private static @Nullable Integer belowInfinity(int bound) {
        return bound == Integer.MAX_VALUE ? null : bound;
    }
}
