package org.ocppgateway.gateway.session;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.ocppgateway.gateway.session.publish.RejectionRecorder;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.translation.DictionaryHandler;
import org.ocppgateway.protocol.v16.Ocpp16;
import org.ocppgateway.protocol.v2.Ocpp2;
import org.ocppgateway.routing.event.PublishException;
import org.slf4j.LoggerFactory;

/** Logs, metrics and events of CALLs that are answered with an error. */
class RejectionTest {
    private static final String STATUS = "{\"connectorId\":1,\"errorCode\":\"NoError\",\"status\":\"Available\"}";

    private SessionFixture fixture = new SessionFixture(new DictionaryHandler(new Ocpp16()));

    @AfterEach
    void stop() {
        fixture.stop();
    }

    @Test
    void aRejectionIsPublishedWithActionAndReason() throws Exception {
        SessionFixture.ChargePoint chargePoint = fixture.connectAndPublish();
        refuse(chargePoint, "a", "Authorize", "{\"idTag\":{\"a\":1},\"adminPassword\":\"x\"}");
        JsonObject data = lastRejection(1);
        assertEquals("Authorize", data.get("action").getAsString());
        assertEquals("TypeConstraintViolation", data.get("code").getAsString());
        assertEquals("/idTag is not a string", data.get("description").getAsString());
        assertEquals(2, data.getAsJsonArray("violations").size());
        assertEquals(
                "{\"action\":\"Authorize\",\"messageId\":\"a\",\"payload\":{\"idTag\":{\"a\":1},\"adminPassword\":\"***\"}}",
                data.getAsJsonObject("ocpp").toString());
    }

    @Test
    void anUnknownActionIsTruncatedInTheEvent() throws Exception {
        SessionFixture.ChargePoint chargePoint = fixture.connectAndPublish();
        refuse(chargePoint, "a", "N".repeat(60_000), "[" + "[".repeat(70) + "]".repeat(71));
        JsonObject data = lastRejection(1);
        assertEquals("N".repeat(255), data.get("action").getAsString());
        assertEquals("NotImplemented", data.get("code").getAsString());
        assertEquals(1, fixture.counted("ocpp_gateway_uplink_rejected_calls", "other"));
    }

    @Test
    void aMalformedCallIsARejectionToo() throws Exception {
        fixture.stop();
        fixture = new SessionFixture(new DictionaryHandler(new Ocpp2(OcppVersion.V2_0_1)));
        SessionFixture.ChargePoint chargePoint = fixture.connectAndPublish();
        chargePoint.send("[2,\"1\",\"Heartbeat\"]");
        chargePoint.transport.next();
        JsonObject data = lastRejection(1);
        assertEquals("Heartbeat", data.get("action").getAsString());
        assertEquals("RpcFrameworkError", data.get("code").getAsString());
        assertFalse(data.has("ocpp"));
        chargePoint.send("{}");
        chargePoint.transport.next();
        assertFalse(lastRejection(2).has("action"));
    }

    @Test
    void onlyAPublishedRejectionUsesASequenceNumber() throws Exception {
        SessionFixture.ChargePoint chargePoint = fixture.connectAndPublish();
        refuse(chargePoint, "a", "Authorize", "{}");
        await().until(() -> fixture.publisher.published.size() == 2);
        fixture.publisher.failWith(PublishException.Reason.OUTAGE);
        refuse(chargePoint, "b", "Authorize", "{}");
        await().until(() -> fixture.counted("ocpp_gateway_uplink_rejection_events", "dropped") == 1);
        fixture.publisher.failWith(null);
        refuse(chargePoint, "c", "Authorize", "{}");
        chargePoint.call("s", "StatusNotification", STATUS);
        chargePoint.transport.next();
        assertEquals(
                List.of(1L, 2L, 3L, 4L),
                fixture.publisher.published.stream()
                        .map(event ->
                                event.getAsJsonObject("data").get("sequence").getAsLong())
                        .toList());
        assertEquals(2, fixture.counted("ocpp_gateway_uplink_rejection_events", "published"));
    }

    @Test
    void theRejectionLimitPerMinuteSpansReconnects() throws Exception {
        for (int connection = 0; connection < 3; connection++) {
            SessionFixture.ChargePoint chargePoint = fixture.connectAndPublish();
            for (int i = 0; i < 5; i++) {
                refuse(chargePoint, "m" + i, "Authorize", "{}");
            }
            chargePoint.disconnect();
        }
        await().until(() -> fixture.counted("ocpp_gateway_uplink_rejection_events", "limited") == 5);
        // The sessions before may have sent their answers and not published yet.
        await().until(() -> fixture.counted("ocpp_gateway_uplink_rejection_events", "published") == 10);
        assertEquals(15, fixture.counted("ocpp_gateway_uplink_rejected_calls", "Authorize"));
        fixture.nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        refuse(fixture.connectAndPublish(), "later", "Authorize", "{}");
        await().until(() -> fixture.counted("ocpp_gateway_uplink_rejection_events", "published") == 11);
    }

    @Test
    void theLogLineContainsChargePointActionAndField() throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger(RejectionRecorder.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        logger.setLevel(Level.INFO);
        try {
            SessionFixture.ChargePoint chargePoint = fixture.connectAndPublish();
            refuse(chargePoint, "a", "Authorize", "{\"idTag\":{\"a\":\"TAG1\"}}");
            refuse(chargePoint, "b", "Forged\\nline", "{}");
            await().until(() -> lines.list.size() == 2);
            assertEquals(
                    List.of(
                            "Rejected Authorize of CP-1: TypeConstraintViolation, /idTag is not a string",
                            "Rejected Forged?line of CP-1: NotImplemented, OCPP 1.6 has no such action"),
                    lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList());
        } finally {
            logger.detachAppender(lines);
            logger.setLevel(null);
        }
    }

    private static void refuse(SessionFixture.ChargePoint chargePoint, String id, String action, String payload)
            throws InterruptedException {
        chargePoint.call(id, action, payload);
        String answer = chargePoint.transport.next();
        assertTrue(answer.startsWith("[4,\"" + id + "\""), answer);
    }

    private JsonObject lastRejection(int count) {
        await().until(() -> fixture.publisher.publishedTypes().stream()
                        .filter("message.rejected"::equals)
                        .count()
                == count);
        return fixture.publisher.published.getLast().getAsJsonObject("data");
    }
}
