package org.ocppgateway.gateway.session;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.ocppgateway.gateway.connection.CloseStatus;
import org.ocppgateway.routing.event.PublishException;

class UplinkTest {
    private static final String START =
            "{\"connectorId\":1,\"idTag\":\"TAG1\",\"meterStart\":0,\"timestamp\":\"2026-11-21T10:00:00Z\"}";
    private static final String STATUS = "{\"connectorId\":1,\"errorCode\":\"NoError\",\"status\":\"Available\"}";

    private final SessionFixture fixture = new SessionFixture();

    @AfterEach
    void stop() {
        fixture.stop();
    }

    @Test
    void noPositiveAnswerPrecedesADurableEvent() throws Exception {
        SessionFixture.ChargePoint chargePoint = fixture.connectAndPublish();
        fixture.publisher.waitForAcknowledgement();
        chargePoint.call("1", "StartTransaction", START);
        await().until(() -> fixture.publisher.attempts.size() == 2);
        assertNull(chargePoint.transport.texts.peek());
        assertTrue(fixture.backlog() > START.length());
        fixture.publisher.acknowledge();
        assertEquals("[3,\"1\",{\"to\":\"StartTransaction\"}]", chargePoint.transport.next());
        await().until(() -> fixture.backlog() == 0);
    }

    @Test
    void pipelinedCallsAreAnsweredAndNumberedInOrder() throws Exception {
        SessionFixture.ChargePoint chargePoint = fixture.connect();
        for (int i = 0; i < 20; i++) {
            chargePoint.call("m" + i, "StatusNotification", STATUS);
        }
        for (int i = 0; i < 20; i++) {
            assertEquals("[3,\"m" + i + "\",{\"to\":\"StatusNotification\"}]", chargePoint.transport.next());
        }
        List<Long> sequences = fixture.publisher.published.stream()
                .map(event -> event.getAsJsonObject("data").get("sequence").getAsLong())
                .toList();
        assertEquals(21, sequences.size());
        for (int i = 0; i < sequences.size(); i++) {
            assertEquals(i + 1, sequences.get(i));
        }
    }

    @Test
    void aFullQueueStopsReading() {
        SessionFixture.ChargePoint chargePoint = fixture.connectAndPublish();
        fixture.publisher.waitForAcknowledgement();
        int taken = 1 + SessionFixture.UPLINK + 1 + SessionFixture.INBOX;
        for (int i = 0; i < taken; i++) {
            int demandsBefore = i + 1;
            await().until(() -> chargePoint.transport.demands.get() >= demandsBefore);
            chargePoint.call("m" + i, "StatusNotification", STATUS);
        }
        await().during(Duration.ofMillis(100)).until(() -> chargePoint.transport.demands.get() == taken);
        for (int i = 0; i < taken; i++) {
            fixture.publisher.acknowledge();
        }
        await().until(() -> chargePoint.transport.texts.size() == taken);
        assertTrue(chargePoint.transport.demands.get() > taken);
    }

    @Test
    void aHeartbeatIsAnsweredWithoutAnEvent() throws Exception {
        SessionFixture.ChargePoint chargePoint = fixture.connectAndPublish();
        chargePoint.call("h", "Heartbeat", "{}");
        assertEquals("[3,\"h\",{\"to\":\"Heartbeat\"}]", chargePoint.transport.next());
        assertEquals(List.of("device.connected"), fixture.publisher.publishedTypes());
    }

    @Test
    void aRefusedCallIsAnsweredWithItsErrorImmediately() throws Exception {
        SessionFixture.ChargePoint chargePoint = fixture.connectAndPublish();
        chargePoint.call("x", "NoSuchAction", "{}");
        assertEquals("[4,\"x\",\"NotImplemented\",\"unknown action\",{}]", chargePoint.transport.next());
        assertEquals(1, fixture.publisher.attempts.size());
    }

    @Test
    void aMalformedCallIsAnsweredInOrder() throws Exception {
        SessionFixture.ChargePoint chargePoint = fixture.connect();
        chargePoint.call("1", "StatusNotification", STATUS);
        chargePoint.send("[2,\"2\",\"StatusNotification\"]");
        chargePoint.call("3", "StatusNotification", STATUS);
        assertTrue(chargePoint.transport.next().startsWith("[3,\"1\""));
        assertTrue(chargePoint.transport.next().startsWith("[4,\"2\",\"FormationViolation\""));
        assertTrue(chargePoint.transport.next().startsWith("[3,\"3\""));
    }

