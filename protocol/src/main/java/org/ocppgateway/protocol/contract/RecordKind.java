package org.ocppgateway.protocol.contract;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.ocppgateway.protocol.dictionary.Dictionary;
import org.ocppgateway.protocol.dictionary.ObjectType;
import org.ocppgateway.protocol.model.UnifiedModel;

/**
 * The kinds of records that the gateway and a backend exchange: an envelope that contains the fields of the record's
 * type.
 */
enum RecordKind {
    EVENT("A record on ocpp-events-up", "Event", "data", "Data"),
    COMMAND("A record on commands-down that is a command", "Command", "data", "Data"),
    REPLY("A record on commands-down that is a decision", "Reply", "payload", "Decision"),
    RESULT("A record on command-results", "Result", "data", "Answer");

    private final String title;
    private final String word;
    private final String member;
    private final String fieldsWord;

    RecordKind(String title, String word, String member, String fieldsWord) {
        this.title = title;
        this.word = word;
        this.member = member;
        this.fieldsWord = fieldsWord;
    }

    String word() {
        return word;
    }

    String title() {
        return title;
    }

    ObjectType envelope() {
        Dictionary dictionary = switch (this) {
            case EVENT -> UnifiedModel.events();
            case COMMAND, REPLY -> UnifiedModel.commands();
            case RESULT -> UnifiedModel.results();
        };
        return Objects.requireNonNull(dictionary.type(word), word);
    }

    /** The types that such a record may have, with their fields. */
    Collection<ObjectType> types() {
        return switch (this) {
            case EVENT -> UnifiedModel.events().events();
            case COMMAND -> UnifiedModel.commands().commands();
            case REPLY -> UnifiedModel.replies().replies();
            case RESULT -> UnifiedModel.results().answers();
        };
    }

    /** The member of the envelope that contains the fields of the type. */
    String member() {
        return member;
    }

    String file() {
        return lowerCase() + ".schema.json";
    }

    String lowerCase() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Name of the definition of a whole record of this type, for example {@code TransactionStartedEvent}. */
    String recordName(ObjectType type) {
        return pascalCase(type) + word;
    }

    /** Name of the definition of the fields of this type alone, for example {@code TransactionStartedData}. */
    String fieldsName(ObjectType type) {
        return pascalCase(type) + fieldsWord;
    }

    private static String pascalCase(ObjectType type) {
        return Arrays.stream(type.name().split("[.-]"))
                .map(part -> Character.toUpperCase(part.charAt(0)) + part.substring(1))
                .collect(Collectors.joining());
    }
}
