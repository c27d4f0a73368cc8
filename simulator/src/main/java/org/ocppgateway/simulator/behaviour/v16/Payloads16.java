package org.ocppgateway.simulator.behaviour.v16;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.dictionary.Dictionary;
import org.ocppgateway.protocol.dictionary.MessageType;
import org.ocppgateway.protocol.dictionary.ObjectType;
import org.ocppgateway.protocol.dictionary.PayloadReader;
import org.ocppgateway.protocol.dictionary.Reading;
import org.ocppgateway.protocol.dictionary.Tolerance;
import org.ocppgateway.protocol.dictionary.Violation;

/** Reads what a server sends by the dictionary of OCPP 1.6, and forgives it nothing. */
final class Payloads16 {
    private static final Dictionary DICTIONARY = Dictionary.of(OcppVersion.V1_6);
    private static final PayloadReader READER = new PayloadReader(Tolerance.STRICT);

    private Payloads16() {}

    static @Nullable MessageType message(Action action) {
        return DICTIONARY.message(action);
    }

    static Reading request(MessageType message, String payload) {
        return READER.read(message.request(), payload);
    }

    /** The answer to an action that the dictionary has. */
    static Reading response(Action action, String payload) {
        MessageType message = Objects.requireNonNull(DICTIONARY.message(action), action::name);
        ObjectType response = Objects.requireNonNull(message.response(), action::name);
        return READER.read(response, payload);
    }

    /** In words, with the place. */
    static String describe(Violation violation) {
        return violation.path().isEmpty() ? violation.detail() : violation.path() + ": " + violation.detail();
    }
}
