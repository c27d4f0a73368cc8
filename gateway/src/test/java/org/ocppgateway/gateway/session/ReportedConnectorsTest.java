package org.ocppgateway.gateway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ocppgateway.gateway.session.connector.ConnectorStates;
import org.ocppgateway.gateway.session.connector.ReportedConnector;
import org.ocppgateway.gateway.session.connector.ReportedConnectors;
import org.ocppgateway.gateway.session.connector.ReportedTransaction;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.handler.VersionHandler;
import org.ocppgateway.protocol.translation.DictionaryHandler;
import org.ocppgateway.protocol.v16.Ocpp16;

/** The connectors, transactions and the charging mark that a session derives from the messages of its charge point. */
class ReportedConnectorsTest {
    private static final String TIME = "2026-11-21T09:00:00Z";

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
    void nothingIsReportedBeforeTheFirstMessage() {
        SessionFixture.ChargePoint unused = fixture.connectAndPublish();
        assertEquals(ReportedConnectors.NONE, connectors());
        assertFalse(charging());
        assertNull(fixture.sessions.connectors(new ChargePointId("CP-2")));
    }

    @Test
    void aStatusNotificationOf16ReportsAConnector() throws Exception {
        SessionFixture.ChargePoint chargePoint = fixture.connectAndPublish();
        status16(chargePoint, 2, "Faulted", "GroundFailure");
        status16(chargePoint, 1, "Available", "NoError");
        status16(chargePoint, 0, "Available", "NoError");
        assertEquals(
                List.of("0/0 Available null", "1/1 Available null", "2/2 Faulted GroundFailure"),
                connectors().items().stream().map(ReportedConnectorsTest::text).toList());
        assertFalse(charging());
    }

    @Test
    void aTransactionOf16CountsItsEnergyAndEnds() throws Exception {
        SessionFixture.ChargePoint chargePoint = fixture.connectAndPublish();
        status16(chargePoint, 1, "Preparing", "NoError");
        call(chargePoint, "StartTransaction", start16(1, 1_000));
        ReportedTransaction started = transaction(only());
        assertEquals(Instant.parse(TIME), started.startedAt());
        assertEquals("TAG", started.idToken());
        assertNull(started.energyWh());
        assertTrue(charging());
        meterValues16(chargePoint, started.transactionId(), "1.5", "kWh");
        assertEquals(500.0, transaction(only()).energyWh());
        status16(chargePoint, 1, "SuspendedEV", "NoError");
        assertTrue(charging());
        call(chargePoint, "StopTransaction", stop16(started.transactionId()));
        assertNull(only().transaction());
        assertEquals("SuspendedEV", only().status());
        assertFalse(charging());
    }

    @Test
    void theStatusChargingCountsWithoutATransaction() throws Exception {
        SessionFixture.ChargePoint chargePoint = fixture.connectAndPublish();
        status16(chargePoint, 1, "Charging", "NoError");
        assertTrue(charging());
        status16(chargePoint, 1, "Finishing", "NoError");
        assertFalse(charging());
    }

    @Test
    void theEndOfATransactionEndsChargingAlsoIfNoStatusFollows() throws Exception {
        SessionFixture.ChargePoint chargePoint = fixture.connectAndPublish();
        call(chargePoint, "StartTransaction", start16(1, 0));
        status16(chargePoint, 1, "Charging", "NoError");
        call(chargePoint, "StopTransaction", stop16(transaction(only()).transactionId()));
        assertFalse(charging());
    }

    @Test
    void anAvailableConnectorDoesNotCharge() throws Exception {
        SessionFixture.ChargePoint chargePoint = fixture.connectAndPublish();
        call(chargePoint, "StartTransaction", start16(1, 0));
        status16(chargePoint, 2, "Available", "NoError");
        assertTrue(charging());
        status16(chargePoint, 1, "Available", "NoError");
        assertFalse(charging());
    }

    @Test
    void aTransactionThatBeganBeforeTheSessionIsReportedByItsMeterValues() throws Exception {
        SessionFixture.ChargePoint chargePoint = fixture.connectAndPublish();
        meterValues16(chargePoint, "77", "5000", "Wh");
        assertEquals("77", transaction(only()).transactionId());
        assertNull(transaction(only()).energyWh());
        assertNull(transaction(only()).startedAt());
        assertTrue(charging());
    }

