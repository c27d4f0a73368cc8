package org.ocppgateway.protocol.translation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.dictionary.Dictionary;
import org.ocppgateway.protocol.dictionary.Field;
import org.ocppgateway.protocol.dictionary.MessageType;
import org.ocppgateway.protocol.dictionary.Violation;
import org.ocppgateway.protocol.handler.Uplink;
import org.ocppgateway.protocol.handler.VersionHandler;
import org.ocppgateway.protocol.property.LooseForms;
import org.ocppgateway.protocol.property.PayloadMutator;
import org.ocppgateway.protocol.property.Property;
import org.ocppgateway.protocol.property.RandomPayloads;
import org.ocppgateway.protocol.property.RandomTexts;
import org.ocppgateway.protocol.testing.Contexts;
import org.ocppgateway.protocol.v16.Ocpp16;
import org.ocppgateway.protocol.v2.Ocpp2;

/** Values in another form give the same event, in every message and field of every version. */
class LooseFormsTest {
    private static final int TRIES = 5_000;

    /** A longer value is nested too deeply: the message cannot be read. */
    private static final int DEEP = 60;

    private static final ChargePointId CP = new ChargePointId("CP-007");

    @ParameterizedTest
    @EnumSource
    void anotherFormOfTheSameValuesGivesTheSameEvent(OcppVersion version) {
        VersionHandler handler = new DictionaryHandler(version == OcppVersion.V1_6 ? new Ocpp16() : new Ocpp2(version));
        List<MessageType> messages = Dictionary.of(version).messages().stream()
                .filter(message -> message.answered() && message.direction().fromChargePoint())
                .toList();
        Property.holds(TRIES, random -> {
            MessageType message = RandomTexts.oneOf(random, messages);
            String payload = RandomPayloads.valid(random).of(message.request());
            String loose = LooseForms.of(random, message.request(), payload);
            Uplink.Accepted usual = accepted(handler, message, payload);
            Uplink.Accepted other = accepted(handler, message, loose);
            assertEquals(usual.type(), other.type(), loose);
            assertEquals(fields(usual), fields(other), loose);
            assertTrue(other.violations().stream().allMatch(Violation::tolerated), loose);
            assertEquals(loose, other.payload().raw());
        });
    }

    @ParameterizedTest
    @EnumSource
    void messageIsAcceptedWithAnyValueInAnOptionalField(OcppVersion version) {
        VersionHandler handler = new DictionaryHandler(version == OcppVersion.V1_6 ? new Ocpp16() : new Ocpp2(version));
        List<MessageType> messages = Dictionary.of(version).messages().stream()
                .filter(message -> message.answered() && message.direction().fromChargePoint())
                .toList();
        Property.holds(TRIES, random -> {
            MessageType message = RandomTexts.oneOf(random, messages);
            List<Field> optional = message.request().fields().stream()
                    .filter(field -> !field.required())
                    .toList();
            String value = PayloadMutator.value(random);
            if (optional.isEmpty() || (value.length() > DEEP && !value.startsWith("\""))) {
                return;
            }
            JsonObject payload = JsonParser.parseString(
                            RandomPayloads.valid(random).of(message.request()))
                    .getAsJsonObject();
            payload.addProperty(RandomTexts.oneOf(random, optional).name(), "@odd@");
            String odd = payload.toString().replace("\"@odd@\"", value);
            assertEquals(odd, accepted(handler, message, odd).payload().raw());
        });
    }

    /** Returns the fields without the transactionId that the gateway derives from the text of a StartTransaction. */
    private static String fields(Uplink.Accepted message) {
        return message.action().name().equals("StartTransaction")
                ? message.fields().replaceFirst("\"transactionId\":\"\\d+\"", "")
                : message.fields();
    }

    private static Uplink.Accepted accepted(VersionHandler handler, MessageType message, String payload) {
        Uplink uplink = handler.call(Contexts.of(CP), message.action(), payload);
        return assertInstanceOf(Uplink.Accepted.class, uplink, () -> message.action() + " " + payload + " " + uplink);
    }
}
