package org.ocppgateway.protocol.dictionary;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The violations of one payload while it is read, and the place where the reader is. */
final class Violations {
    private static final int MAX_NAME_LENGTH = 64;

    private final @Nullable String[] names;
    private final int[] indexes;
    private int depth;
    private @Nullable List<Violation> list;
    private boolean refused;

    /** @param maxDepth how many names and indexes a path can have at most */
    Violations(int maxDepth) {
        this.names = new @Nullable String[maxDepth];
        this.indexes = new int[maxDepth];
    }

    void enter(String name) {
        names[depth++] = name;
    }

    void enter(int index) {
        names[depth] = null;
        indexes[depth++] = index;
    }

    void leave() {
        depth--;
    }

    void add(Violation.Kind kind, String detail) {
        put(kind, detail, null);
    }

    void tolerate(Violation.Kind kind, String detail, Quirk quirk) {
        put(kind, detail, quirk.label());
    }

    void addOrTolerate(Violation.Kind kind, String detail, Quirk quirk, Tolerance tolerance) {
        if (tolerance.forgives(quirk)) {
            tolerate(kind, detail, quirk);
        } else {
            add(kind, detail);
        }
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
        for (int i = 0; i < depth; i++) {
            String name = names[i];
            pointer.append('/');
            if (name == null) {
                pointer.append(indexes[i]);
            } else {
                pointer.append(beginningOf(name).replace("~", "~0").replace("/", "~1"));
            }
        }
        return pointer.toString();
    }

    /** A name that the sender may have chosen. */
    private static String beginningOf(String name) {
        if (name.length() <= MAX_NAME_LENGTH) {
            return name;
        }
        boolean cutsAPair = Character.isHighSurrogate(name.charAt(MAX_NAME_LENGTH - 1));
        return name.substring(0, cutsAPair ? MAX_NAME_LENGTH - 1 : MAX_NAME_LENGTH);
    }
}