    @Test
    void aStopWithoutAnIdEndsTheOnlyTransaction() throws Exception {
        SessionFixture.ChargePoint chargePoint = fixture.connectAndPublish();
        call(chargePoint, "StartTransaction", start16(1, 0));
        call(chargePoint, "StopTransaction", stop16("-1"));
        assertFalse(charging());
        call(chargePoint, "StartTransaction", start16(1, 0));
        call(chargePoint, "StartTransaction", start16(2, 0));
        call(chargePoint, "StopTransaction", stop16("-1"));
        assertEquals(2, connectors().items().size());
    }

    @Test
    void anotherTransactionAtTheSameConnectorReplacesTheFirst() throws Exception {
        SessionFixture.ChargePoint chargePoint = fixture.connectAndPublish();
        call(chargePoint, "StartTransaction", start16(1, 0));
        String first = transaction(only()).transactionId();
        call(chargePoint, "StartTransaction", start16(1, 5));
        assertFalse(first.equals(transaction(only()).transactionId()));
    }

    @Test
    void aReconnectForgetsEverything() throws Exception {
        SessionFixture.ChargePoint chargePoint = fixture.connectAndPublish();
        call(chargePoint, "StartTransaction", start16(1, 0));
        chargePoint.disconnect();
        SessionFixture.ChargePoint unused = fixture.connectAndPublish();
        assertEquals(ReportedConnectors.NONE, connectors());
        assertFalse(charging());
    }

    @Test
    void theConnectorThatWasReportedLongestAgoIsDroppedAtTheLimit() throws Exception {
        SessionFixture.ChargePoint chargePoint = fixture.connectAndPublish();
        for (int connector = 1; connector <= ConnectorStates.MAX_ENTRIES; connector++) {
            status16(chargePoint, connector, "Available", "NoError");
        }
        status16(chargePoint, 1, "Available", "NoError");
        status16(chargePoint, 1_000, "Available", "NoError");
        assertEquals(ConnectorStates.MAX_ENTRIES, connectors().items().size());
        assertEquals(1, connectors().dropped());
        assertEquals(
                List.of(1, 3),
                connectors().items().stream()
                        .map(ReportedConnector::evseId)
                        .limit(2)
                        .toList());
        assertEquals(1, fixture.counted("ocpp_gateway_session_connectors_dropped"));
    }

    @Test
    void aLongTextIsTruncated() throws Exception {
        SessionFixture.ChargePoint chargePoint = fixture.connectAndPublish();
        call(
                chargePoint,
                "StartTransaction",
                "{\"connectorId\":1,\"idTag\":\"" + "T".repeat(10_000) + "\",\"meterStart\":0,\"timestamp\":\"" + TIME
                        + "\"}");
        assertEquals("T".repeat(64), transaction(only()).idToken());
    }

    @ParameterizedTest
    @MethodSource(SessionFixture.VERSIONS_2)
    void aTransactionOf2IsAtTheConnectorOfItsEvse(VersionHandler handler) throws Exception {
        SessionFixture.ChargePoint chargePoint = connect(handler);
        call(
                chargePoint,
                "StatusNotification",
                "{\"timestamp\":\"" + TIME + "\",\"connectorStatus\":\"Occupied\",\"evseId\":2,\"connectorId\":1}");
        assertFalse(charging());
        transactionEvent(
                chargePoint, "Started", "EVConnected", ",\"evse\":{\"id\":2}", register("Transaction.Begin", 100));
        assertEquals("2/1 Occupied null", text(only()));
        assertTrue(charging());
        transactionEvent(chargePoint, "Updated", "Charging", "", register("Sample.Periodic", 350));
        ReportedTransaction transaction = transaction(only());
        assertEquals("Charging", transaction.chargingState());
        assertEquals(250.0, transaction.energyWh());
        assertEquals("ABC", transaction.idToken());
        transactionEvent(chargePoint, "Ended", "Idle", "", "");
        assertNull(only().transaction());
        assertFalse(charging());
    }

    @ParameterizedTest
    @MethodSource(SessionFixture.VERSIONS_2)
    void aTransactionOf2WithoutAnEvseIsListedWithoutOne(VersionHandler handler) throws Exception {
        SessionFixture.ChargePoint chargePoint = connect(handler);
        transactionEvent(chargePoint, "Updated", "Charging", "", "");
        assertNull(only().evseId());
        assertTrue(charging());
        transactionEvent(chargePoint, "Updated", "Charging", ",\"evse\":{\"id\":1,\"connectorId\":2}", "");
        assertEquals("1/2 null null", text(only()));
    }

