package org.ocppgateway.simulator.behaviour;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ocppgateway.simulator.measure.FleetCount;

/** Handling of OCPP 1.6 commands. The fixture validates every response against the dictionary. */
class CommandHandler16Test {
    private final ChargePointFixture fixture = ChargePointFixture.running(ChargePointFixture.IDLE);

    @Test
    void remoteStartStartsASessionWithTheTokenAndRemoteStopEndsIt() {
        assertEquals(
                "Accepted", fixture.commandStatus("RemoteStartTransaction", "{\"idTag\":\"RFID1\",\"connectorId\":1}"));
        assertEquals(
                "Preparing",
                fixture.expectCall("StatusNotification").get("status").getAsString());
        assertEquals(
                "RFID1", fixture.advanceUntil("StartTransaction").get("idTag").getAsString());
        fixture.advanceUntil("MeterValues");
        assertEquals("Rejected", fixture.commandStatus("RemoteStartTransaction", "{\"idTag\":\"RFID2\"}"), "occupied");
        assertEquals("Rejected", fixture.commandStatus("RemoteStopTransaction", "{\"transactionId\":99}"));
        assertEquals("Accepted", fixture.commandStatus("RemoteStopTransaction", "{\"transactionId\":4711}"));
        JsonObject stop = fixture.expectCall("StopTransaction");
        assertEquals("Remote", stop.get("reason").getAsString());
        assertEquals("RFID1", stop.get("idTag").getAsString());
        assertEquals("Available", fixture.advanceUntilStatus("Available"));
        assertEquals(
                List.of(),
                fixture.history.stream()
                        .filter(action -> action.equals("Authorize"))
                        .toList());
    }

    @Test
    void aRemoteStartIsAuthorizedIfConfigured() {
        fixture.commandStatus("ChangeConfiguration", "{\"key\":\"AuthorizeRemoteTxRequests\",\"value\":\"true\"}");
        fixture.commandStatus("RemoteStartTransaction", "{\"idTag\":\"RFID1\"}");
        assertEquals("RFID1", fixture.advanceUntil("Authorize").get("idTag").getAsString());
        fixture.advanceUntil("StartTransaction");
    }

    @Test
    void remoteStartOfAnUnknownOrInoperativeConnectorIsRejected() {
        assertEquals(
                "Rejected", fixture.commandStatus("RemoteStartTransaction", "{\"idTag\":\"A\",\"connectorId\":2}"));
        fixture.commandStatus("ChangeAvailability", "{\"connectorId\":1,\"type\":\"Inoperative\"}");
        assertEquals("Rejected", fixture.commandStatus("RemoteStartTransaction", "{\"idTag\":\"A\"}"));
    }

    @Test
    void unlockConnectorEndsTheSession() {
        fixture.commandStatus("RemoteStartTransaction", "{\"idTag\":\"A\"}");
        fixture.advanceUntil("MeterValues");
        assertEquals("Unlocked", fixture.commandStatus("UnlockConnector", "{\"connectorId\":1}"));
        assertEquals(
                "UnlockCommand",
                fixture.expectCall("StopTransaction").get("reason").getAsString());
        assertEquals("NotSupported", fixture.commandStatus("UnlockConnector", "{\"connectorId\":7}"));
    }

    @Test
    void availabilityChangesImmediatelyOrAfterTheSession() {
        assertEquals(
                "Accepted",
                fixture.commandStatus("ChangeAvailability", "{\"connectorId\":0,\"type\":\"Inoperative\"}"));
        assertEquals(
                "Unavailable",
                fixture.expectCall("StatusNotification").get("status").getAsString());
        assertEquals(
                "Unavailable",
                fixture.expectCall("StatusNotification").get("status").getAsString());
        fixture.commandStatus("ChangeAvailability", "{\"connectorId\":1,\"type\":\"Operative\"}");
        fixture.commandStatus("RemoteStartTransaction", "{\"idTag\":\"A\"}");
        fixture.advanceUntil("StartTransaction");
        assertEquals(
                "Scheduled",
                fixture.commandStatus("ChangeAvailability", "{\"connectorId\":1,\"type\":\"Inoperative\"}"));
        fixture.commandStatus("RemoteStopTransaction", "{\"transactionId\":4711}");
        assertEquals("Unavailable", fixture.advanceUntilStatus("Unavailable"));
    }

