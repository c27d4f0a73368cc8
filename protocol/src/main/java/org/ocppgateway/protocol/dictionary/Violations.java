package org.ocppgateway.protocol.dictionary;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.json.UnpairedSurrogates;

/** Collects the violations of one payload and tracks the current position of the reader. Not thread-safe. */
final class Violations {
    private static final int MAX_NAME_LENGTH = 64;

    /** Index of the single value that stands for an array, see {@link Quirk#OBJECT_FOR_ARRAY}. */
    private static final int NO_INDEX = -1;

    private final ObjectType type;
    private final Tolerance tolerance;
    private final int[] path;
    private int depth;
    private @Nullable String unknownField;
    private @Nullable List<Violation> list;
    private boolean refused;

    /** @param type type of the payload; it gives the names of the positions in the path */
    Violations(ObjectType type, Tolerance tolerance) {
        this.type = type;
        this.tolerance = tolerance;
        this.path = new int[type.depth()];
    }

    /** Enters a field or an array element. */
    void enter(int position) {
        path[depth++] = position;
    }

    /** Enters a value that stands for an array with one element. */
    void enterSingleElement() {
        enter(NO_INDEX);
    }

    void leave() {
        depth--;
    }

    /** Reports a field that the type does not define. */
    void extraField(String name) {
        unknownField = name;
        addOrTolerate(Violation.Kind.EXTRA, "is not known", Quirk.EXTRA_FIELD);
        unknownField = null;
    }

    /** Reports that the whole payload is invalid, at the current position. */
    void refuse(Violation.Kind kind, String detail) {
        put(kind, detail, null);
    }

    /**
     * Reports a violation. In an optional field or an element it is tolerated if {@link Quirk#UNREADABLE_FIELD} is. Otherwise
     * the payload is invalid.
     */
    void add(Violation.Kind kind, String detail) {
        boolean toleratedAsUnreadable =
                unknownField == null && tolerance.tolerates(Quirk.UNREADABLE_FIELD) && isInOptionalPart();
        put(kind, detail, toleratedAsUnreadable ? Quirk.UNREADABLE_FIELD.label() : null);
    }

    /** Returns whether the current position is in an optional field or an array element. */
    private boolean isInOptionalPart() {
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

    /** Returns whether there are violations, tolerated or not. */
    boolean found() {
        return list != null;
    }

    List<Violation> list() {
        return list == null ? List.of() : list;
    }

    /**
     * Keeps the first violations up to the limit. The first one that was not tolerated replaces the last one if the list is
     * full. Discards others at no cost.
     */
    private void put(Violation.Kind kind, String detail, @Nullable String quirk) {
        if (list == null) {
            list = new ArrayList<>();
        }
        boolean decisive = quirk == null && !refused;
        refused |= decisive;
        if (list.size() < PayloadReader.MAX_VIOLATIONS) {
            list.add(new Violation(pointer(), kind, detail, quirk));
        } else if (decisive) {
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
