package org.ocppgateway.protocol.translation;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.dictionary.MessageType;
import org.ocppgateway.protocol.dictionary.ObjectType;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.dictionary.PayloadReader;
import org.ocppgateway.protocol.dictionary.Quirk;
import org.ocppgateway.protocol.dictionary.ReadResult;
import org.ocppgateway.protocol.dictionary.Tolerance;
import org.ocppgateway.protocol.dictionary.Violation;
import org.ocppgateway.protocol.handler.CommandAnswer;
import org.ocppgateway.protocol.handler.Downlink;
import org.ocppgateway.protocol.json.JsonBuilder;
import org.ocppgateway.protocol.json.JsonScanner;
import org.ocppgateway.protocol.json.UnpairedSurrogates;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.protocol.model.Masking;
import org.ocppgateway.protocol.model.UnifiedModel;

/**
 * Reads the answers of charge points to CALLs. Keeps an answer even if it is invalid, because the command has already taken
 * effect. Only a payload that is not a JSON object is rejected. Immutable and thread-safe.
 */
final class AnswerReader {
    /** Ignores the configured tolerance, which decides about messages that can be sent again. An answer cannot. */
    private static final PayloadReader READER = new PayloadReader(Tolerance.of(Arrays.asList(Quirk.values())));

    private static final PayloadReader STRICT = new PayloadReader(Tolerance.STRICT);

    private final Translation translation;
    private final Tolerance tolerance;
    private final Masking masking;

    /**
     * Creates a reader of the answers of one version.
     *
     * @param tolerance violations that are not reported to the charge point
     * @param masking credentials that are masked in the payload and in the unified data
     */
    AnswerReader(Translation translation, Tolerance tolerance, Masking masking) {
        this.translation = translation;
        this.tolerance = tolerance;
        this.masking = masking;
    }

    /** @param message type of {@code sent} */
    CommandAnswer read(Command command, Downlink.Call sent, MessageType message, String payload) {
        if (!isObject(payload)) {
            String reason = "the answer to " + message.action() + " is not valid: the payload is not an object";
            return new CommandAnswer.Invalid(
                    reason, isJson(payload) ? masked(payload) : null, sendsCallResultErrors() ? reason : null);
        }
        ObjectType response = Objects.requireNonNull(message.response(), "the message type of a CALL needs a response");
        String json = UnpairedSurrogates.replaceEscaped(payload);
        ReadResult readResult = READER.read(response, json);
        Payload fields = readResult.payload();
        return new CommandAnswer.Completed(
                fields == null ? null : Statuses.of(fields),
                payload.equals("null") ? "{}" : masked(payload),
                readResult.violations(),
                fields == null ? null : data(command, sent, message, fields),
                callResultError(message, readResult.violations()));
    }

    /** Returns the answer in the unified model. Returns null if the command returns no data or the answer contains none. */
    private @Nullable String data(Command command, Downlink.Call sent, MessageType message, Payload answer) {
        ObjectType declared = UnifiedModel.results().answer(command.type());
        ReadResult commandData = UnifiedModel.readCommand(command.type(), command.data());
        Payload request = STRICT.read(message.request(), sent.payload()).payload();
        if (declared == null || commandData == null || commandData.payload() == null || request == null) {
            return null;
        }
        JsonBuilder fields = new JsonBuilder(256);
        translation.answerData(
                new ReadAnswer(command.type(), commandData.payload(), sent.action(), request, answer), fields);
        String data = fields.toString();
        String allowed = STRICT.read(declared, '{' + data + '}').valid() ? data : declared.validPart(data);
        return allowed == null || allowed.isEmpty() ? null : masking.payload('{' + allowed + '}');
    }

    /** Returns whether the payload is a JSON object. A JSON null counts as an empty object. */
    private static boolean isObject(String payload) {
        JsonScanner scanner = new JsonScanner(payload);
        scanner.skipBlanks();
        return payload.equals("null") || (scanner.peek() == '{' && isJson(payload));
    }

    private static boolean isJson(String payload) {
        JsonScanner scanner = new JsonScanner(payload);
        scanner.skipBlanks();
        boolean isValue = scanner.skipValue();
        scanner.skipBlanks();
        return isValue && scanner.atEnd();
    }

    private String masked(String payload) {
        return masking.payload(PayloadReader.readable(payload));
    }

    private @Nullable String callResultError(MessageType message, List<Violation> violations) {
        if (!sendsCallResultErrors()) {
            return null;
        }
        Optional<Violation> first =
                violations.stream().filter(violation -> !isTolerated(violation)).findFirst();
        return first.map(violation -> "the answer to " + message.action() + " is not valid: " + violation.explanation())
                .orElse(null);
    }

    private boolean isTolerated(Violation violation) {
        String quirk = violation.quirk();
        return quirk != null
                && Quirk.ofLabel(quirk).filter(tolerance::tolerates).isPresent();
    }

    private boolean sendsCallResultErrors() {
        return translation.version() == OcppVersion.V2_1 && !tolerance.tolerates(Quirk.NO_CALL_RESULT_ERROR);
    }
}
