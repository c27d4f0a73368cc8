package org.ocppgateway.routing.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParseException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.MessageId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.protocol.SessionEpoch;
import org.ocppgateway.protocol.model.DeviceMessage;
import org.ocppgateway.protocol.model.EventContext;
import org.ocppgateway.protocol.model.EventContext.ReplyRequest;
import org.ocppgateway.protocol.model.EventEncoder;
import org.ocppgateway.protocol.model.EventType;

class EventTest {
    private static final Instant TIME = Instant.parse("2026-11-21T10:00:00.123Z");
    private static final ChargePointId CHARGE_POINT = new ChargePointId("RDAM 123");
    private static final PodId POD = new PodId("gateway-0");
    private static final ReplyRequest REPLY = new ReplyRequest("r-1", POD, 17, TIME.plusSeconds(5));

    @Test
    void everyFieldOfAGatewayEventIsRead() {
        DeviceMessage message =
                new DeviceMessage(new Action("Authorize"), new MessageId("19"), "{\"idTag\":\"TAG1\"}", List.of());
        Event event = read(
                new EventContext("id-1", TIME, POD, CHARGE_POINT, OcppVersion.V1_6, new SessionEpoch(42), 7, REPLY),
                EventType.AUTHORIZATION_REQUESTED,
                "\"idToken\":{\"value\":\"TAG1\"}",
                message);

        assertEquals("id-1", event.id());
        assertEquals(EventType.AUTHORIZATION_REQUESTED, event.type());
        assertEquals(CHARGE_POINT, event.chargePointId());
        assertEquals(new SessionEpoch(42), event.epoch());
        assertEquals(7, event.sequence());
        assertEquals(TIME, event.time());
        assertEquals(
                "TAG1", event.data().getAsJsonObject("idToken").get("value").getAsString());
        assertEquals(Optional.of(REPLY), event.replyRequest());
    }

    @Test
    void anEventWithoutASessionHasNoEpoch() {
        Event event = read(
                new EventContext("id-2", TIME, POD, CHARGE_POINT, null, null, 0, null),
                EventType.SECURITY_EVENT,
                "",
                null);

        assertNull(event.epoch());
        assertEquals(0, event.sequence());
        assertTrue(event.replyRequest().isEmpty());
    }

    @Test
    void anEventHasTheTraceContextOfItsRecord() {
        String parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        String json =
                "{\"id\":\"1\",\"type\":\"t\",\"subject\":\"CP-1\",\"time\":\"2026-11-29T12:00:00Z\",\"data\":{}}";
        assertEquals(parent, Event.parse(json, parent).traceParent());
        assertEquals(json, Event.parse(json, parent).json());
        assertNull(Event.parse(json).traceParent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "[]", "{}", "{\"data\":{}}", "{\"id\":{},\"data\":{}}"})
    void whatIsNoEventIsRefused(String json) {
        assertThrows(JsonParseException.class, () -> Event.parse(json));
    }

    private static Event read(EventContext context, EventType type, String fields, @Nullable DeviceMessage message) {
        return Event.parse(new String(EventEncoder.encode(context, type, fields, message), UTF_8));
    }
}
