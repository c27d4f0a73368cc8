package org.ocppgateway.protocol.dictionary;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.json.UnpairedSurrogates;

/** The violations of one payload while it is read, and the place where the reader is. */
final class Violations {
    private static final int MAX_NAME_LENGTH = 64;

    /** Stands for the index of an element that is no element, see {@link Quirk#OBJECT_FOR_ARRAY}. */
    private static final int NO_INDEX = -1;

    private final ObjectType type;
    private final Tolerance tolerance;
    private final int[] path;
    private int depth;
    private @Nullable String unknownField;
    private @Nullable List<Violation> list;
    private boolean refused;

    /** @param type of the payload: its names and indexes make the path, of which only positions are kept */
    Violations(ObjectType type, Tolerance tolerance) {
        this.type = type;
        this.tolerance = tolerance;
        this.path = new int[type.depth()];
    }

    /** Goes to a field, or to an element of an array. */
    void enter(int position) {
        path[depth++] = position;
    }

    /** Goes to what stands in an array's place as if it were its one element. */
    void enterSingleElement() {
        enter(NO_INDEX);
    }

    void leave() {
        depth--;
    }

    /** A field that the object has besides those of its type. */
    void extraField(String name) {
        unknownField = name;
        addOrTolerate(Violation.Kind.EXTRA, "is not known", Quirk.EXTRA_FIELD);
        unknownField = null;
    }

    /** Of the payload as a whole: it is not valid, whatever the current place. */
    void refuse(Violation.Kind kind, String detail) {
        put(kind, detail, null);
    }

    /** Of an optional field or an element, it costs that alone if so configured; else the payload is not valid. */
    void add(Violation.Kind kind, String detail) {
        boolean costsTheFieldAlone =
                unknownField == null && tolerance.tolerates(Quirk.UNREADABLE_FIELD) && isDispensable();
        put(kind, detail, costsTheFieldAlone ? Quirk.UNREADABLE_FIELD.label() : null);
    }

    /** Whether the current place is an optional field, an element of an array, or inside one. */
    private boolean isDispensable() {
        ValueType at = type;
        for (int i = 0; i < depth; i++) {
            if (!(at instanceof ObjectType object)) {
                return true;
            }
            Field field = object.field(path[i]);
            if (!field.required()) {
                return true;
            }
            at = field.type();
        }
        return false;
    }

    void tolerate(Violation.Kind kind, String detail, Quirk quirk) {
        put(kind, detail, quirk.label());
    }

    void addOrTolerate(Violation.Kind kind, String detail, Quirk quirk) {
        if (tolerance.tolerates(quirk)) {
            tolerate(kind, detail, quirk);
        } else {
            add(kind, detail);
        }
    }

    /** Whether there is any, tolerated or not. */
    boolean found() {
        return list != null;
    }

    List<Violation> list() {
        return list == null ? List.of() : list;
    }

    /** The first ones stay; but the first that was not tolerated always finds a place. One that finds none costs nothing. */
    private void put(Violation.Kind kind, String detail, @Nullable String quirk) {
        if (list == null) {
            list = new ArrayList<>();
        }
        boolean decides = quirk == null && !refused;
        refused |= decides;
        if (list.size() < PayloadReader.MAX_VIOLATIONS) {
            list.add(new Violation(pointer(), kind, detail, quirk));
        } else if (decides) {
            list.set(list.size() - 1, new Violation(pointer(), kind, detail, quirk));
        }
    }

    private String pointer() {
        StringBuilder pointer = new StringBuilder();
        ValueType at = type;
        for (int i = 0; i < depth; i++) {
            if (at instanceof ObjectType object) {
                Field field = object.field(path[i]);
                append(pointer, field.name());
                at = field.type();
            } else if (at instanceof ValueType.ArrayType array) {
                if (path[i] != NO_INDEX) {
                    pointer.append('/').append(path[i]);
                }
                at = array.element();
            }
        }
        if (unknownField != null) {
            append(pointer, UnpairedSurrogates.truncate(unknownField, MAX_NAME_LENGTH));
        }
        return pointer.toString();
    }

    private static void append(StringBuilder pointer, String name) {
        pointer.append('/').append(name.replace("~", "~0").replace("/", "~1"));
    }
}
