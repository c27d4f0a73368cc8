package org.ocppgateway.protocol.v2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.dictionary.Dictionary;
import org.ocppgateway.protocol.dictionary.MessageType;
import org.ocppgateway.protocol.dictionary.ObjectType;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.dictionary.PayloadReader;
import org.ocppgateway.protocol.dictionary.ReadResult;
import org.ocppgateway.protocol.dictionary.Tolerance;
import org.ocppgateway.protocol.handler.AnswerContext;
import org.ocppgateway.protocol.handler.Downlink;
import org.ocppgateway.protocol.handler.Uplink;
import org.ocppgateway.protocol.handler.VersionHandler;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.protocol.model.EventType;
import org.ocppgateway.protocol.model.UnifiedModel;
import org.ocppgateway.protocol.property.Property;
import org.ocppgateway.protocol.property.RandomPayloads;
import org.ocppgateway.protocol.property.RandomTexts;
import org.ocppgateway.protocol.testing.Contexts;
import org.ocppgateway.protocol.translation.DictionaryHandler;

/** Properties of any valid message, reply and command. */
class Ocpp2PropertiesTest {
    private static final int PAYLOADS = 200;
    private static final ChargePointId CP = new ChargePointId("CP-007");
    private static final Instant NOW = Instant.parse("2026-11-21T09:30:00Z");
    private static final PayloadReader STRICT = new PayloadReader(Tolerance.STRICT);

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "V1_6")
    void validMessageGivesAValidEventAndAValidAnswer(OcppVersion version) {
        VersionHandler handler = new DictionaryHandler(new Ocpp2(version));
        for (MessageType message : Dictionary.of(version).messages()) {
            if (message.direction().fromChargePoint()) {
                Property.holds(PAYLOADS, random -> {
                    RandomPayloads payloads = RandomPayloads.valid(random);
                    String payload = payloads.of(message.request());
                    Uplink.Accepted accepted = accepted(handler, message, payload);
                    assertNotEquals(EventType.OCPP_MESSAGE, accepted.type());
                    assertValid(event(accepted), '{' + accepted.fields() + '}', payload);
                    answers(handler, message, accepted, payloads);
                });
            }
        }
    }

    private static void answers(
            VersionHandler handler, MessageType message, Uplink.Accepted accepted, RandomPayloads payloads) {
        ObjectType response = message.response();
        if (response == null) {
            return;
        }
        String undecided = handler.answer(accepted, answerContext(null));
        assertValid(response, undecided, accepted.payload().raw());
        ObjectType reply = UnifiedModel.replies().reply(accepted.type().name());
        if (reply != null) {
            String decision = payloads.of(reply);
            Payload fields = STRICT.read(reply, decision).payload();
            assertValid(response, handler.answer(accepted, answerContext(fields)), decision);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "V1_6")
    void transactionEventWithViolationsGivesAValidEvent(OcppVersion version) {
        VersionHandler handler = new DictionaryHandler(new Ocpp2(version));
        MessageType message = Dictionary.of(version).messages().stream()
                .filter(type -> type.action().name().equals("TransactionEvent"))
                .findFirst()
                .orElseThrow();
        Property.holds(20 * PAYLOADS, random -> {
            String payload = RandomPayloads.valid(random).of(message.request());
            List<String> names =
                    List.of("\"idToken\"", "\"id\"", "\"signedMeterData\"", "\"type\"", "\"value\"", ":1", "\"20");
            String damaged = payload.replace(RandomTexts.oneOf(random, names), "\"x\":[],\"odd\"");
            if (handler.call(Contexts.of(CP), message.action(), damaged) instanceof Uplink.Accepted accepted) {
                assertValid(event(accepted), '{' + accepted.fields() + '}', damaged);
                assertValid(
                        Objects.requireNonNull(message.response()),
                        handler.answer(accepted, answerContext(null)),
                        damaged);
            }
        });
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "V1_6")
    void commandGivesAValidCallOrAReason(OcppVersion version) {
        VersionHandler handler = new DictionaryHandler(new Ocpp2(version));
        for (ObjectType type : UnifiedModel.commands().commands()) {
            Property.holds(PAYLOADS, random -> {
                String data = RandomPayloads.valid(random).of(type);
                switch (handler.translate(command(type.name(), data))) {
                    case Downlink.Call call -> {
                        MessageType message =
                                Objects.requireNonNull(Dictionary.of(version).message(call.action()));
                        assertTrue(message.direction().toChargePoint());
                        assertValid(message.request(), call.payload(), data);
                    }
                    case Downlink.Invalid invalid -> assertNotEquals("", invalid.reason());
                }
            });
        }
    }

    private static Uplink.Accepted accepted(VersionHandler handler, MessageType message, String payload) {
        Uplink uplink = message.answered()
                ? handler.call(Contexts.of(CP), message.action(), payload)
                : handler.send(Contexts.of(CP), message.action(), payload);
        return assertInstanceOf(Uplink.Accepted.class, uplink, payload);
    }

    private static ObjectType event(Uplink.Accepted accepted) {
        return Objects.requireNonNull(
                UnifiedModel.events().event(accepted.type().name()));
    }

    private static AnswerContext answerContext(@Nullable Payload decision) {
        return new AnswerContext(CP, NOW, Duration.ofMinutes(5), decision);
    }

    private static Command command(String type, String data) {
        return new Command("c-1", CP, type, data, null, null, Command.Priority.NORMAL, false);
    }

    private static void assertValid(ObjectType type, String json, String source) {
        ReadResult readResult = STRICT.read(type, json);
        assertEquals(List.of(), readResult.violations(), () -> json + "\nfrom " + source);
    }
}
