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
import org.ocppgateway.protocol.dictionary.ReadResult;
import org.ocppgateway.protocol.dictionary.Tolerance;
import org.ocppgateway.protocol.dictionary.Violation;
import org.ocppgateway.protocol.frame.ErrorCode;
import org.ocppgateway.protocol.frame.Frame;
import org.ocppgateway.protocol.handler.ErrorCodes;

/** Validates messages of the server strictly with the dictionary of one OCPP version. */
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
     * Passes a valid command to its handler and answers an invalid one with a CALLERROR.
     *
     * @param handler handles an action and its payload
     */
    public CommandResponse dispatch(Frame.Call command, BiFunction<String, Payload, CommandResponse> handler) {
        MessageType message = dictionary.message(command.action());
        if (message == null) {
            return new CommandResponse.Refusal(ErrorCode.NOT_IMPLEMENTED, "unknown action");
        }
        if (!message.direction().toChargePoint()) {
            return new CommandResponse.Refusal(ErrorCode.NOT_SUPPORTED, "only a charge point can send this action");
        }
        ReadResult reading = STRICT_READER.read(message.request(), command.payload());
        Payload payload = reading.payload();
        Violation violation = reading.refusal().orElse(null);
        if (violation != null) {
            return new CommandResponse.Refusal(ErrorCodes.of(violation.kind()), describe(violation));
        }
        return payload == null
                ? new CommandResponse.Refusal(ErrorCode.FORMAT_VIOLATION, "the payload is not an object")
                : handler.apply(command.action().name(), payload);
    }

    /** Parses the response to a CALL leniently. Returns null if the payload is not an object. */
    public @Nullable Payload response(Action action, String payload) {
        return reading(action, payload).payload();
    }

    /** Returns the first violation in the response to a CALL. */
    public Optional<Violation> firstViolation(Action action, String payload) {
        return reading(action, payload).refusal();
    }

    /** Returns the path and the description of a violation. */
    public static String describe(Violation violation) {
        return violation.path().isEmpty() ? violation.detail() : violation.path() + ": " + violation.detail();
    }

    /** Returns a required field of a validated payload. */
    public static String text(Payload payload, String field) {
        return Objects.requireNonNull(payload.text(field), field);
    }

    /** Returns a required field of a validated payload. */
    public static long integer(Payload payload, String field) {
        return Objects.requireNonNull(payload.integer(field), field);
    }

    /** Returns a required field of a validated payload. */
    public static Payload object(Payload payload, String field) {
        return Objects.requireNonNull(payload.object(field), field);
    }

    private ReadResult reading(Action action, String payload) {
        MessageType message = Objects.requireNonNull(dictionary.message(action), action::name);
        ObjectType response = Objects.requireNonNull(message.response(), action::name);
        return STRICT_READER.read(response, payload);
    }
}
