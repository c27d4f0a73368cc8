package org.ocppgateway.protocol.v16;

import java.util.Objects;
import java.util.Optional;
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

/** OCPP 1.6 with its security extension, whose messages are always understood. */
public final class Ocpp16Handler implements VersionHandler {
    private static final Dictionary DICTIONARY = Dictionary.of(OcppVersion.V1_6);
    private static final PayloadReader STRICT = new PayloadReader(Tolerance.STRICT);

    private final PayloadReader reader;

    /** With the quirks that are tolerated by default. */
    public Ocpp16Handler() {
        this(Tolerance.STANDARD);
    }

    public Ocpp16Handler(Tolerance tolerance) {
        this.reader = new PayloadReader(tolerance);
    }

    @Override
    public OcppVersion version() {
        return OcppVersion.V1_6;
    }

    @Override
    public VersionHandler tolerating(Tolerance tolerance) {
        return new Ocpp16Handler(tolerance);
    }

    @Override
    public Uplink call(ChargePointId chargePointId, Action action, String payload) {
        MessageType message = DICTIONARY.message(action);
        if (message == null) {
            return new Uplink.Refused(ErrorCode.NOT_IMPLEMENTED, "OCPP 1.6 has no such action");
        }
        if (!message.direction().fromChargePoint()) {
            return new Uplink.Refused(ErrorCode.NOT_SUPPORTED, "only a central system sends this action");
        }
        Reading reading = reader.read(message.request(), payload);
        Payload fields = reading.payload();
        Optional<Violation> refusal = reading.refusal();
        if (fields == null || (refusal.isPresent() && !Transactions.isIdentified(action, fields))) {
            return refusal.map(Uplink.Refused::of)
                    .orElseGet(() -> new Uplink.Refused(ErrorCode.FORMAT_VIOLATION, "the payload cannot be read"));
        }
        Event event = Events.of(chargePointId, action, fields);
        return new Uplink.Accepted(
                action,
                fields,
                event.type(),
                event.fields(),
                reading.violations(),
                event.importance(),
                event.contentKey());
    }

    @Override
    public Uplink send(ChargePointId chargePointId, Action action, String payload) {
        return new Uplink.Refused(ErrorCode.NOT_SUPPORTED, "OCPP 1.6 has no SEND");
    }

    @Override
    public String answer(Uplink.Accepted uplink, Answering answering) {
        return Answers.of(uplink, answering);
    }

    @Override
    public Downlink translate(Command command) {
        try {
            Downlink.Call call = Calls.of(command);
            Optional<Violation> violation = violation(call);
            return violation.isEmpty()
                    ? call
                    : new Downlink.Invalid("OCPP 1.6's " + call.action() + ": "
                            + violation.get().path() + " "
                            + violation.get().detail());
        } catch (InexpressibleException e) {
            return new Downlink.Invalid(e.reason());
        }
    }

    /** What is wrong with a CALL to be sent: nothing is tolerated of ourselves and of the backend. */
    private static Optional<Violation> violation(Downlink.Call call) throws InexpressibleException {
        MessageType message = DICTIONARY.message(call.action());
        if (message == null || !message.direction().toChargePoint()) {
            throw new InexpressibleException("OCPP 1.6 has no such action for a central system");
        }
        return STRICT.read(message.request(), call.payload()).refusal();
    }

    @Override
    public CommandAnswer answered(Downlink.Call sent, String payload) {
        MessageType message = Objects.requireNonNull(DICTIONARY.message(sent.action()), "sent what is not known");
        ObjectType response = Objects.requireNonNull(message.response(), "every message of 1.6 has an answer");
        Reading reading = reader.read(response, payload);
        Payload fields = reading.payload();
        Optional<Violation> refusal = reading.refusal();
        if (fields == null || refusal.isPresent()) {
            return new CommandAnswer.Invalid("the answer to " + sent.action() + " is not valid: "
                    + refusal.map(violation -> violation.path() + " " + violation.detail())
                            .orElse("it cannot be read"));
        }
        boolean hasStatus =
                response.fields().stream().anyMatch(field -> field.name().equals("status"));
        return new CommandAnswer.Completed(
                hasStatus ? fields.text("status") : null, payload.equals("null") ? "{}" : Masking.credentials(payload));
    }
}