    @ParameterizedTest
    @MethodSource(SessionFixture.VERSIONS_2)
    void aNotifyEventReportsConnectors(VersionHandler handler) throws Exception {
        SessionFixture.ChargePoint chargePoint = connect(handler);
        call(chargePoint, "NotifyEvent", notifyEvent(availability(1, "Available") + "," + availability(2, "Faulted")));
        assertEquals(
                List.of("1/1 Available null", "2/1 Faulted null"),
                connectors().items().stream().map(ReportedConnectorsTest::text).toList());
        call(chargePoint, "NotifyEvent", notifyEvent(availability(1, "Occupied")));
        assertEquals("1/1 Occupied null", text(connectors().items().getFirst()));
    }

    private void status16(SessionFixture.ChargePoint chargePoint, int connector, String status, String error)
            throws Exception {
        call(
                chargePoint,
                "StatusNotification",
                "{\"connectorId\":" + connector + ",\"errorCode\":\"" + error + "\",\"status\":\"" + status + "\"}");
    }

    private static String start16(int connector, int meterStart) {
        return "{\"connectorId\":" + connector + ",\"idTag\":\"TAG\",\"meterStart\":" + meterStart + ",\"timestamp\":\""
                + TIME + "\"}";
    }

    private static String stop16(String transactionId) {
        return "{\"transactionId\":" + transactionId + ",\"meterStop\":1,\"timestamp\":\"" + TIME + "\"}";
    }

    private void meterValues16(SessionFixture.ChargePoint chargePoint, String transactionId, String value, String unit)
            throws Exception {
        call(
                chargePoint,
                "MeterValues",
                "{\"connectorId\":1,\"transactionId\":" + transactionId + ",\"meterValue\":[{\"timestamp\":\"" + TIME
                        + "\",\"sampledValue\":[{\"value\":\"" + value + "\",\"unit\":\"" + unit
                        + "\"},{\"value\":\"9\",\"measurand\":\"Current.Import\"},{\"value\":\"7\",\"phase\":\"L1\"}]}]}");
    }

    private void transactionEvent(
            SessionFixture.ChargePoint chargePoint, String type, String state, String evse, String meterValue)
            throws Exception {
        String token = type.equals("Started") ? ",\"idToken\":{\"idToken\":\"ABC\",\"type\":\"ISO14443\"}" : "";
        call(
                chargePoint,
                "TransactionEvent",
                "{\"eventType\":\"" + type + "\",\"timestamp\":\"" + TIME + "\",\"triggerReason\":\"CablePluggedIn\","
                        + "\"seqNo\":" + calls + ",\"transactionInfo\":{\"transactionId\":\"t-1\",\"chargingState\":\""
                        + state + "\"}" + evse + token + meterValue + "}");
    }

    private static String register(String context, int value) {
        return ",\"meterValue\":[{\"timestamp\":\"" + TIME + "\",\"sampledValue\":[{\"value\":" + value
                + ",\"context\":\"" + context + "\"}]}]";
    }

    private static String notifyEvent(String eventData) {
        return "{\"generatedAt\":\"" + TIME + "\",\"seqNo\":0,\"eventData\":[" + eventData + "]}";
    }

    private static String availability(int evse, String status) {
        return "{\"eventId\":" + evse + ",\"timestamp\":\"" + TIME + "\",\"trigger\":\"Delta\",\"actualValue\":\""
                + status
                + "\",\"eventNotificationType\":\"HardWiredNotification\",\"component\":{\"name\":\"Connector\","
                + "\"evse\":{\"id\":" + evse + ",\"connectorId\":1}},\"variable\":{\"name\":\"AvailabilityState\"}}";
    }

    private void call(SessionFixture.ChargePoint chargePoint, String action, String payload) throws Exception {
        chargePoint.call(Integer.toString(++calls), action, payload);
        String answer = chargePoint.transport.next();
        assertTrue(answer.startsWith("[3,"), answer);
    }

    private ReportedConnectors connectors() {
        return Objects.requireNonNull(fixture.sessions.connectors(SessionFixture.CHARGE_POINT));
    }

    private boolean charging() {
        return fixture.sessions.isCharging(SessionFixture.CHARGE_POINT);
    }

    private ReportedConnector only() {
        List<ReportedConnector> items = connectors().items();
        assertEquals(1, items.size(), items.toString());
        return items.getFirst();
    }

    private static ReportedTransaction transaction(ReportedConnector connector) {
        assertNotNull(connector.transaction());
        return Objects.requireNonNull(connector.transaction());
    }

    private static String text(ReportedConnector connector) {
        @Nullable String error = connector.errorCode();
        return connector.evseId() + "/" + connector.connectorId() + " " + connector.status() + " " + error;
    }
}
