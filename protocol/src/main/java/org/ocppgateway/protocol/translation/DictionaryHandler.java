package org.ocppgateway.protocol.translation;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.dictionary.Dictionary;
import org.ocppgateway.protocol.dictionary.MessageType;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.dictionary.PayloadReader;
import org.ocppgateway.protocol.dictionary.ReadResult;
import org.ocppgateway.protocol.dictionary.Tolerance;
import org.ocppgateway.protocol.dictionary.Violation;
import org.ocppgateway.protocol.frame.ErrorCode;
import org.ocppgateway.protocol.handler.AnswerContext;
import org.ocppgateway.protocol.handler.CommandAnswer;
import org.ocppgateway.protocol.handler.Downlink;
import org.ocppgateway.protocol.handler.Uplink;
import org.ocppgateway.protocol.handler.UplinkContext;
import org.ocppgateway.protocol.handler.VersionHandler;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.protocol.model.EventPriority;
import org.ocppgateway.protocol.model.EventType;
import org.ocppgateway.protocol.model.Masking;
import org.ocppgateway.protocol.model.UnifiedModel;

/**
 * Version handler for all versions. Reads and validates by the dictionary of the version, translates with a {@link
 * Translation}, and validates the result by the dictionary of the other side.
 */
public final class DictionaryHandler implements VersionHandler {
    private static final PayloadReader STRICT = new PayloadReader(Tolerance.STRICT);

    private final Translation translation;
    private final Masking masking;
    private final Dictionary dictionary;
    private final PayloadReader reader;
    private final AnswerReader answers;

    /** Creates a handler that tolerates the default quirks and masks the default names. */
    public DictionaryHandler(Translation translation) {
        this(translation, Tolerance.STANDARD, Masking.STANDARD);
    }

    /** @param masking credentials that are masked in answers; events are masked when they are published */
    public DictionaryHandler(Translation translation, Tolerance tolerance, Masking masking) {
        this.translation = translation;
        this.masking = masking;
        this.dictionary = Dictionary.of(translation.version());
        this.reader = new PayloadReader(tolerance);
        this.answers = new AnswerReader(translation, tolerance, masking);
    }

    @Override
    public OcppVersion version() {
        return translation.version();
    }

    @Override
    public VersionHandler withTolerance(Tolerance tolerance) {
        return new DictionaryHandler(translation, tolerance, masking);
    }

    @Override
    public Uplink call(UplinkContext context, Action action, String payload) {
        MessageType message = dictionary.message(action);
        if (message != null && !message.answered()) {
            return new Uplink.Refused(ErrorCode.NOT_SUPPORTED, "this action requires SEND, not CALL");
        }
        return receive(context, message, payload);
    }

    @Override
    public Uplink send(UplinkContext context, Action action, String payload) {
        MessageType message = dictionary.message(action);
        if (message != null && message.answered()) {
            return new Uplink.Refused(ErrorCode.NOT_SUPPORTED, "this action requires CALL, not SEND");
        }
        return receive(context, message, payload);
    }

    private Uplink receive(UplinkContext context, @Nullable MessageType message, String payload) {
        if (message == null) {
            return new Uplink.Refused(ErrorCode.NOT_IMPLEMENTED, label() + " has no such action");
        }
        if (!message.direction().fromChargePoint()) {
            return new Uplink.Refused(ErrorCode.NOT_SUPPORTED, "a charge point does not send this action");
        }
        ReadResult readResult = reader.read(message.request(), payload);
        Payload fields = readResult.payload();
        if (fields != null && readResult.violations().isEmpty()) {
            TranslatedEvent event = translation.event(context, message.action(), fields);
            return accepted(message, fields, event, readResult.violations());
        }
        ReadResult kept = TransactionMessages.recover(message, reader, readResult, payload);
        return kept == null ? nonTransaction(context, message, readResult) : transaction(context, message, kept);
    }

