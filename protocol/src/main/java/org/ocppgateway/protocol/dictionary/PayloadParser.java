package org.ocppgateway.protocol.dictionary;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.dictionary.ValueType.AnyType;
import org.ocppgateway.protocol.dictionary.ValueType.ArrayType;
import org.ocppgateway.protocol.dictionary.ValueType.BooleanType;
import org.ocppgateway.protocol.dictionary.ValueType.DateTimeType;
import org.ocppgateway.protocol.dictionary.ValueType.EnumType;
import org.ocppgateway.protocol.dictionary.ValueType.IntegerType;
import org.ocppgateway.protocol.dictionary.ValueType.NumberType;
import org.ocppgateway.protocol.dictionary.ValueType.TextType;
import org.ocppgateway.protocol.dictionary.ValueType.UriType;
import org.ocppgateway.protocol.dictionary.Violation.Kind;
import org.ocppgateway.protocol.json.JsonCursor;
import org.ocppgateway.protocol.json.MalformedJsonException;

/** Reads one payload. Use an instance once, on one thread. */
final class PayloadParser {
    private final ObjectType type;
    private final String json;
    private final Tolerance tolerance;
    private final JsonCursor cursor;
    private final Violations violations;
    private final ScalarReader scalars;

    PayloadParser(ObjectType type, String json, Tolerance tolerance) {
        this.type = type;
        this.json = json;
        this.tolerance = tolerance;
        this.cursor = new JsonCursor(json, PayloadReader.MAX_DEPTH);
        this.violations = new Violations(type, tolerance);
        this.scalars = new ScalarReader(cursor, tolerance, violations);
    }

    ReadResult read() {
        Payload payload = null;
        try {
            payload = payload(cursor.kind());
            if (payload != null && !cursor.atEnd()) {
                payload = null;
                violations.refuse(Kind.FORMAT, "text follows the payload");
            }
        } catch (MalformedJsonException e) {
            payload = null;
            violations.refuse(Kind.FORMAT, "is not JSON");
        }
        return new ReadResult(payload, violations.list());
    }

    private @Nullable Payload payload(JsonCursor.Kind kind) throws MalformedJsonException {
        if (kind == JsonCursor.Kind.OBJECT) {
            return object(type, json);
        }
        if (kind == JsonCursor.Kind.NULL && tolerance.tolerates(Quirk.NULL_FOR_ABSENT)) {
            violations.tolerate(Kind.FORMAT, "is null", Quirk.NULL_FOR_ABSENT);
            cursor.takeNull();
            @Nullable Object[] values = new @Nullable Object[type.fieldCount()];
            finish(type, values, 0);
            return new Payload(type, values, json, true, 0);
        }
        violations.refuse(Kind.FORMAT, "the payload is not an object");
        return null;
    }

    private Payload object(ObjectType object, String raw) throws MalformedJsonException {
        @Nullable Object[] values = new @Nullable Object[object.fieldCount()];
        long present = 0;
        long unusable = 0;
        int next = 0;
        for (boolean more = cursor.enter(); more; more = cursor.next()) {
            int position = cursor.takeName(object.names(), next);
            if (position < 0) {
                String name = cursor.name();
                position = object.indexOf(name);
                if (position < 0) {
                    extra(object, name);
                    continue;
                }
            }
            next = position + 1;
            violations.enter(position);
            if ((present & 1L << position) != 0) {
                violations.addOrTolerate(Kind.FORMAT, "is given twice", Quirk.DUPLICATE_FIELD);
            }
            Object value = value(object.field(position).type());
            if (!(value instanceof ScalarReader.Absent)) {
                present |= 1L << position;
                if (value != null) {
                    values[position] = value; // of a repeated field the last usable value counts
                } else if (values[position] == null) {
                    unusable |= 1L << position;
                }
            }
            violations.leave();
        }
        finish(object, values, present);
        return new Payload(object, values, raw, violations.found(), unusable);
    }

    /** Applies the rules that need the whole object: missing fields and suspect values. */
    private void finish(ObjectType object, @Nullable Object[] values, long present) {
        long missing = object.required() & ~present;
        for (; missing != 0; missing &= missing - 1) {
            violations.enter(Long.numberOfTrailingZeros(missing));
            violations.add(Kind.OCCURRENCE, "is missing");
            violations.leave();
        }
        SuspectValue[] suspectValues = object.suspectValues();
        for (int i = 0; i < suspectValues.length; i++) {
            SuspectValue suspect = suspectValues[i];
            int position = object.suspectField(i);
            if (suspect.value().equals(values[position]) && tolerance.tolerates(suspect.quirk())) {
                values[position] = suspect.meaning();
                violations.enter(position);
                violations.tolerate(Kind.VALUE, "is a suspect value", suspect.quirk());
                violations.leave();
            }
        }
    }

