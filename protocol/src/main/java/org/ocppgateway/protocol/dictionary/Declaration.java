package org.ocppgateway.protocol.dictionary;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.dictionary.MessageType.Direction;

/** Declaration of a dictionary file. Names of types are not resolved yet. */
sealed interface Declaration {
    String where();

    String name();

    /** {@code message NAME from charge-point}. {@code response} is null for an unanswered message. */
    record Message(
            String where,
            String name,
            String doc,
            Direction direction,
            List<FieldDeclaration> request,
            @Nullable List<FieldDeclaration> response)
            implements Declaration {}

    /** {@code type NAME}, {@code event NAME}, {@code command NAME}, {@code reply NAME} or {@code answer NAME}. */
    record Fields(String where, Kind kind, String name, String doc, boolean open, List<FieldDeclaration> fields)
            implements Declaration {}

    /** {@code enum NAME = values}. */
    record Enumeration(String where, String name, List<String> values) implements Declaration {}

    /** {@code everywhere}: fields of every object that is not open. */
    record Everywhere(String where, List<FieldDeclaration> fields) implements Declaration {
        @Override
        public String name() {
            return "everywhere";
        }
    }

    /** One field: {@code name* type -- doc}. */
    record FieldDeclaration(String where, String name, boolean required, String type, String doc) {}

    /** Section that a list of fields belongs to. */
    enum Kind {
        TYPE,
        EVENT,
        COMMAND,
        REPLY,
        ANSWER
    }
}
