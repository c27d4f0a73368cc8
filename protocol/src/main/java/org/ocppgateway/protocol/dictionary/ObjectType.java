package org.ocppgateway.protocol.dictionary;

import java.util.List;

/** A compiled object type of a dictionary: its fields in the order of the dictionary. */
public final class ObjectType {
    private final String name;
    private final List<String> fieldNames;

    ObjectType(String name, List<String> fieldNames) {
        this.name = name;
        this.fieldNames = List.copyOf(fieldNames);
    }

    public String name() {
        return name;
    }

    /** The position of a declared field, or -1. */
    int indexOf(String field) {
        return fieldNames.indexOf(field);
    }
}