    @Test
    void aConfiguredIntervalTakesEffect() {
        assertEquals(
                "Accepted",
                fixture.commandStatus("ChangeConfiguration", "{\"key\":\"MeterValueSampleInterval\",\"value\":\"7\"}"));
        assertEquals(
                "Accepted",
                fixture.commandStatus("ChangeConfiguration", "{\"key\":\"HeartbeatInterval\",\"value\":\"20\"}"));
        fixture.commandStatus("RemoteStartTransaction", "{\"idTag\":\"A\"}");
        fixture.advanceUntil("MeterValues");
        fixture.advanceUntil("Heartbeat");
        fixture.history.clear();
        fixture.advance(Duration.ofSeconds(70));
        assertEquals(
                10,
                fixture.history.stream()
                        .filter(action -> action.equals("MeterValues"))
                        .count());
        assertTrue(fixture.history.stream()
                        .filter(action -> action.equals("Heartbeat"))
                        .count()
                >= 3);
    }

    @Test
    void configurationRequestsGetTheSpecifiedResponses() {
        JsonObject all = fixture.command("GetConfiguration", "{}").payload();
        assertTrue(all.getAsJsonArray("configurationKey").size() >= 10);
        JsonObject some = fixture.command("GetConfiguration", "{\"key\":[\"HeartbeatInterval\",\"Nonsense\"]}")
                .payload();
        JsonObject heartbeat = some.getAsJsonArray("configurationKey").get(0).getAsJsonObject();
        assertEquals("300", heartbeat.get("value").getAsString());
        assertEquals("Nonsense", some.getAsJsonArray("unknownKey").get(0).getAsString());
        assertEquals(
                "NotSupported", fixture.commandStatus("ChangeConfiguration", "{\"key\":\"Nonsense\",\"value\":\"1\"}"));
        assertEquals(
                "Rejected",
                fixture.commandStatus("ChangeConfiguration", "{\"key\":\"NumberOfConnectors\",\"value\":\"9\"}"));
        assertEquals(
                "Rejected",
                fixture.commandStatus("ChangeConfiguration", "{\"key\":\"HeartbeatInterval\",\"value\":\"soon\"}"));
    }

    @ParameterizedTest
    @CsvSource({
        "BootNotification",
        "Heartbeat",
        "StatusNotification",
        "MeterValues",
        "DiagnosticsStatusNotification",
        "FirmwareStatusNotification"
    })
    void aTriggeredMessageIsSent(String message) {
        assertEquals("Accepted", fixture.commandStatus("TriggerMessage", "{\"requestedMessage\":\"" + message + "\"}"));
        fixture.expectCall(message);
    }

    @Test
    void aReservationKeepsTheConnectorForItsTokenUntilItExpires() {
        String reserve =
                "{\"connectorId\":1,\"expiryDate\":\"2026-11-21T01:00:00Z\",\"idTag\":\"MINE\",\"reservationId\":5}";
        assertEquals("Accepted", fixture.commandStatus("ReserveNow", reserve));
        assertEquals(
                "Reserved",
                fixture.expectCall("StatusNotification").get("status").getAsString());
        assertEquals("Occupied", fixture.commandStatus("ReserveNow", reserve.replace(":5", ":6")));
        assertEquals("Rejected", fixture.commandStatus("RemoteStartTransaction", "{\"idTag\":\"OTHER\"}"));
        assertEquals("Rejected", fixture.commandStatus("CancelReservation", "{\"reservationId\":6}"));
        assertEquals("Accepted", fixture.commandStatus("CancelReservation", "{\"reservationId\":5}"));
        assertEquals(
                "Available",
                fixture.expectCall("StatusNotification").get("status").getAsString());
        fixture.commandStatus("ReserveNow", reserve);
        assertEquals("Available", fixture.advanceUntilStatus("Available"));
        fixture.commandStatus("ReserveNow", reserve.replace("T01", "T23"));
        assertEquals("Accepted", fixture.commandStatus("RemoteStartTransaction", "{\"idTag\":\"mine\"}"));
    }

