package org.ocppgateway.protocol.dictionary;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
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

/** One reading of one payload. Used once, by one thread. */
final class ReadingPass {
    private final ObjectType type;
    private final String json;
    private final Tolerance tolerance;
    private final JsonReader reader;
    private final Violations violations;
    private final ScalarReader scalars;

    ReadingPass(ObjectType type, String json, Tolerance tolerance) {
        this.type = type;
        this.json = json;
        this.tolerance = tolerance;
        this.reader = new JsonReader(new StringReader(json));
        reader.setStrictness(Strictness.STRICT);
        reader.setNestingLimit(PayloadReader.MAX_DEPTH);
        this.violations = new Violations(type.depth());
        this.scalars = new ScalarReader(reader, tolerance, violations);
    }

    Reading read() {
        Payload payload = null;
        try {
            payload = payload(reader.peek());
            if (payload != null && reader.peek() != JsonToken.END_DOCUMENT) {
                payload = null;
                violations.add(Kind.FORMAT, "text follows the payload");
            }
        } catch (IOException e) {
            payload = null;
            violations.add(Kind.FORMAT, "is not JSON");
        }
        return new Reading(payload, violations.list());
    }

    private @Nullable Payload payload(JsonToken token) throws IOException {
        if (token == JsonToken.BEGIN_OBJECT) {
            return object(type, json);
        }
        if (token == JsonToken.NULL && tolerance.forgives(Quirk.NULL_FOR_ABSENT)) {
            violations.tolerate(Kind.FORMAT, "is null", Quirk.NULL_FOR_ABSENT);
            reader.nextNull();
            @Nullable Object[] values = new @Nullable Object[type.fieldCount()];
            finish(type, values, 0);
            return new Payload(type, values, json);
        }
        violations.add(Kind.FORMAT, "the payload is not an object");
        return null;
    }

    private Payload object(ObjectType object, String raw) throws IOException {
        @Nullable Object[] values = new @Nullable Object[object.fieldCount()];
        long present = 0;
        int next = 0;
        reader.beginObject();
        while (reader.hasNext()) {
            String name = reader.nextName();
            int position = object.indexOf(name, next);
            if (position < 0) {
                extra(object, name);
                continue;
            }
            next = position + 1;
            violations.enter(object.field(position).name());
            if ((present & 1L << position) != 0) {
                violations.add(Kind.FORMAT, "is given twice");
            }
            Object value = value(object.field(position).type());
            if (value instanceof ScalarReader.Absent) {
                value = null;
            } else {
                present |= 1L << position;
            }
            values[position] = value;
            violations.leave();
        }
        reader.endObject();
        finish(object, values, present);
        return new Payload(object, values, raw);
    }

    /** What can be said only at the end of an object: what is missing, and what is odd. */
    private void finish(ObjectType object, @Nullable Object[] values, long present) {
        long missing = object.required() & ~present;
        for (; missing != 0; missing &= missing - 1) {
            Field field = object.field(Long.numberOfTrailingZeros(missing));
            violations.enter(field.name());
            violations.add(Kind.OCCURRENCE, "is missing");
            violations.leave();
        }
        for (Oddity oddity : object.oddities()) {
            int position = object.indexOf(oddity.field());
            if (oddity.value().equals(values[position]) && tolerance.forgives(oddity.quirk())) {
                values[position] = oddity.meaning();
                violations.enter(oddity.field());
                violations.tolerate(Kind.VALUE, "is an odd value", oddity.quirk());
                violations.leave();
            }
        }
    }

    private void extra(ObjectType object, String name) throws IOException {
        reader.skipValue();
        if (object.open()) {
            return;
        }
        violations.enter(name);
        violations.addOrTolerate(Kind.EXTRA, "is not known", Quirk.EXTRA_FIELD, tolerance);
        violations.leave();
    }

    private @Nullable Object value(ValueType expected) throws IOException {
        JsonToken token = reader.peek();
        if (token == JsonToken.NULL && !(expected instanceof AnyType)) {
            return scalars.nothing();
        }
        return switch (expected) {
            case TextType text -> scalars.text(text, token);
            case EnumType words -> scalars.word(words, token);
            case DateTimeType date -> scalars.dateTime(token);
            case IntegerType integer -> scalars.integer(integer, token);
            case NumberType number -> scalars.number(number, token);
            case BooleanType flag -> scalars.flag(token);
            case ObjectType object ->
                token == JsonToken.BEGIN_OBJECT ? object(object, "") : scalars.wrongType("an object");
            case ArrayType array -> array(array, token);
            case UriType uri -> scalars.uri(token);
            case AnyType any -> JsonCopy.of(reader);
        };
    }

    private @Nullable Object array(ArrayType expected, JsonToken token) throws IOException {
        List<Object> elements = new ArrayList<>();
        int size;
        if (token == JsonToken.BEGIN_ARRAY) {
            size = elements(expected.element(), elements);
        } else if (token == JsonToken.BEGIN_OBJECT && tolerance.forgives(Quirk.OBJECT_FOR_ARRAY)) {
            violations.tolerate(Kind.TYPE, "is an object", Quirk.OBJECT_FOR_ARRAY);
            size = element(expected.element(), elements);
        } else {
            return scalars.wrongType("an array");
        }
        if (size < expected.min()) {
            violations.add(Kind.OCCURRENCE, "has fewer than " + expected.min() + " elements");
        } else if (size > expected.max()) {
            violations.add(Kind.OCCURRENCE, "has more than " + expected.max() + " elements");
        }
        return Collections.unmodifiableList(elements);
    }

    private int elements(ValueType expected, List<Object> elements) throws IOException {
        int size = 0;
        reader.beginArray();
        for (int i = 0; reader.hasNext(); i++) {
            violations.enter(i);
            size += element(expected, elements);
            violations.leave();
        }
        reader.endArray();
        return size;
    }

    /** Adds the next element if it can be used, and returns how many elements it counts for. */
    private int element(ValueType expected, List<Object> elements) throws IOException {
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
