package org.ocppgateway.protocol.v2;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.ChargePointId;
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
import org.ocppgateway.protocol.handler.Answering;
import org.ocppgateway.protocol.handler.CommandAnswer;
import org.ocppgateway.protocol.handler.Downlink;
import org.ocppgateway.protocol.handler.Uplink;
import org.ocppgateway.protocol.handler.VersionHandler;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.protocol.model.Masking;
import org.ocppgateway.protocol.translation.Event;
import org.ocppgateway.protocol.translation.InexpressibleException;

/** OCPP 2.0.1 or 2.1. What the two do not share stands in their dictionaries, by which everything is read, copied and checked. */
public final class Ocpp2Handler implements VersionHandler {
    private static final PayloadReader STRICT = new PayloadReader(Tolerance.STRICT);

    private final OcppVersion version;
    private final Dictionary dictionary;
    private final PayloadReader reader;
    private final Events events;
    private final Answers answers;
    private final Calls calls;

    /**
     * With the quirks that are tolerated by default.
     *
     * @param version not 1.6
     */
    public Ocpp2Handler(OcppVersion version) {
        this(version, Tolerance.STANDARD);
    }

    /** @param version not 1.6 */
    public Ocpp2Handler(OcppVersion version, Tolerance tolerance) {
        if (version == OcppVersion.V1_6) {
            throw new IllegalArgumentException("OCPP 1.6 has a handler of its own");
        }
        this.version = version;
        this.dictionary = Dictionary.of(version);
        this.reader = new PayloadReader(tolerance);
        this.events = new Events(dictionary);
        this.answers = new Answers(version);
        this.calls = new Calls(version);
    }

    private Ocpp2Handler(Ocpp2Handler other, Tolerance tolerance) {
        this.version = other.version;
        this.dictionary = other.dictionary;
        this.reader = new PayloadReader(tolerance);
        this.events = other.events;
        this.answers = other.answers;
        this.calls = other.calls;
    }

    @Override
    public OcppVersion version() {
        return version;
    }

    @Override
    public VersionHandler tolerating(Tolerance tolerance) {
        return new Ocpp2Handler(this, tolerance);
    }

    @Override
    public Uplink call(ChargePointId chargePointId, Action action, String payload) {
        MessageType message = dictionary.message(action);
        if (message != null && !message.answered()) {
            return new Uplink.Refused(ErrorCode.NOT_SUPPORTED, "this action is sent by SEND, not by CALL");
        }
        return receive(message, payload);
    }

    @Override
    public Uplink send(ChargePointId chargePointId, Action action, String payload) {
        MessageType message = dictionary.message(action);
        if (message != null && message.answered()) {
            return new Uplink.Refused(ErrorCode.NOT_SUPPORTED, "this action is sent by CALL, not by SEND");
        }
        return receive(message, payload);
    }

    private Uplink receive(@Nullable MessageType message, String payload) {
        if (message == null) {
            return new Uplink.Refused(ErrorCode.NOT_IMPLEMENTED, "OCPP " + version.label() + " has no such action");
        }
        if (!message.direction().fromChargePoint()) {
            return new Uplink.Refused(ErrorCode.NOT_SUPPORTED, "only a CSMS sends this action");
        }
        Action action = message.action();
        Reading reading = reader.read(message.request(), payload);
        Payload fields = reading.payload();
        Optional<Violation> refusal = reading.refusal();
        if (fields == null || (refusal.isPresent() && !isIdentified(action, fields))) {
            return refusal.map(Uplink.Refused::of)
                    .orElseGet(() -> new Uplink.Refused(ErrorCode.FORMAT_VIOLATION, "the payload cannot be read"));
        }
        Event event = events.of(action, fields);
        return new Uplink.Accepted(
                action,
                fields,
                event.type(),
                event.fields(),
                reading.violations(),
                event.importance(),
                event.contentKey());
    }

    private static boolean isIdentified(Action action, Payload message) {
        return action.name().equals("TransactionEvent") && Transactions.isIdentified(message);
    }

    @Override
    public String answer(Uplink.Accepted uplink, Answering answering) {
        return answers.of(uplink, answering);
    }

    @Override
    public Downlink translate(Command command) {
        try {
            Downlink.Call call = calls.of(command);
            Optional<Violation> violation = violation(call);
            return violation.isEmpty()
                    ? call
                    : new Downlink.Invalid("OCPP " + version.label() + "'s " + call.action() + ": "
                            + violation.get().path() + " "
                            + violation.get().detail());
        } catch (InexpressibleException e) {
            return new Downlink.Invalid(e.reason());
        }
    }

    /** What is wrong with a CALL to be sent: nothing is tolerated of ourselves and of the backend. */
    private Optional<Violation> violation(Downlink.Call call) throws InexpressibleException {
        MessageType message = dictionary.message(call.action());
        if (message == null) {
            throw new InexpressibleException(call.action() + " is not supported by OCPP " + version.label());
        }
        if (!message.direction().toChargePoint()) {
            throw new InexpressibleException("only a charge point sends " + call.action());
        }
        return STRICT.read(message.request(), call.payload()).refusal();
    }

    @Override
    public CommandAnswer answered(Downlink.Call sent, String payload) {
        MessageType message = Objects.requireNonNull(dictionary.message(sent.action()), "sent what is not known");
        ObjectType response = Objects.requireNonNull(message.response(), "every CALL has an answer");
        Reading reading = reader.read(response, payload);
        Payload fields = reading.payload();
        Optional<Violation> refusal = reading.refusal();
        if (fields == null || refusal.isPresent()) {
            return new CommandAnswer.Invalid("the answer to " + sent.action() + " is not valid: "
                    + refusal.map(violation -> violation.path() + " " + violation.detail())
                            .orElse("it cannot be read"));
        }
        return new CommandAnswer.Completed(
                Statuses.of(fields), payload.equals("null") ? "{}" : Masking.credentials(payload));
    }
}
