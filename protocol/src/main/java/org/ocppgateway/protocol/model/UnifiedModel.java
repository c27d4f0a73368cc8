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
 * Version-independent events, commands, results and replies. Their fields are defined only in the dictionary files beside this
 * class.
 */
public final class UnifiedModel {
    /**
     * Version of the contract in every record that the gateway writes. Increased when a backend made for the previous version
     * would misread the records.
     */
    public static final int CONTRACT_VERSION = 1;

    private static final String FOLDER = "/org/ocppgateway/protocol/model/";
    /** Strings of events are limited to the longest string that is tolerated in a message. */
    private static final Dictionary EVENTS =
            Dictionary.load(FOLDER + "events.dictionary", PayloadReader.MAX_TEXT_LENGTH);

    private static final Dictionary COMMANDS = Dictionary.load(FOLDER + "commands.dictionary");
    private static final Dictionary RESULTS = Dictionary.load(FOLDER + "results.dictionary");
    private static final Dictionary REPLIES = Dictionary.load(FOLDER + "replies.dictionary");

    /** Input of backends may contain unknown fields, null, numbers as strings, strings as numbers, and other date formats. */
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

    /** Reads the data of a command by its type. Returns null if the type is unknown. */
    public static @Nullable ReadResult readCommand(String type, String data) {
        ObjectType fields = COMMANDS.command(type);
        return fields == null ? null : readBackendInput(fields, data);
    }

    /** Returns an error message for an unknown command type, with a suggestion if a known type is similar. */
    public static String unknownCommandType(String type) {
        String suggestion = Spelling.suggestion(
                COMMANDS.commands().stream().map(ObjectType::name).toList(), type);
        return "there is no command type " + type + (suggestion == null ? "" : "; did you mean " + suggestion + '?');
    }

    /** Returns whether this name is an alias of a field of a command or a reply. */
    public static boolean isAlias(ObjectType type, String field) {
        return AlternativeSpellings.isAlias(type, field);
    }

    /**
     * Reads the payload of a reply by the type of the event that requested it. Returns null if that event requests no reply.
     */
    public static @Nullable ReadResult readReply(EventType asked, String payload) {
        ObjectType fields = REPLIES.reply(asked.name());
        return fields == null ? null : readBackendInput(fields, payload);
    }

    /** Reads input of a backend. If it is invalid, tries again with {@link AlternativeSpellings}. */
    private static ReadResult readBackendInput(ObjectType type, String json) {
        ReadResult readResult = READER.read(type, json);
        if (readResult.violations().isEmpty()
                || readResult.violations().stream().anyMatch(UnifiedModel::isMalformed)) {
            return readResult;
        }
        ReadResult other = READER.read(type, AlternativeSpellings.replaced(type, json));
        return other.valid() ? other : readResult;
    }

    private static boolean isMalformed(Violation violation) {
        return violation.kind() == Violation.Kind.FORMAT && !violation.tolerated();
    }

    /**
     * Reads the unified fields of an event as a version handler wrote them. Returns null if the type is unknown.
     *
     * @param fields members of a JSON object without its braces
     */
    public static @Nullable ReadResult readEvent(EventType type, String fields) {
        ObjectType declared = EVENTS.event(type.name());
        return declared == null ? null : READER.read(declared, '{' + fields + '}');
    }

    /**
     * Removes the optional fields of an event that the contract does not allow. The gateway's own output is validated strictly.
     *
     * @param fields members of a JSON object without its braces
     * @return null if the event is invalid without a required field, or the type is unknown
     */
    public static @Nullable String withAllowedFields(EventType type, String fields) {
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
