package org.ocppgateway.protocol.dictionary;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.OcppVersion;

/**
 * Compiled and validated content of a dictionary file. The package documentation describes the file format. Immutable and
 * thread-safe.
 */
public final class Dictionary {
    private final Map<Action, MessageType> messages;
    private final Map<String, ObjectType> types;
    private final Map<String, ObjectType> events;
    private final Map<String, ObjectType> commands;
    private final Map<String, ObjectType> replies;
    private final Map<String, ObjectType> answers;

    Dictionary(
            Map<Action, MessageType> messages,
            Map<String, ObjectType> types,
            Map<String, ObjectType> events,
            Map<String, ObjectType> commands,
            Map<String, ObjectType> replies,
            Map<String, ObjectType> answers) {
        this.messages = messages;
        this.types = types;
        this.events = events;
        this.commands = commands;
        this.replies = replies;
        this.answers = answers;
    }

    /** Returns the messages of an OCPP version. Loads the dictionary on first use. */
    public static Dictionary of(OcppVersion version) {
        return switch (version) {
            case V1_6 -> Ocpp16.DICTIONARY;
            case V2_0_1 -> Ocpp201.DICTIONARY;
            case V2_1 -> Ocpp21.DICTIONARY;
        };
    }

    /**
     * Loads a dictionary from the class path.
     *
     * @param resource absolute name, for example {@code /org/example/some.dictionary}
     * @throws DictionaryException if the dictionary is invalid; the message lists every problem with file and line
     */
    public static Dictionary load(String resource) {
        return parse(resource, Dictionary::text, List.of());
    }

    /**
     * Loads a dictionary and limits every string that has no maximum length of its own.
     *
     * @param longestText maximum length in characters
     */
    public static Dictionary load(String resource, int longestText) {
        return parse(resource, Dictionary::text, List.of(), longestText);
    }

    static Dictionary parse(String file, Function<String, String> files, List<SuspectValue> suspectValues) {
        return parse(file, files, suspectValues, Integer.MAX_VALUE);
    }

    private static Dictionary parse(
            String file, Function<String, String> files, List<SuspectValue> suspectValues, int longestText) {
        List<String> problems = new ArrayList<>();
        DictionaryParser parser = new DictionaryParser(files, problems);
        parser.parse(file);
        Dictionary dictionary =
                new DictionaryCompiler(parser.declarations(), suspectValues, longestText, problems).compile();
        if (!problems.isEmpty()) {
            throw new DictionaryException(problems);
        }
        return dictionary;
    }

    public @Nullable MessageType message(Action action) {
        return messages.get(action);
    }

    /** Returns the messages in the order of the dictionary. */
    public Collection<MessageType> messages() {
        return Collections.unmodifiableCollection(messages.values());
    }

    /** Returns a named type, or the payload of a message, for example {@code ResetRequest} or {@code ResetResponse}. */
    public @Nullable ObjectType type(String name) {
        return types.get(name);
    }

    public @Nullable ObjectType event(String name) {
        return events.get(name);
    }

    public @Nullable ObjectType command(String name) {
        return commands.get(name);
    }

    public @Nullable ObjectType reply(String name) {
        return replies.get(name);
    }

    public @Nullable ObjectType answer(String name) {
        return answers.get(name);
    }

    /** Returns the types in the order of the dictionary. */
    public Collection<ObjectType> types() {
        return Collections.unmodifiableCollection(types.values());
    }

    /** Returns the events in the order of the dictionary. */
    public Collection<ObjectType> events() {
        return Collections.unmodifiableCollection(events.values());
    }

    /** Returns the commands in the order of the dictionary. */
    public Collection<ObjectType> commands() {
        return Collections.unmodifiableCollection(commands.values());
    }

    /** Returns the replies in the order of the dictionary. */
    public Collection<ObjectType> replies() {
        return Collections.unmodifiableCollection(replies.values());
    }

    /** Returns the answers in the order of the dictionary. */
    public Collection<ObjectType> answers() {
        return Collections.unmodifiableCollection(answers.values());
    }

    private static String text(String resource) {
        try (InputStream in = Dictionary.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("resource not found: " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the resource " + resource, e);
        }
    }

    private static Dictionary load(OcppVersion version) {
        return parse(
                "/org/ocppgateway/protocol/dictionary/ocpp-" + version.label() + ".dictionary",
                Dictionary::text,
                SuspectValue.of(version));
    }

    private static final class Ocpp16 {
        static final Dictionary DICTIONARY = load(OcppVersion.V1_6);
    }

    private static final class Ocpp201 {
        static final Dictionary DICTIONARY = load(OcppVersion.V2_0_1);
    }

    private static final class Ocpp21 {
        static final Dictionary DICTIONARY = load(OcppVersion.V2_1);
    }
}
