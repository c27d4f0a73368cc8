package org.ocppgateway.protocol.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.MessageId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.protocol.SessionEpoch;
import org.ocppgateway.protocol.dictionary.Dictionary;
import org.ocppgateway.protocol.dictionary.MessageType;
import org.ocppgateway.protocol.dictionary.ObjectType;
import org.ocppgateway.protocol.dictionary.Quirk;
import org.ocppgateway.protocol.dictionary.Tolerance;
import org.ocppgateway.protocol.handler.Uplink;
import org.ocppgateway.protocol.handler.VersionHandler;
import org.ocppgateway.protocol.json.JsonBuilder;
import org.ocppgateway.protocol.model.CommandReader;
import org.ocppgateway.protocol.model.CommandsDownRecord;
import org.ocppgateway.protocol.model.DeviceMessage;
import org.ocppgateway.protocol.model.EventContext;
import org.ocppgateway.protocol.model.EventEncoder;
import org.ocppgateway.protocol.model.EventId;
import org.ocppgateway.protocol.model.EventType;
import org.ocppgateway.protocol.model.UnifiedModel;
import org.ocppgateway.protocol.property.Property;
import org.ocppgateway.protocol.property.RandomPayloads;
import org.ocppgateway.protocol.property.RandomTexts;
import org.ocppgateway.protocol.testing.Contexts;
import org.ocppgateway.protocol.translation.DictionaryHandler;
import org.ocppgateway.protocol.v16.Ocpp16;
import org.ocppgateway.protocol.v2.Ocpp2;

/** The schemas and the code accept the same events and commands. */
class ContractPropertiesTest {
    private static final int TRIES = 2_000;
    private static final ChargePointId CP = new ChargePointId("CP-007");
    private static final Tolerance EVERYTHING = Tolerance.of(List.of(Quirk.values()));
    private static final SessionEpoch EPOCH = new SessionEpoch(1763659200123456L);

    @ParameterizedTest
    @EnumSource
    void acceptedMessageBecomesAnEventOfTheContract(OcppVersion version) {
        becomesAnEventOfTheContract(version, handler(version), 30);
    }

    @ParameterizedTest
    @EnumSource
    void acceptedMessageBecomesAnEventOfTheContractUnderAnyTolerance(OcppVersion version) {
        becomesAnEventOfTheContract(version, handler(version).withTolerance(EVERYTHING), 8);
    }

    private static void becomesAnEventOfTheContract(OcppVersion version, VersionHandler handler, int oddEvery) {
        List<MessageType> messages = Dictionary.of(version).messages().stream()
                .filter(message -> message.direction().fromChargePoint())
                .toList();
        Property.holds(TRIES, random -> {
            MessageType message = RandomTexts.oneOf(random, messages);
            String payload = RandomPayloads.nearlyValid(random, oddEvery).of(message.request());
            Uplink uplink = message.answered()
                    ? handler.call(Contexts.of(CP), message.action(), payload)
                    : handler.send(Contexts.of(CP), message.action(), payload);
            if (uplink instanceof Uplink.Accepted accepted) {
                ContractSchemas.assertEvent(event(version, accepted));
            }
        });
    }

    @Test
    void messageWithAnUnknownRequiredValueBecomesOcppMessage() {
        Uplink uplink = handler(OcppVersion.V1_6)
                .withTolerance(EVERYTHING)
                .call(Contexts.of(CP), new Action("StatusNotification"), """
                    {"connectorId":1,"errorCode":"NoError","status":"Parked"}\
                    """);
        Uplink.Accepted accepted = assertInstanceOf(Uplink.Accepted.class, uplink);
        assertEquals(EventType.OCPP_MESSAGE, accepted.type());
        assertEquals("", accepted.fields());
        assertEquals("unknown-word", accepted.violations().getFirst().quirk());
    }

    @Test
    void readsEveryCommandThatTheSchemaAllows() {
        List<ObjectType> types = List.copyOf(UnifiedModel.commands().commands());
        Property.holds(TRIES, random -> {
            ObjectType type = RandomTexts.oneOf(random, types);
            String command = new JsonBuilder()
                    .beginObject()
                    .field("commandId", "c-1")
                    .field("chargePointId", CP.value())
                    .field("type", type.name())
                    .raw("data", RandomPayloads.valid(random).of(type))
                    .endObject()
                    .toString();
            ContractSchemas.assertCommand(command);
            assertInstanceOf(CommandsDownRecord.ForChargePoint.class, CommandReader.read(command.getBytes(UTF_8)));
        });
    }

    @Test
    void readsEveryReplyThatTheSchemaAllows() {
        List<ObjectType> types = List.copyOf(UnifiedModel.replies().replies());
        Property.holds(TRIES, random -> {
            ObjectType type = RandomTexts.oneOf(random, types);
            String reply = new JsonBuilder()
                    .beginObject()
                    .field("type", "reply")
                    .field("requestId", "r-1")
                    .raw("payload", RandomPayloads.valid(random).of(type))
                    .endObject()
                    .toString();
            ContractSchemas.assertReply(reply);
            assertInstanceOf(CommandsDownRecord.Decision.class, CommandReader.read(reply.getBytes(UTF_8)));
        });
    }

    private static VersionHandler handler(OcppVersion version) {
        return switch (version) {
            case V1_6 -> new DictionaryHandler(new Ocpp16());
            case V2_0_1, V2_1 -> new DictionaryHandler(new Ocpp2(version));
        };
    }

    private static byte[] event(OcppVersion version, Uplink.Accepted accepted) {
        EventContext context = new EventContext(
                EventId.of(CP, EPOCH, 1), Instant.EPOCH, new PodId("gateway-0"), CP, version, EPOCH, 1, null);
        DeviceMessage message = new DeviceMessage(
                accepted.action(), new MessageId("m-1"), accepted.payload().raw(), accepted.violations());
        return EventEncoder.encode(context, accepted.type(), accepted.fields(), message);
    }
}