    @Test
    void aRepeatedCallDuringProcessingIsAnsweredOnce() throws Exception {
        SessionFixture.ChargePoint chargePoint = fixture.connectAndPublish();
        fixture.publisher.waitForAcknowledgement();
        chargePoint.call("1", "StartTransaction", START);
        await().until(() -> fixture.publisher.attempts.size() == 2);
        chargePoint.call("1", "StartTransaction", START);
        await().until(() -> fixture.calls("attached") == 1);
        chargePoint.call("2", "StatusNotification", STATUS);
        fixture.publisher.acknowledge();
        fixture.publisher.acknowledge();
        assertTrue(chargePoint.transport.next().startsWith("[3,\"1\""));
        assertTrue(chargePoint.transport.next().startsWith("[3,\"2\""));
        assertEquals(3, fixture.publisher.attempts.size());
    }

    @Test
    void aRepeatedCallAfterItsAnswerGetsTheStoredAnswer() throws Exception {
        SessionFixture.ChargePoint chargePoint = fixture.connect();
        chargePoint.call("1", "StartTransaction", START);
        String answer = chargePoint.transport.next();
        chargePoint.call("1", "StartTransaction", START);
        assertEquals(answer, chargePoint.transport.next());
        assertEquals(2, fixture.publisher.attempts.size());
    }

    @Test
    void aReusedIdWithOtherContentIsANewCall() throws Exception {
        SessionFixture.ChargePoint chargePoint = fixture.connect();
        chargePoint.call("1", "StartTransaction", START);
        chargePoint.transport.next();
        chargePoint.call("1", "StatusNotification", STATUS);
        assertEquals("[3,\"1\",{\"to\":\"StatusNotification\"}]", chargePoint.transport.next());
        assertEquals(3, fixture.publisher.attempts.size());
    }

    @Test
    void anOutageClosesTheConnectionOfAnUnansweredTransactionMessage() throws Exception {
        SessionFixture.ChargePoint chargePoint = fixture.connectAndPublish();
        fixture.publisher.failWith(PublishException.Reason.OUTAGE);
        long before = fixture.nanos.get();
        chargePoint.call("1", "StartTransaction", START);
        CloseStatus status = chargePoint.transport.awaitClose();
        assertEquals(CloseStatus.TRY_AGAIN_LATER, status.code());
        assertNull(chargePoint.transport.texts.peek());
        Duration held = Duration.ofNanos(chargePoint.transport.closedAt() - before);
        assertTrue(
                held.compareTo(Duration.ofSeconds(9)) > 0 && held.compareTo(Duration.ofSeconds(10)) <= 0,
                held::toString);
    }

    @Test
    void aTransactionMessageIsAnsweredWhenTheOutageEndsInTime() throws Exception {
        SessionFixture.ChargePoint chargePoint = fixture.connectAndPublish();
        fixture.publisher.failWith(PublishException.Reason.OVERLOADED);
        fixture.publisher.onAttempt(() -> {
            if (fixture.publisher.attempts.size() == 5) {
                fixture.publisher.failWith(null);
            }
        });
        chargePoint.call("1", "StartTransaction", START);
        assertTrue(chargePoint.transport.next().startsWith("[3,\"1\""));
        List<JsonObject> attempts = fixture.publisher.attempts;
        assertEquals(attempts.get(1), attempts.getLast());
    }

    @Test
    void anOutageAnswersOtherMessagesWithAnInternalError() throws Exception {
        SessionFixture.ChargePoint chargePoint = fixture.connectAndPublish();
        fixture.publisher.failWith(PublishException.Reason.OUTAGE);
        chargePoint.call("1", "StatusNotification", STATUS);
        assertTrue(chargePoint.transport.next().startsWith("[4,\"1\",\"InternalError\""));
    }

    @Test
    void aRefusedRecordFailsOnlyItsMessage() throws Exception {
        SessionFixture.ChargePoint chargePoint = fixture.connectAndPublish();
        fixture.publisher.failWith(PublishException.Reason.REFUSED);
        chargePoint.call("1", "StartTransaction", START);
        assertTrue(chargePoint.transport.next().startsWith("[4,\"1\",\"InternalError\""));
        fixture.publisher.failWith(null);
        chargePoint.call("2", "StartTransaction", START);
        assertTrue(chargePoint.transport.next().startsWith("[3,\"2\""));
    }

    @Test
    void anInternalErrorClosesTheSession() throws Exception {
        SessionFixture.ChargePoint chargePoint = fixture.connectAndPublish();
        chargePoint.call("1", "DataTransfer", "{\"vendorId\":\"x\"}");
        CloseStatus status = chargePoint.transport.awaitClose();
        assertEquals(CloseStatus.INTERNAL_ERROR, status.code());
    }
}