    @Test
    void firmwareUpdateAndDiagnosticsReportProgress() {
        fixture.command("UpdateFirmware", "{\"location\":\"http://x/f\",\"retrieveDate\":\"2026-11-21T00:00:00Z\"}");
        for (String status : List.of("Downloading", "Downloaded", "Installing", "Installed")) {
            assertEquals(
                    status,
                    fixture.advanceUntil("FirmwareStatusNotification")
                            .get("status")
                            .getAsString());
        }
        fixture.command("GetDiagnostics", "{\"location\":\"ftp://x/d\"}");
        for (String status : List.of("Uploading", "Uploaded")) {
            assertEquals(
                    status,
                    fixture.advanceUntil("DiagnosticsStatusNotification")
                            .get("status")
                            .getAsString());
        }
    }

    @Test
    void allOtherCommandsGetAValidResponse() {
        Map<String, String> commands = Map.of(
                "ClearCache", "{}",
                "DataTransfer", "{\"vendorId\":\"x\"}",
                "SetChargingProfile",
                        "{\"connectorId\":0,\"csChargingProfiles\":{\"chargingProfileId\":1,\"stackLevel\":0,"
                                + "\"chargingProfilePurpose\":\"TxDefaultProfile\",\"chargingProfileKind\":\"Absolute\","
                                + "\"chargingSchedule\":{\"chargingRateUnit\":\"A\",\"chargingSchedulePeriod\":"
                                + "[{\"startPeriod\":0,\"limit\":16.0}]}}}",
                "ClearChargingProfile", "{}",
                "GetCompositeSchedule", "{\"connectorId\":1,\"duration\":600}",
                "SendLocalList", "{\"listVersion\":3,\"updateType\":\"Full\"}",
                "InstallCertificate", "{\"certificateType\":\"CentralSystemRootCertificate\",\"certificate\":\"x\"}",
                "GetInstalledCertificateIds", "{\"certificateType\":\"CentralSystemRootCertificate\"}");
        Map<String, String> others = Map.of(
                "DataTransfer",
                "UnknownVendorId",
                "ClearChargingProfile",
                "Unknown",
                "GetInstalledCertificateIds",
                "NotFound");
        commands.forEach((action, payload) ->
                assertEquals(others.getOrDefault(action, "Accepted"), fixture.commandStatus(action, payload), action));
        JsonObject version = fixture.command("GetLocalListVersion", "{}").payload();
        assertEquals(3, version.get("listVersion").getAsInt());
    }

    @Test
    void logUploadReportsTheRequestId() {
        fixture.command(
                "GetLog", "{\"log\":{\"remoteLocation\":\"http://x\"},\"logType\":\"SecurityLog\",\"requestId\":9}");
        assertEquals(
                9,
                fixture.advanceUntil("LogStatusNotification").get("requestId").getAsInt());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Nonsense | {} | NotImplemented",
                "BootNotification | {} | NotSupported",
                "Reset | {} | OccurenceConstraintViolation",
                "Reset | {\"type\":7} | TypeConstraintViolation",
                "Reset | {\"type\":\"Later\"} | PropertyConstraintViolation",
                "Reset | 7 | FormationViolation",
                "ClearCache | {\"extra\":1} | FormationViolation",
            })
    void anInvalidCommandIsRefusedWithTheMatchingErrorCode(String action, String payload, String code) {
        ChargePointFixture.Sent answer = fixture.command(action, payload);
        assertEquals(4, answer.type());
        assertEquals(code, answer.action());
    }

    @Test
    void anInvalidResponseIsCounted() {
        fixture.answerWith("Heartbeat", "{\"currentTime\":\"yesterday\"}");
        fixture.commandStatus("TriggerMessage", "{\"requestedMessage\":\"Heartbeat\"}");
        assertEquals(1, fixture.count(FleetCount.INVALID_ANSWERS));
    }
}
