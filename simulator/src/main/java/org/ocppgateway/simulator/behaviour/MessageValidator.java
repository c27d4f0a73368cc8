package org.ocppgateway.simulator.behaviour;

import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.dictionary.Dictionary;
import org.ocppgateway.protocol.dictionary.MessageType;
import org.ocppgateway.protocol.dictionary.ObjectType;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.dictionary.PayloadReader;
import org.ocppgateway.protocol.dictionary.Reading;
import org.ocppgateway.protocol.dictionary.Tolerance;
import org.ocppgateway.protocol.dictionary.Violation;
import org.ocppgateway.protocol.frame.ErrorCode;
import org.ocppgateway.protocol.frame.Frame;
import org.ocppgateway.protocol.handler.ErrorCodes;

/** Reads what a server sends by the dictionary of one OCPP version, and forgives it nothing. */
public final class MessageValidator {
    private static final PayloadReader STRICT_READER = new PayloadReader(Tolerance.STRICT);

    private final OcppVersion version;
    private final Dictionary dictionary;

    public MessageValidator(OcppVersion version) {
        this.version = version;
        this.dictionary = Dictionary.of(version);
    }

    public OcppVersion version() {
        return version;
    }

    /**
     * Answers a command: a valid one by its meaning, any other one with the error for it.
     *
     * @param handler of an action and its payload
     */
    public CommandResponse dispatch(Frame.Call command, BiFunction<String, Payload, CommandResponse> handler) {
        MessageType message = dictionary.message(command.action());
        if (message == null) {
            return new CommandResponse.Refusal(ErrorCode.NOT_IMPLEMENTED, "the action is not known");
        }
        if (!message.direction().toChargePoint()) {
            return new CommandResponse.Refusal(ErrorCode.NOT_SUPPORTED, "only a charge point sends this");
        }
        Reading reading = STRICT_READER.read(message.request(), command.payload());
        Payload payload = reading.payload();
        Violation violation = reading.refusal().orElse(null);
        if (violation != null) {
            return new CommandResponse.Refusal(ErrorCodes.of(violation.kind()), describe(violation));
        }
        return payload == null
                ? new CommandResponse.Refusal(ErrorCode.FORMAT_VIOLATION, "the payload is not an object")
                : handler.apply(command.action().name(), payload);
    }

    /** The answer to one of our CALLs, as far as it can be read; null if it is no object. */
    public @Nullable Payload response(Action action, String payload) {
        return reading(action, payload).payload();
    }

    /** The first rule that an answer to one of our CALLs breaks. */
    public Optional<Violation> firstViolation(Action action, String payload) {
        return reading(action, payload).refusal();
    }

    /** In words, with the place. */
    public static String describe(Violation violation) {
        return violation.path().isEmpty() ? violation.detail() : violation.path() + ": " + violation.detail();
    }

    /** A required field of a payload that was found valid. */
    public static String text(Payload payload, String field) {
        return Objects.requireNonNull(payload.text(field), field);
    }

    /** A required field of a payload that was found valid. */
    public static long integer(Payload payload, String field) {
        return Objects.requireNonNull(payload.integer(field), field);
    }

    /** A required field of a payload that was found valid. */
    public static Payload object(Payload payload, String field) {
        return Objects.requireNonNull(payload.object(field), field);
    }

    private Reading reading(Action action, String payload) {
        MessageType message = Objects.requireNonNull(dictionary.message(action), action::name);
        ObjectType response = Objects.requireNonNull(message.response(), action::name);
        return STRICT_READER.read(response, payload);
    }
}
