package org.ocppgateway.protocol.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.MessageId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.protocol.SessionEpoch;
import org.ocppgateway.protocol.contract.ContractSchemas;
import org.ocppgateway.protocol.dictionary.Violation;

class EventEncoderTest {
    private static final ChargePointId CP = new ChargePointId("CP-007");
    private static final SessionEpoch EPOCH = new SessionEpoch(1763659200123456L);
    private static final PodId POD = new PodId("gateway-0");
    private static final Instant TIME = Instant.parse("2026-11-21T09:30:00.123Z");

    @Test
    void encodesACloudEventWithItsMessage() {
        EventContext context = new EventContext(
                EventId.of(CP, EPOCH, 3),
                TIME,
                POD,
                CP,
                OcppVersion.V1_6,
                EPOCH,
                3,
                new EventContext.ReplyRequest("r-1", POD, 17, TIME.plusSeconds(5)));
        DeviceMessage message = new DeviceMessage(
                new Action("Authorize"),
                new MessageId("m-1"),
                "{\"idTag\":\"TAG1\",\"x\":1}",
                List.of(new Violation("/x", Violation.Kind.EXTRA, "is not known", "extra-field")));
        assertEquals(
                """
                {"specversion":"1.0","id":"CP-007:1763659200123456:3","source":"/gateways/gateway-0",\
                "type":"authorization.requested","subject":"CP-007","time":"2026-11-21T09:30:00.123Z",\
                "datacontenttype":"application/json","data":{"chargePointId":"CP-007","protocolVersion":"1.6",\
                "podId":"gateway-0","sessionEpoch":1763659200123456,"sequence":3,"idToken":{"value":"TAG1"},\
                "reply":{"requestId":"r-1","pod":"gateway-0","partition":17,"deadline":"2026-11-21T09:30:05.123Z"},\
                "violations":[{"path":"/x","kind":"extra","detail":"is not known","quirk":"extra-field"}],\
                "ocpp":{"action":"Authorize","messageId":"m-1","payload":{"idTag":"TAG1","x":1}}}}""",
                text(EventEncoder.encode(
                        context, EventType.AUTHORIZATION_REQUESTED, "\"idToken\":{\"value\":\"TAG1\"}", message)));
    }

    @Test
    void gatewayEventsHaveNoMessage() {
        EventContext context = new EventContext("CP-007:x", TIME, POD, CP, null, null, 0, null);
        assertEquals(
                """
                {"specversion":"1.0","id":"CP-007:x","source":"/gateways/gateway-0","type":"security.event",\
                "subject":"CP-007","time":"2026-11-21T09:30:00.123Z","datacontenttype":"application/json",\
                "data":{"chargePointId":"CP-007","podId":"gateway-0","name":"FailedLogin","raisedBy":"gateway",\
                "remoteAddress":"192.0.2.1"}}""",
                text(EventEncoder.encode(
                        context,
                        EventType.SECURITY_EVENT,
                        GatewayEvents.security("FailedLogin", null, "192.0.2.1"),
                        null)));
    }

    @Test
    void contentIdIsEqualOnlyForRetries() {
        Action stop = new Action("StopTransaction");
        String id = EventId.of(CP, stop, "7");
        assertEquals(id, EventId.of(CP, stop, "7"));
        assertNotEquals(id, EventId.of(CP, stop, "8"));
        assertNotEquals(id, EventId.of(CP, new Action("StartTransaction"), "7"));
        assertEquals("CP-007:".length() + 32, id.length());
    }

    private static String text(byte[] event) {
        ContractSchemas.assertEvent(event);
        return new String(event, StandardCharsets.UTF_8);
    }
}
