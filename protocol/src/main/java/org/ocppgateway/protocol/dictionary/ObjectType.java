package org.ocppgateway.protocol.dictionary;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.json.StringTable;

/** Compiled object type: its fields in the order of the dictionary. Immutable and thread-safe. */
public final class ObjectType implements ValueType {
    static final int MAX_FIELDS = Long.SIZE;

    private final String name;
    private final String doc;
    private final boolean open;
    private final Field[] fields;
    private final StringTable names;
    private final SuspectValue[] suspectValues;
    private final int[] suspectFields;
    private final long required;
    private final int depth;

    ObjectType(String name, String doc, boolean open, List<Field> fields, List<SuspectValue> suspectValues) {
        this.name = name;
        this.doc = doc;
        this.open = open;
        this.fields = fields.toArray(Field[]::new);
        this.suspectValues = suspectValues.toArray(SuspectValue[]::new);
        this.names = new StringTable(fields.stream().map(Field::name).toList());
        this.suspectFields = suspectValues.stream()
                .mapToInt(suspect -> names.indexOf(suspect.field()))
                .toArray();
        long requiredFields = 0;
        int deepest = 0;
        for (int i = 0; i < fields.size(); i++) {
            requiredFields |= fields.get(i).required() ? 1L << i : 0;
            deepest = Math.max(deepest, depthOf(fields.get(i).type()));
        }
        this.required = requiredFields;
        this.depth = deepest + 1;
    }

    public String name() {
        return name;
    }

    /** Returns the description in the dictionary as plain text, may be empty. */
    public String doc() {
        return doc;
    }

    /** Returns whether undeclared fields are allowed. */
    public boolean open() {
        return open;
    }

    public List<Field> fields() {
        return List.of(fields);
    }

    /** Returns whether the type has a field with this name. */
    public boolean declares(String field) {
        return indexOf(field) >= 0;
    }

    /** Returns the type of a declared field. */
    public ValueType typeOf(String field) {
        int position = indexOf(field);
        if (position < 0) {
            throw new IllegalArgumentException(name + " has no field " + field);
        }
        return fields[position].type();
    }

    /**
     * Returns the members of an object without its invalid parts, or null if a required part is invalid.
     *
     * @param members members of a JSON object, without its braces
     */
    public @Nullable String validPart(String members) {
        JsonElement left = ValidPart.of(this, JsonParser.parseString('{' + members + '}'));
        if (left == null) {
            return null;
        }
        String json = left.toString();
        return json.substring(1, json.length() - 1);
    }

    Field field(int position) {
        return fields[position];
    }

    int fieldCount() {
        return fields.length;
    }

    /** Returns the names of the fields by position. */
    StringTable names() {
        return names;
    }

    /** Returns the position of a declared field, or -1. */
    int indexOf(String field) {
        return names.indexOf(field);
    }

    /** Bit n is set if field n is required. */
    long required() {
        return required;
    }

    SuspectValue[] suspectValues() {
        return suspectValues;
    }

    /** Returns the position of the field of a suspect value. */
    int suspectField(int suspect) {
        return suspectFields[suspect];
    }

    /** Returns the maximum number of levels of objects and arrays in a value of this type. */
    int depth() {
        return depth;
    }

    private static int depthOf(ValueType type) {
        if (type instanceof ObjectType object) {
            return object.depth;
        }
        return type instanceof ArrayType array ? 1 + depthOf(array.element()) : 0;
    }

    @Override
    public String toString() {
        return name;
    }
}
