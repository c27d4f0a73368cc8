package org.ocppgateway.protocol.v16;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.dictionary.Dictionary;
import org.ocppgateway.protocol.dictionary.MessageType;
import org.ocppgateway.protocol.dictionary.ObjectType;
import org.ocppgateway.protocol.dictionary.PayloadReader;
import org.ocppgateway.protocol.dictionary.Quirk;
import org.ocppgateway.protocol.dictionary.Tolerance;
import org.ocppgateway.protocol.handler.AnswerContext;
import org.ocppgateway.protocol.handler.Downlink;
import org.ocppgateway.protocol.handler.Uplink;
import org.ocppgateway.protocol.handler.VersionHandler;
import org.ocppgateway.protocol.json.JsonScanner;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.protocol.model.Masking;
import org.ocppgateway.protocol.model.UnifiedModel;
import org.ocppgateway.protocol.property.Property;
import org.ocppgateway.protocol.property.RandomPayloads;
import org.ocppgateway.protocol.property.RandomTexts;
import org.ocppgateway.protocol.testing.Contexts;
import org.ocppgateway.protocol.translation.DictionaryHandler;

/** The handler has an answer for any input of a charge point or a backend, and its output is valid. */
class Ocpp16PropertiesTest {
    private static final int TRIES = 2_000;
    private static final ChargePointId CP = new ChargePointId("CP-007");
    private static final AnswerContext ANSWERING = new AnswerContext(CP, Instant.EPOCH, Duration.ofMinutes(5), null);
    private static final PayloadReader STRICT = new PayloadReader(Tolerance.STRICT);
    private static final List<MessageType> MESSAGES =
            List.copyOf(Dictionary.of(OcppVersion.V1_6).messages());
    private static final List<ObjectType> COMMANDS =
            new ArrayList<>(UnifiedModel.commands().commands());
    private static final List<VersionHandler> HANDLERS = List.of(
            new DictionaryHandler(new Ocpp16()),
            new DictionaryHandler(new Ocpp16(), Tolerance.of(List.of(Quirk.values())), Masking.STANDARD),
            new DictionaryHandler(new Ocpp16(), Tolerance.STRICT, Masking.STANDARD));

    @Test
    void messageIsRefusedOrGivesAnEventAndAValidAnswer() {
        Property.holds(TRIES, random -> {
            RandomPayloads payloads = RandomPayloads.nearlyValid(random, 30);
            MessageType message = RandomTexts.oneOf(random, MESSAGES);
            String payload = payloads.of(message.request());
            for (VersionHandler handler : HANDLERS) {
                if (handler.call(Contexts.of(CP), message.action(), payload) instanceof Uplink.Accepted accepted) {
                    assertIsJson("{" + accepted.fields() + "}");
                    assertIsValid(Objects.requireNonNull(message.response()), handler.answer(accepted, ANSWERING));
                }
            }
        });
    }

    @Test
    void decisionGivesAValidAnswer() {
        Property.holds(TRIES, random -> {
            RandomPayloads payloads = RandomPayloads.nearlyValid(random, 1000);
            MessageType message = RandomTexts.oneOf(random, MESSAGES);
            VersionHandler handler = HANDLERS.getFirst();
            if (handler.call(Contexts.of(CP), message.action(), payloads.of(message.request()))
                    instanceof Uplink.Accepted accepted) {
                ObjectType reply = UnifiedModel.replies().reply(accepted.type().name());
                if (reply != null) {
                    var decision = UnifiedModel.readReply(accepted.type(), payloads.of(reply));
                    AnswerContext answerContext = new AnswerContext(
                            CP,
                            Instant.EPOCH,
                            Duration.ZERO,
                            Objects.requireNonNull(decision).payload());
                    assertIsValid(Objects.requireNonNull(message.response()), handler.answer(accepted, answerContext));
                }
            }
        });
    }

    @Test
    void commandIsInvalidOrGivesAValidCall() {
        Property.holds(TRIES, random -> {
            RandomPayloads payloads = RandomPayloads.nearlyValid(random, 100);
            ObjectType type = RandomTexts.oneOf(random, COMMANDS);
            Command command =
                    new Command("c-1", CP, type.name(), payloads.of(type), null, null, Command.Priority.NORMAL, false);
            if (HANDLERS.getFirst().translate(command) instanceof Downlink.Call call) {
                MessageType message =
                        Objects.requireNonNull(Dictionary.of(OcppVersion.V1_6).message(call.action()));
                assertIsValid(message.request(), call.payload());
            }
        });
    }

    private static void assertIsValid(ObjectType type, String payload) {
        assertEquals(List.of(), STRICT.read(type, payload).violations(), payload);
    }

    private static void assertIsJson(String text) {
        JsonScanner scanner = new JsonScanner(text);
        assertTrue(scanner.skipValue() && scanner.atEnd(), text);
    }
}
