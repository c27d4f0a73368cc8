package org.ocppgateway.gateway.session.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.MessageId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.protocol.SessionEpoch;
import org.ocppgateway.protocol.contract.ContractSchemas;
import org.ocppgateway.protocol.handler.Uplink;
import org.ocppgateway.protocol.handler.VersionHandler;
import org.ocppgateway.protocol.model.IdTokenMask;
import org.ocppgateway.protocol.model.Masking;
import org.ocppgateway.protocol.testing.Contexts;
import org.ocppgateway.protocol.translation.DictionaryHandler;
import org.ocppgateway.protocol.v16.Ocpp16;
import org.ocppgateway.protocol.v2.Ocpp2;
import org.ocppgateway.routing.route.Route;

/** Events with masked id tokens: no token is published, and event ids remain distinct and stable. */
class MaskedEventsTest {
    private static final ChargePointId CP = new ChargePointId("CP-1");
    private static final Route ROUTE =
            new Route(CP, new PodId("gateway-0"), 0, new SessionEpoch(1), OcppVersion.V1_6, Instant.EPOCH);
    private static final IdTokenMask MASK = IdTokenMask.with("the same on all pods");

    @Test
    void aMaskedTokenIsNotInFieldsPayloadOrId() {
        String plain = event(IdTokenMask.NONE);
        String masked = event(MASK);

        assertFalse(masked.contains("TAG1"), masked);
        assertNotEquals(id(plain), id(masked));
        assertEquals(id(masked), id(event(MASK)), "a retry has the same id");
        ContractSchemas.assertEvent(masked);
    }

    @Test
    void credentialsAreMaskedInTheFieldsAndInThePayload() {
        String payload = """
            {"requestId":1,"generatedAt":"2026-11-21T09:30:00Z","seqNo":0,"reportData":[{"component":{"name":"C"},\
            "variable":{"name":"@"},"variableAttribute":[{"value":"hunter2"}]}]}\
            """;
        VersionHandler handler = new DictionaryHandler(new Ocpp2(OcppVersion.V2_0_1));
        for (String name : List.of("BasicAuthPassword", "Basic\\u0041uthPassword", "VendorsSecret")) {
            Uplink uplink = handler.call(Contexts.of(CP), new Action("NotifyReport"), payload.replace("@", name));
            Uplink.Accepted accepted = assertInstanceOf(Uplink.Accepted.class, uplink);
            EventFactory events = new EventFactory(ROUTE, InstantSource.fixed(Instant.EPOCH), EventMasks.STANDARD);
            String event = new String(events.ofMessage(new MessageId("m-1"), accepted, null), UTF_8);
            assertFalse(event.contains("hunter2"), event);
            assertEquals(
                    3,
                    event.split("\\*\\*\\*", -1).length - 1,
                    event); // the key's value and the attribute's, and the payload
        }
    }

    private static String event(IdTokenMask mask) {
        Uplink uplink = new DictionaryHandler(new Ocpp16()).call(Contexts.of(CP), new Action("StartTransaction"), """
            {"connectorId":1,"idTag":"TAG1","meterStart":5,"timestamp":"2026-11-21T09:30:00Z"}\
            """);
        Uplink.Accepted accepted = assertInstanceOf(Uplink.Accepted.class, uplink);
        EventFactory events =
                new EventFactory(ROUTE, InstantSource.fixed(Instant.EPOCH), new EventMasks(mask, Masking.STANDARD));
        return new String(events.ofMessage(new MessageId("m-1"), accepted, null), UTF_8);
    }

    private static String id(String event) {
        JsonObject object = JsonParser.parseString(event).getAsJsonObject();
        return object.get("id").getAsString();
    }
}
