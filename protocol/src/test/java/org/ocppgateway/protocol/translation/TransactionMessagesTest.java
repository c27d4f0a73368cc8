package org.ocppgateway.protocol.translation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.MessageId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.protocol.SessionEpoch;
import org.ocppgateway.protocol.contract.ContractSchemas;
import org.ocppgateway.protocol.dictionary.Dictionary;
import org.ocppgateway.protocol.dictionary.MessageType;
import org.ocppgateway.protocol.dictionary.PayloadReader;
import org.ocppgateway.protocol.dictionary.Quirk;
import org.ocppgateway.protocol.dictionary.Tolerance;
import org.ocppgateway.protocol.handler.AnswerContext;
import org.ocppgateway.protocol.handler.Uplink;
import org.ocppgateway.protocol.handler.VersionHandler;
import org.ocppgateway.protocol.model.DeviceMessage;
import org.ocppgateway.protocol.model.EventContext;
import org.ocppgateway.protocol.model.EventEncoder;
import org.ocppgateway.protocol.model.EventPriority;
import org.ocppgateway.protocol.model.Masking;
import org.ocppgateway.protocol.property.PayloadMutator;
import org.ocppgateway.protocol.property.Property;
import org.ocppgateway.protocol.property.RandomPayloads;
import org.ocppgateway.protocol.property.RandomTexts;
import org.ocppgateway.protocol.testing.Contexts;
import org.ocppgateway.protocol.v16.Ocpp16;
import org.ocppgateway.protocol.v2.Ocpp2;

/** A transaction message is accepted despite any violation, because a charge point discards a refused one. */
class TransactionMessagesTest {
    private static final int TRIES = 3_000;
    private static final ChargePointId CP = new ChargePointId("CP-007");
    private static final PayloadReader STRICT = new PayloadReader(Tolerance.STRICT);
    private static final List<Tolerance> TOLERANCES = List.of(
            Tolerance.STANDARD, Tolerance.STRICT, Tolerance.of(List.of(Quirk.EXTRA_FIELD, Quirk.NULL_FOR_ABSENT)));
    private static final Set<String> TYPES =
            Set.of("transaction.started", "transaction.updated", "transaction.ended", "meter.values");

    @ParameterizedTest
    @EnumSource
    void acceptsAndPublishesDespiteAnyViolation(OcppVersion version) {
        Property.holds(TRIES, random -> {
            MessageType message = RandomTexts.oneOf(random, messages(version));
            String payload = named(
                    message,
                    PayloadMutator.to(random, RandomPayloads.valid(random).of(message.request())));
            for (Tolerance tolerance : TOLERANCES) {
                assertAccepted(handler(version, tolerance), message, payload);
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void acceptsAnEmptyObject(OcppVersion version) {
        for (MessageType message : messages(version)) {
            String payload = isMeterValues(message) ? "{\"transactionId\":null}" : "{}";
            for (Tolerance tolerance : TOLERANCES) {
                assertAccepted(handler(version, tolerance), message, payload);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"{}\"", "7", "true", "", "{", "{\"a\":NaN}", "{\"a\":1,}"})
    void refusesWhatIsNotAJsonObject(String payload) {
        for (OcppVersion version : OcppVersion.values()) {
            for (MessageType message : messages(version)) {
                for (Tolerance tolerance : TOLERANCES) {
                    Uplink uplink = handler(version, tolerance).call(Contexts.of(CP), message.action(), payload);
                    assertInstanceOf(Uplink.Refused.class, uplink, message.action() + payload);
                }
            }
        }
    }

    @Test
    void treatsMeterValuesWithoutTransactionAsOrdinary() {
        for (OcppVersion version : OcppVersion.values()) {
            VersionHandler handler = handler(version, Tolerance.STANDARD);
            Action action = new Action("MeterValues");
            assertInstanceOf(Uplink.Refused.class, handler.call(Contexts.of(CP), action, "{}"));
            assertInstanceOf(
                    Uplink.Refused.class,
                    handler.call(Contexts.of(CP), action, "{\"meterValue\":{\"transactionId\":1}}"));
        }
    }

    private static void assertAccepted(VersionHandler handler, MessageType message, String payload) {
        Uplink uplink = handler.call(Contexts.of(CP), message.action(), payload);
        Uplink.Accepted accepted =
                assertInstanceOf(Uplink.Accepted.class, uplink, () -> message.action() + " " + payload);
        assertTrue(TYPES.contains(accepted.type().name()), accepted.type().name());
        assertEquals(EventPriority.TRANSACTION, accepted.priority());
        assertNotNull(isMeterValues(message) ? "" : accepted.contentKey());
        if (!STRICT.read(message.request(), payload).valid()) {
            assertFalse(accepted.violations().isEmpty(), payload);
        }
        byte[] event = event(handler.version(), accepted);
        ContractSchemas.assertEvent(event);
        JsonObject data = JsonParser.parseString(new String(event, UTF_8))
                .getAsJsonObject()
                .getAsJsonObject("data");
        assertTrue(data.getAsJsonObject("ocpp").get("payload").isJsonObject());
        if (accepted.type().name().equals("transaction.started")) {
            assertTrue(data.has("timestamp"), payload);
        }
        AnswerContext answerContext = new AnswerContext(CP, Contexts.NOW, Duration.ofMinutes(5), null);
        String answer = handler.answer(accepted, answerContext);
        assertEquals(
                List.of(),
                STRICT.read(Objects.requireNonNull(message.response()), answer).violations(),
                answer);
        if (message.action().name().equals("StartTransaction")) {
            assertEquals(
                    data.get("transactionId").getAsString(),
                    JsonParser.parseString(answer)
                            .getAsJsonObject()
                            .get("transactionId")
                            .getAsString());
        }
    }

    private static byte[] event(OcppVersion version, Uplink.Accepted accepted) {
        EventContext context =
                new EventContext("id", Contexts.NOW, new PodId("gateway-0"), CP, version, new SessionEpoch(1), 1, null);
        DeviceMessage origin = new DeviceMessage(
                accepted.action(),
                new MessageId("m-1"),
                Masking.STANDARD.payload(accepted.payload().raw()),
                accepted.violations());
        return EventEncoder.encode(context, accepted.type(), accepted.fields(), origin);
    }

    /** MeterValues belong to a transaction if they have a transactionId of any value. */
    private static String named(MessageType message, String payload) {
        JsonObject object = JsonParser.parseString(payload).getAsJsonObject();
        if (!isMeterValues(message) || object.has("transactionId")) {
            return payload;
        }
        object.addProperty("transactionId", 7);
        return object.toString();
    }

    private static boolean isMeterValues(MessageType message) {
        return message.action().name().equals("MeterValues");
    }

    private static List<MessageType> messages(OcppVersion version) {
        List<String> actions = version == OcppVersion.V1_6
                ? List.of("StartTransaction", "StopTransaction", "MeterValues")
                : List.of("TransactionEvent", "MeterValues");
        List<MessageType> messages = new ArrayList<>();
        for (String action : actions) {
            messages.add(Objects.requireNonNull(Dictionary.of(version).message(new Action(action))));
        }
        return messages;
    }

    private static VersionHandler handler(OcppVersion version, Tolerance tolerance) {
        return switch (version) {
            case V1_6 -> new DictionaryHandler(new Ocpp16(), tolerance, Masking.STANDARD);
            case V2_0_1, V2_1 -> new DictionaryHandler(new Ocpp2(version), tolerance, Masking.STANDARD);
        };
    }
}
