package org.ocppgateway.ops.checks.fuzz;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.ops.stack.process.ProjectFiles;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.dictionary.Dictionary;
import org.ocppgateway.protocol.dictionary.ObjectType;
import org.ocppgateway.protocol.dictionary.PayloadReader;
import org.ocppgateway.protocol.dictionary.Tolerance;
import org.ocppgateway.protocol.dictionary.Violation;
import org.ocppgateway.protocol.frame.Frame;
import org.ocppgateway.protocol.frame.FrameReader;
import org.ocppgateway.protocol.frame.FrameWriter;
import org.ocppgateway.protocol.frame.Inbound;
import org.ocppgateway.protocol.json.JsonScanner;
import org.ocppgateway.protocol.model.UnifiedModel;

/** Rules for everything that the gateway sends or publishes, independent of the input. */
final class OutputRules {
    /** An event contains the original payload and its unified form. Everything else is bounded. */
    private static final int MAX_EVENT_FACTOR = 3;

    private static final int MAX_EVENT_OVERHEAD = 320 * 1024;
    private static final int MAX_FRAME_OVERHEAD = 2_000;
    /** Sufficient for a path and a short description. */
    private static final int MAX_REASON = 1_200;

    private static final PayloadReader STRICT = new PayloadReader(Tolerance.STRICT);

    private final Schema event = eventSchema();

    private static Schema eventSchema() {
        try {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(Files.readString(ProjectFiles.file("ops/docs/contract/event.schema.json")));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the event schema", e);
        }
    }

    /** Returns the first violated rule. */
    Optional<String> violation(OcppVersion version, String text, HandlingResult handled) {
        return switch (handled) {
            case HandlingResult.Published published -> first(event(text, published), answer(version, published));
            case HandlingResult.Refused refused -> refusal(refused.answer());
            case HandlingResult.Completed completed ->
                first(
                        isJson(completed.payload())
                                ? Optional.empty()
                                : Optional.of("the payload of a result is not JSON"),
                        completed.callResultError() == null
                                ? Optional.empty()
                                : callResultError(completed.callResultError()));
            case HandlingResult.Failed failed ->
                first(
                        failed.reason().length() <= MAX_REASON ? Optional.empty() : Optional.of("a reason is too long"),
                        failed.callResultError() == null
                                ? Optional.empty()
                                : callResultError(failed.callResultError()));
            case HandlingResult.Silence silence -> Optional.empty();
        };
    }

    /** Validates an event against its JSON schema. Slow, so only a sample of the events is validated. */
    Optional<String> schemaViolation(HandlingResult.Published published) {
        List<Error> errors;
        try {
            errors = event.validate(published.event(), InputFormat.JSON);
        } catch (RuntimeException e) {
            // Backends use similar libraries and could fail, too.
            return Optional.of("an event cannot be parsed by a common JSON library: "
                    + e.getClass().getSimpleName());
        }
        return errors.isEmpty()
                ? Optional.empty()
                : Optional.of("an event does not match its schema: " + errors.getFirst());
    }

    private static Optional<String> event(String text, HandlingResult.Published published) {
        if (!isJson(published.event())) {
            return Optional.of("an event is not JSON");
        }
        if (published.event().length() > MAX_EVENT_FACTOR * text.length() + MAX_EVENT_OVERHEAD) {
            return Optional.of("an event is many times the size of its frame");
        }
        ObjectType declared =
                UnifiedModel.events().event(published.message().type().name());
        return declared == null
                ? Optional.of("the schema has no event " + published.message().type())
                : invalid(declared, '{' + published.message().fields() + '}')
                        .map(why -> "the fields of " + published.message().type() + " are not valid: " + why);
    }

    private static Optional<String> answer(OcppVersion version, HandlingResult.Published published) {
        String answer = published.answer();
        if (answer == null) {
            return Optional.empty();
        }
        Frame frame = frame(version, answer);
        if (!(frame instanceof Frame.CallResult result) || !result.id().equals(published.id())) {
            return Optional.of("the answer is not a CALLRESULT with the same id");
        }
        ObjectType response = Objects.requireNonNull(Objects.requireNonNull(
                        Dictionary.of(version).message(published.message().action()))
                .response());
        return invalid(response, result.payload()).map(why -> "the answer is not valid: " + why);
    }

    /** The answer is not parsed as a frame because it can repeat an invalid message id. */
    private static Optional<String> refusal(String answer) {
        boolean good = answer.startsWith("[4,") && isJson(answer) && answer.length() <= MAX_FRAME_OVERHEAD;
        return good ? Optional.empty() : Optional.of("the answer is not a CALLERROR of bounded length");
    }

    private static Optional<String> callResultError(String frame) {
        return frame(OcppVersion.V2_1, frame) instanceof Frame.CallResultError callResultError
                        && callResultError.description().length() <= FrameWriter.MAX_DESCRIPTION_LENGTH
                ? Optional.empty()
                : Optional.of("the frame is not a CALLRESULTERROR");
    }

    private static @Nullable Frame frame(OcppVersion version, String text) {
        return FrameReader.read(version, text) instanceof Inbound.Received received ? received.frame() : null;
    }

    private static Optional<String> invalid(ObjectType type, String json) {
        return STRICT.read(type, json).violations().stream().findFirst().map(OutputRules::describe);
    }

    private static String describe(Violation violation) {
        return violation.path() + ' ' + violation.detail();
    }

    private static boolean isJson(String text) {
        JsonScanner scanner = new JsonScanner(text);
        return scanner.skipValue() && scanner.atEnd();
    }

    private static Optional<String> first(Optional<String> one, Optional<String> other) {
        return one.isPresent() ? one : other;
    }
}
