package org.ocppgateway.protocol.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.dictionary.Dictionary;
import org.ocppgateway.protocol.dictionary.ObjectType;
import org.ocppgateway.protocol.dictionary.PayloadReader;
import org.ocppgateway.protocol.dictionary.Quirk;
import org.ocppgateway.protocol.dictionary.ReadResult;
import org.ocppgateway.protocol.dictionary.Spelling;
import org.ocppgateway.protocol.dictionary.Tolerance;
import org.ocppgateway.protocol.dictionary.Violation;

/**
 * The version-independent events, commands, results and replies, as their dictionaries declare them. Those files, beside this class,
 * are the one place where fields are defined and explained.
 */
public final class UnifiedModel {
    /** On every record that we write; raised when a backend made for the version before would misread what we write. */
    public static final int CONTRACT_VERSION = 1;

    private static final String FOLDER = "/org/ocppgateway/protocol/model/";
    /** No string of an event is longer than the longest that is tolerated in a message. */
    private static final Dictionary EVENTS =
            Dictionary.load(FOLDER + "events.dictionary", PayloadReader.MAX_TEXT_LENGTH);

    private static final Dictionary COMMANDS = Dictionary.load(FOLDER + "commands.dictionary");
    private static final Dictionary RESULTS = Dictionary.load(FOLDER + "results.dictionary");
    private static final Dictionary REPLIES = Dictionary.load(FOLDER + "replies.dictionary");

    /** Backends are forgiven what costs nothing: unknown fields, null, numbers as strings and strings as numbers. */
    private static final PayloadReader READER = new PayloadReader(Tolerance.of(List.of(
            Quirk.EXTRA_FIELD,
            Quirk.NULL_FOR_ABSENT,
            Quirk.NUMBER_FOR_STRING,
            Quirk.STRING_FOR_NUMBER,
            Quirk.DATE_SPELLING)));

    private static final PayloadReader STRICT = new PayloadReader(Tolerance.STRICT);

    private UnifiedModel() {}

    public static Dictionary events() {
        return EVENTS;
    }

    public static Dictionary commands() {
        return COMMANDS;
    }

    public static Dictionary results() {
        return RESULTS;
    }

    public static Dictionary replies() {
        return REPLIES;
    }

    /** Reads a command's data by its type, or returns null if there is no such type. */
    public static @Nullable ReadResult readCommand(String type, String data) {
        ObjectType fields = COMMANDS.command(type);
        return fields == null ? null : readWritten(fields, data);
    }

    /** Says that there is no such command type, and which one was perhaps meant. */
    public static String unknownCommandType(String type) {
        String meant = Spelling.suggestion(
                COMMANDS.commands().stream().map(ObjectType::name).toList(), type);
        return "there is no command type " + type + (meant == null ? "" : "; did you mean " + meant + '?');
    }

    /** Whether a field of a command or a reply may also be called so. */
    public static boolean isAlias(ObjectType type, String field) {
        return AlternativeSpellings.isAlias(type, field);
    }

    /** Reads a reply's payload by the type of the event that asked, or returns null if that type asks for nothing. */
    public static @Nullable ReadResult readReply(EventType asked, String payload) {
        ObjectType fields = REPLIES.reply(asked.name());
        return fields == null ? null : readWritten(fields, payload);
    }

    /** Reads what a backend wrote; what is not in the contract's spelling is read in {@link AlternativeSpellings}. */
    private static ReadResult readWritten(ObjectType type, String json) {
        ReadResult reading = READER.read(type, json);
        if (reading.violations().isEmpty() || reading.violations().stream().anyMatch(UnifiedModel::isBroken)) {
            return reading;
        }
        ReadResult other = READER.read(type, AlternativeSpellings.replaced(type, json));
        return other.valid() ? other : reading;
    }

    private static boolean isBroken(Violation violation) {
        return violation.kind() == Violation.Kind.FORMAT && !violation.tolerated();
    }

    /**
     * Reads the unified fields of an event, as a version handler wrote them, or returns null if there is no such type.
     *
     * @param fields the members of a JSON object, without its braces
     */
    public static @Nullable ReadResult readEvent(EventType type, String fields) {
        ObjectType declared = EVENTS.event(type.name());
        return declared == null ? null : READER.read(declared, '{' + fields + '}');
    }

    /**
     * What the contract allows of an event's fields; there is no leniency towards ourselves. An optional field that it does not allow is
     * left out.
     *
     * @param fields the members of a JSON object, without its braces
     * @return null if it allows no event of that type without a field that is not valid
     */
    public static @Nullable String allowed(EventType type, String fields) {
        ObjectType declared = EVENTS.event(type.name());
        if (declared == null || STRICT.read(declared, '{' + fields + '}').valid()) {
            return declared == null ? null : fields;
        }
        return declared.validPart(fields);
    }

    /** Reads a whole record of a backend by one of the named types of {@link #commands()}. */
    static ReadResult readRecord(ObjectType type, String json) {
        return READER.read(type, json);
    }
}