    private void extra(ObjectType object, String name) throws MalformedJsonException {
        cursor.skip();
        if (!object.open()) {
            violations.extraField(name);
        }
    }

    private @Nullable Object value(ValueType expected) throws MalformedJsonException {
        JsonCursor.Kind kind = cursor.kind();
        if (kind == JsonCursor.Kind.NULL && !(expected instanceof AnyType)) {
            return scalars.nullValue();
        }
        return kind == JsonCursor.Kind.ARRAY && !ScalarReader.takesArrays(expected)
                ? onlyElement(expected)
                : value(expected, kind);
    }

    /** Reads an array in place of a value: returns its only element, or null if it has another number of elements. */
    private @Nullable Object onlyElement(ValueType expected) throws MalformedJsonException {
        if (!cursor.enter()) {
            violations.add(Kind.TYPE, "is an empty array");
            return null;
        }
        JsonCursor.Kind kind = cursor.kind();
        Object element = kind == JsonCursor.Kind.NULL ? scalars.nullValue() : value(expected, kind);
        if (!cursor.next()) {
            violations.addOrTolerate(Kind.TYPE, "is an array", Quirk.ARRAY_FOR_VALUE);
            return element;
        }
        do {
            cursor.skip();
        } while (cursor.next());
        violations.add(Kind.TYPE, "is an array of several elements");
        return null;
    }

    private @Nullable Object value(ValueType expected, JsonCursor.Kind kind) throws MalformedJsonException {
        return switch (expected) {
            case TextType text -> scalars.text(text, kind);
            case EnumType enumeration -> scalars.enumValue(enumeration, kind);
            case DateTimeType date -> scalars.dateTime(kind);
            case IntegerType integer -> scalars.integer(integer, kind);
            case NumberType number -> scalars.number(number, kind);
            case BooleanType flag -> scalars.flag(kind);
            case ObjectType object ->
                kind == JsonCursor.Kind.OBJECT ? object(object, "") : scalars.wrongType("an object");
            case ArrayType array -> array(array, kind);
            case UriType uri -> scalars.uri(kind);
            case AnyType any -> JsonCopy.of(cursor);
        };
    }

    private @Nullable Object array(ArrayType expected, JsonCursor.Kind kind) throws MalformedJsonException {
        List<Object> elements = new ArrayList<>();
        int size;
        if (kind == JsonCursor.Kind.ARRAY) {
            size = elements(expected.element(), elements);
        } else if (kind == JsonCursor.Kind.OBJECT && expected.element() instanceof ObjectType) {
            violations.addOrTolerate(Kind.TYPE, "is an object", Quirk.OBJECT_FOR_ARRAY);
            size = onlyElement(expected.element(), elements);
        } else if (kind != JsonCursor.Kind.OBJECT && !(expected.element() instanceof ObjectType)) {
            violations.addOrTolerate(Kind.TYPE, "is not an array", Quirk.OBJECT_FOR_ARRAY);
            size = onlyElement(expected.element(), elements);
        } else {
            return scalars.wrongType("an array");
        }
        if (size < expected.min() || size > expected.max()) {
            violations.add(Kind.OCCURRENCE, RuleTexts.size(expected, size));
        }
        return Collections.unmodifiableList(elements);
    }

    /** Reads a value in place of an array as the only element of that array. */
    private int onlyElement(ValueType expected, List<Object> elements) throws MalformedJsonException {
        violations.enterSingleElement();
        int size = element(expected, elements);
        violations.leave();
        return size;
    }

    private int elements(ValueType expected, List<Object> elements) throws MalformedJsonException {
        int size = 0;
        int index = 0;
        for (boolean more = cursor.enter(); more; more = cursor.next()) {
            violations.enter(index++);
            size += element(expected, elements);
            violations.leave();
        }
        return size;
    }

    /** Adds the next element if it is usable. Returns the number of elements that it counts as, 0 or 1. */
    private int element(ValueType expected, List<Object> elements) throws MalformedJsonException {
        Object value = value(expected);
        if (value instanceof ScalarReader.Absent) {
            return 0;
        }
        if (value != null) {
            elements.add(value);
        }
        return 1;
    }
}