    /**
     * Handles a message with violations that does not belong to a transaction. Accepts it if it is valid and can be answered.
     */
    private Uplink nonTransaction(UplinkContext context, MessageType message, ReadResult readResult) {
        Payload fields = readResult.payload();
        if (fields == null || !readResult.valid()) {
            return Uplink.Refused.of(readResult);
        }
        TranslatedEvent event = withAllowedFields(translation.event(context, message.action(), fields));
        Uplink.Accepted accepted = accepted(message, fields, event, readResult.violations());
        return canBeAnswered(context, message, accepted) ? accepted : Uplink.Refused.of(readResult);
    }

    private Uplink transaction(UplinkContext context, MessageType message, ReadResult readResult) {
        Payload fields = Objects.requireNonNull(readResult.payload());
        TranslatedEvent event = withAllowedFields(translation.event(context, message.action(), fields));
        TranslatedEvent transactionEvent =
                new TranslatedEvent(event.type(), event.fields(), EventPriority.TRANSACTION, event.contentKey());
        return accepted(message, fields, transactionEvent, readResult.violations());
    }

    private static Uplink.Accepted accepted(
            MessageType message, Payload fields, TranslatedEvent event, List<Violation> violations) {
        return new Uplink.Accepted(
                message.action(),
                fields,
                event.type(),
                event.fields(),
                violations,
                event.priority(),
                event.contentKey());
    }

    /**
     * Removes fields that the contract does not allow from the event. If a required field is invalid, the event becomes an
     * ocpp.message, which contains only the payload.
     */
    private static TranslatedEvent withAllowedFields(TranslatedEvent event) {
        String fields = UnifiedModel.withAllowedFields(event.type(), event.fields());
        return fields == null
                ? new TranslatedEvent(EventType.OCPP_MESSAGE, "", event.priority(), event.contentKey())
                : new TranslatedEvent(event.type(), fields, event.priority(), event.contentKey());
    }

    /** Returns whether the answer would be valid. Some answers repeat a value of the message, which may be unreadable. */
    private boolean canBeAnswered(UplinkContext context, MessageType message, Uplink.Accepted accepted) {
        if (message.response() == null) {
            return true;
        }
        AnswerContext answerContext =
                new AnswerContext(context.chargePointId(), context.receivedAt(), Duration.ZERO, null);
        return STRICT.read(message.response(), translation.answer(accepted, answerContext))
                .valid();
    }

    @Override
    public String answer(Uplink.Accepted uplink, AnswerContext answerContext) {
        return translation.answer(uplink, answerContext);
    }

    @Override
    public Downlink translate(Command command) {
        try {
            Payload data = CommandData.of(command);
            Downlink.Call call = command.type().equals(CommandData.OCPP_CALL)
                    ? CommandData.ocppCall(data)
                    : translation.call(command, data);
            return valid(call, data);
        } catch (UntranslatableCommandException e) {
            return new Downlink.Invalid(e.reason());
        }
    }

    /** Returns the CALL if it is valid. The gateway and the backend get no tolerance. */
    private Downlink valid(Downlink.Call call, Payload data) throws UntranslatableCommandException {
        MessageType message = dictionary.message(call.action());
        if (message == null) {
            throw new UntranslatableCommandException(label() + " has no " + call.action());
        }
        if (!message.direction().toChargePoint()) {
            throw new UntranslatableCommandException(call.action() + " is not sent to charge points");
        }
        ReadResult readResult = STRICT.read(message.request(), call.payload());
        Payload payload = readResult.payload();
        Optional<Violation> violation = readResult.refusal();
        if (payload == null || violation.isPresent()) {
            throw new UntranslatableCommandException(label() + "'s " + call.action() + ": "
                    + violation.map(Violation::explanation).orElse("the payload cannot be read"));
        }
        return new Downlink.Call(call.action(), call.payload(), CommandData.derivedIds(data, payload));
    }

    private String label() {
        return "OCPP " + version().label();
    }

    @Override
    public CommandAnswer readAnswer(Command command, Downlink.Call sent, String payload) {
        MessageType message =
                Objects.requireNonNull(dictionary.message(sent.action()), "the sent action is not in the dictionary");
        return answers.read(command, sent, message, payload);
    }
}
