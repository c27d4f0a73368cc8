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

/** What must hold of everything that the gateway lets out, whatever came in. */
final class OutputRules {
    /** An event holds its payload and says it again in unified form; what more it says is bounded. */
    private static final int MAX_EVENT_FACTOR = 3;

    private static final int MAX_EVENT_OVERHEAD = 320 * 1024;
    private static final int MAX_FRAME_OVERHEAD = 2_000;
    /** Longer than a path and a word on what is wrong there need to be. */
    private static final int MAX_REASON = 1_200;

    private static final PayloadReader STRICT = new PayloadReader(Tolerance.STRICT);

    private final Schema event = eventSchema();

    private static Schema eventSchema() {
        try {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(Files.readString(ProjectFiles.file("ops/docs/contract/event.schema.json")));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the contract", e);
        }
    }

    /** The first rule that is broken, or nothing. */
    Optional<String> violation(OcppVersion version, String text, HandlingResult handled) {
        return switch (handled) {
            case HandlingResult.Published published -> first(event(text, published), answer(version, published));
            case HandlingResult.Refused refused -> refusal(refused.answer());
            case HandlingResult.Completed completed ->
                first(
                        isJson(completed.payload())
                                ? Optional.empty()
                                : Optional.of("the payload of a result is not JSON"),
                        completed.complaint() == null ? Optional.empty() : complaint(completed.complaint()));
            case HandlingResult.Failed failed ->
                first(
                        failed.reason().length() <= MAX_REASON ? Optional.empty() : Optional.of("a reason is too long"),
                        failed.complaint() == null ? Optional.empty() : complaint(failed.complaint()));
            case HandlingResult.Silence silence -> Optional.empty();
        };
    }

    /** Whether an event is one of the contract, by its own schema. Slow: for a sample. */
    Optional<String> schemaViolation(HandlingResult.Published published) {
        List<Error> errors;
        try {
            errors = event.validate(published.event(), InputFormat.JSON);
        } catch (RuntimeException e) {
            // Backends use such libraries: what stops this one may stop them.
            return Optional.of("an event cannot be read by a common JSON library: "
                    + e.getClass().getSimpleName());
        }
        return errors.isEmpty()
                ? Optional.empty()
                : Optional.of("an event is not valid by the contract: " + errors.getFirst());
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
                ? Optional.of("the contract has no event " + published.message().type())
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
            return Optional.of("the answer is no CALLRESULT under the same id");
        }
        ObjectType response = Objects.requireNonNull(Objects.requireNonNull(
                        Dictionary.of(version).message(published.message().action()))
                .response());
        return invalid(response, result.payload()).map(why -> "the answer is not valid: " + why);
    }

    /** Not read as a frame: the id that it gives back may be none. */
    private static Optional<String> refusal(String answer) {
        boolean good = answer.startsWith("[4,") && isJson(answer) && answer.length() <= MAX_FRAME_OVERHEAD;
        return good ? Optional.empty() : Optional.of("the answer is no CALLERROR of bearable length");
    }

    private static Optional<String> complaint(String frame) {
        return frame(OcppVersion.V2_1, frame) instanceof Frame.CallResultError complaint
                        && complaint.description().length() <= FrameWriter.MAX_DESCRIPTION_LENGTH
                ? Optional.empty()
                : Optional.of("the complaint is no CALLRESULTERROR");
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
