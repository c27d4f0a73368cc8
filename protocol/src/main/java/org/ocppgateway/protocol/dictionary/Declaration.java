package org.ocppgateway.protocol.dictionary;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.dictionary.MessageType.Direction;

/** What a dictionary file declares, names not yet resolved. */
sealed interface Declaration {
    String where();

    String name();

    /** {@code message NAME from charge-point}; {@code response} is null if it is unanswered. */
    record Message(
            String where,
            String name,
            String doc,
            Direction direction,
            List<FieldDeclaration> request,
            @Nullable List<FieldDeclaration> response)
            implements Declaration {}

    /** {@code type NAME}, {@code event NAME}, {@code command NAME}, {@code reply NAME}, {@code answer NAME}. */
    record Fields(String where, Kind kind, String name, String doc, boolean open, List<FieldDeclaration> fields)
            implements Declaration {}

    /** {@code enum NAME = values}. */
    record Enumeration(String where, String name, List<String> values) implements Declaration {}

    /** {@code everywhere}: fields that every object has which is not open. */
    record Everywhere(String where, List<FieldDeclaration> fields) implements Declaration {
        @Override
        public String name() {
            return "everywhere";
        }
    }

    /** One line of fields: {@code name* type -- doc}. */
    record FieldDeclaration(String where, String name, boolean required, String type, String doc) {}

    /** What a list of fields is for. */
    enum Kind {
        TYPE,
        EVENT,
        COMMAND,
        REPLY,
        ANSWER
    }
}
