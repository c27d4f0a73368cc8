package org.ocppgateway.gateway.session;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ocppgateway.gateway.connection.CloseStatus;
import org.ocppgateway.protocol.handler.VersionHandler;
import org.ocppgateway.protocol.translation.DictionaryHandler;
import org.ocppgateway.protocol.v16.Ocpp16;

class SessionFactsTest {
    private static final String STATUS_16 =
            "{\"connectorId\":1,\"errorCode\":\"NoError\",\"status\":\"Available\",\"timestamp\":\"%s\"}";
    private static final String STATUS_2 =
            "{\"timestamp\":\"%s\",\"connectorStatus\":\"Available\",\"evseId\":1,\"connectorId\":1}";
    private static final String TRANSACTION_2 =
            "{\"eventType\":\"Started\",\"timestamp\":\"%s\",\"triggerReason\":\"CablePluggedIn\","
                    + "\"seqNo\":0,\"offline\":%s,\"transactionInfo\":{\"transactionId\":\"t\"}}";

    private SessionFixture fixture = new SessionFixture(new DictionaryHandler(new Ocpp16()));
    private int calls;

    @AfterEach
    void stop() {
        fixture.stop();
    }

    private SessionFixture.ChargePoint connect(VersionHandler handler) {
        fixture.stop();
        fixture = new SessionFixture(handler);
        return fixture.connectAndPublish();
    }

    @Test
    void aStatusNotificationTellsTheOffsetOfTheClock() throws Exception {
        SessionFixture.ChargePoint chargePoint = fixture.connectAndPublish();
        assertNull(messages().clockOffset());
        call(
                chargePoint,
                "StatusNotification",
                STATUS_16.formatted(fixture.now().plusSeconds(3_600)));
        assertOffset(Duration.ofHours(1));
    }

    @Test
    void anEarlierTimeOfAStatusChangeDoesNotReplaceTheOffsetForTenMinutes() throws Exception {
        SessionFixture.ChargePoint chargePoint = fixture.connectAndPublish();
        call(chargePoint, "StatusNotification", STATUS_16.formatted(fixture.now()));
        call(
                chargePoint,
                "StatusNotification",
                STATUS_16.formatted(fixture.now().minusSeconds(60)));
        assertOffset(Duration.ZERO);
        fixture.nanos.addAndGet(Duration.ofMinutes(10).toNanos());
        call(
                chargePoint,
                "StatusNotification",
                STATUS_16.formatted(fixture.now().minusSeconds(60)));
        assertOffset(Duration.ofSeconds(-60));
    }

    @Test
    void storedMessagesOf16DoNotTellTheOffset() throws Exception {
        SessionFixture.ChargePoint chargePoint = fixture.connectAndPublish();
        String old = fixture.now().minusSeconds(86_400).toString();
        call(
                chargePoint,
                "StartTransaction",
                "{\"connectorId\":1,\"idTag\":\"T\",\"meterStart\":0,\"timestamp\":\"" + old + "\"}");
        call(chargePoint, "StopTransaction", "{\"transactionId\":1,\"meterStop\":1,\"timestamp\":\"" + old + "\"}");
        assertNull(messages().clockOffset());
    }

    @ParameterizedTest
    @MethodSource(SessionFixture.VERSIONS_2)
    void anOfflineTransactionEventDoesNotTellTheOffset(VersionHandler handler) throws Exception {
        SessionFixture.ChargePoint chargePoint = connect(handler);
        call(
                chargePoint,
                "TransactionEvent",
                TRANSACTION_2.formatted(fixture.now().minusSeconds(86_400), true));
        assertNull(messages().clockOffset());
        call(
                chargePoint,
                "TransactionEvent",
                TRANSACTION_2.formatted(fixture.now().plusSeconds(5), false));
        assertOffset(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @MethodSource(SessionFixture.VERSIONS_2)
    void aStatusNotificationOf2TellsTheOffset(VersionHandler handler) throws Exception {
        SessionFixture.ChargePoint chargePoint = connect(handler);
        call(chargePoint, "StatusNotification", STATUS_2.formatted(fixture.now().minusSeconds(7)));
        assertOffset(Duration.ofSeconds(-7));
    }

    @Test
    void countsMessagesThatBreakARule() throws Exception {
        SessionFixture.ChargePoint chargePoint = fixture.connectAndPublish();
        call(chargePoint, "Heartbeat", "{}");
        assertEquals(0, messages().violations());
        call(
                chargePoint,
                "StatusNotification",
                "{\"connectorId\":1,\"errorCode\":\"NoError\",\"status\":\"Nonsense\"}");
        call(chargePoint, "NoSuchAction", "{}");
        assertEquals(2, messages().violations());
    }

    @Test
    void theOfflineEventContainsTheFacts() throws Exception {
        SessionFixture.ChargePoint chargePoint = fixture.connectAndPublish();
        call(
                chargePoint,
                "StatusNotification",
                STATUS_16.formatted(fixture.now().plusSeconds(2)));
        call(chargePoint, "NoSuchAction", "{}");
        chargePoint.closeByPeer(new CloseStatus(CloseStatus.NORMAL, ""));
        await().until(() -> fixture.publisher.publishedTypes().contains("device.offline"));
        JsonObject data = fixture.publisher.published.getLast().getAsJsonObject("data");
        assertEquals(2_000, data.get("clockOffsetMillis").getAsLong(), 10);
        assertEquals(1, data.get("violationCount").getAsInt());
        assertEquals(1_000, data.get("bytesReceived").getAsLong());
        assertEquals(2_000, data.get("bytesSent").getAsLong());
        assertEquals(
                "{\"received\":0,\"uplink\":0,\"commands\":0,\"sending\":0}",
                data.get("queues").toString());
        assertFalse(data.has("roundTripMillis"));
    }

    private void call(SessionFixture.ChargePoint chargePoint, String action, String payload) throws Exception {
        chargePoint.call(Integer.toString(++calls), action, payload);
        String unused = chargePoint.transport.next();
    }

    private void assertOffset(Duration expected) {
        assertEquals(
                expected.toMillis(),
                Objects.requireNonNull(messages().clockOffset()).toMillis(),
                10);
    }

    private SessionFacts.MessageFacts messages() {
        return Objects.requireNonNull(fixture.facts()).messages();
    }
}
