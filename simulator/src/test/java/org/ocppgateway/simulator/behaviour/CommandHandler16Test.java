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

/** What a charge point does with the commands of OCPP 1.6. Every answer is judged by the dictionary on its way out. */
class CommandHandler16Test {
    private final ChargePointFixture bench = ChargePointFixture.running(ChargePointFixture.IDLE);

    @Test
    void remoteStartChargesWithThatTokenAndRemoteStopEndsIt() {
        assertEquals(
                "Accepted", bench.commandStatus("RemoteStartTransaction", "{\"idTag\":\"RFID1\",\"connectorId\":1}"));
        assertEquals(
                "Preparing", bench.expect("StatusNotification").get("status").getAsString());
        assertEquals("RFID1", bench.passUntil("StartTransaction").get("idTag").getAsString());
        bench.passUntil("MeterValues");
        assertEquals("Rejected", bench.commandStatus("RemoteStartTransaction", "{\"idTag\":\"RFID2\"}"), "occupied");
        assertEquals("Rejected", bench.commandStatus("RemoteStopTransaction", "{\"transactionId\":99}"));
        assertEquals("Accepted", bench.commandStatus("RemoteStopTransaction", "{\"transactionId\":4711}"));
        JsonObject stop = bench.expect("StopTransaction");
        assertEquals("Remote", stop.get("reason").getAsString());
        assertEquals("RFID1", stop.get("idTag").getAsString());
        assertEquals("Available", bench.passUntilStatus("Available"));
        assertEquals(
                List.of(),
                bench.history.stream()
                        .filter(action -> action.equals("Authorize"))
                        .toList());
    }

    @Test
    void aRemoteStartIsAuthorisedWhereThatIsConfigured() {
        bench.commandStatus("ChangeConfiguration", "{\"key\":\"AuthorizeRemoteTxRequests\",\"value\":\"true\"}");
        bench.commandStatus("RemoteStartTransaction", "{\"idTag\":\"RFID1\"}");
        assertEquals("RFID1", bench.passUntil("Authorize").get("idTag").getAsString());
        bench.passUntil("StartTransaction");
    }

    @Test
    void remoteStartOfAnotherConnectorOrOutOfOrderIsRejected() {
        assertEquals("Rejected", bench.commandStatus("RemoteStartTransaction", "{\"idTag\":\"A\",\"connectorId\":2}"));
        bench.commandStatus("ChangeAvailability", "{\"connectorId\":1,\"type\":\"Inoperative\"}");
        assertEquals("Rejected", bench.commandStatus("RemoteStartTransaction", "{\"idTag\":\"A\"}"));
    }

    @Test
    void unlockingEndsTheSession() {
        bench.commandStatus("RemoteStartTransaction", "{\"idTag\":\"A\"}");
        bench.passUntil("MeterValues");
        assertEquals("Unlocked", bench.commandStatus("UnlockConnector", "{\"connectorId\":1}"));
        assertEquals(
                "UnlockCommand", bench.expect("StopTransaction").get("reason").getAsString());
        assertEquals("NotSupported", bench.commandStatus("UnlockConnector", "{\"connectorId\":7}"));
    }

    @Test
    void availabilityChangesAtOnceOrAfterTheSession() {
        assertEquals(
                "Accepted", bench.commandStatus("ChangeAvailability", "{\"connectorId\":0,\"type\":\"Inoperative\"}"));
        assertEquals(
                "Unavailable", bench.expect("StatusNotification").get("status").getAsString());
        assertEquals(
                "Unavailable", bench.expect("StatusNotification").get("status").getAsString());
        bench.commandStatus("ChangeAvailability", "{\"connectorId\":1,\"type\":\"Operative\"}");
        bench.commandStatus("RemoteStartTransaction", "{\"idTag\":\"A\"}");
        bench.passUntil("StartTransaction");
        assertEquals(
                "Scheduled", bench.commandStatus("ChangeAvailability", "{\"connectorId\":1,\"type\":\"Inoperative\"}"));
        bench.commandStatus("RemoteStopTransaction", "{\"transactionId\":4711}");
        assertEquals("Unavailable", bench.passUntilStatus("Unavailable"));
    }

    @Test
    void aConfiguredIntervalIsTheOneThatHolds() {
        assertEquals(
                "Accepted",
                bench.commandStatus("ChangeConfiguration", "{\"key\":\"MeterValueSampleInterval\",\"value\":\"7\"}"));
        assertEquals(
                "Accepted",
                bench.commandStatus("ChangeConfiguration", "{\"key\":\"HeartbeatInterval\",\"value\":\"20\"}"));
        bench.commandStatus("RemoteStartTransaction", "{\"idTag\":\"A\"}");
        bench.passUntil("MeterValues");
        bench.passUntil("Heartbeat");
        bench.history.clear();
        bench.pass(Duration.ofSeconds(70));
        assertEquals(
                10,
                bench.history.stream()
                        .filter(action -> action.equals("MeterValues"))
                        .count());
        assertTrue(bench.history.stream()
                        .filter(action -> action.equals("Heartbeat"))
                        .count()
                >= 3);
    }

    @Test
    void configurationKeysHaveTheirAnswers() {
        JsonObject all = bench.command("GetConfiguration", "{}").payload();
        assertTrue(all.getAsJsonArray("configurationKey").size() >= 10);
        JsonObject some = bench.command("GetConfiguration", "{\"key\":[\"HeartbeatInterval\",\"Nonsense\"]}")
                .payload();
        JsonObject heartbeat = some.getAsJsonArray("configurationKey").get(0).getAsJsonObject();
        assertEquals("300", heartbeat.get("value").getAsString());
        assertEquals("Nonsense", some.getAsJsonArray("unknownKey").get(0).getAsString());
        assertEquals(
                "NotSupported", bench.commandStatus("ChangeConfiguration", "{\"key\":\"Nonsense\",\"value\":\"1\"}"));
        assertEquals(
                "Rejected",
                bench.commandStatus("ChangeConfiguration", "{\"key\":\"NumberOfConnectors\",\"value\":\"9\"}"));
        assertEquals(
                "Rejected",
                bench.commandStatus("ChangeConfiguration", "{\"key\":\"HeartbeatInterval\",\"value\":\"soon\"}"));
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
        assertEquals("Accepted", bench.commandStatus("TriggerMessage", "{\"requestedMessage\":\"" + message + "\"}"));
        bench.expect(message);
    }

    @Test
    void aReservationKeepsTheConnectorForItsTokenUntilItExpires() {
        String reserve =
                "{\"connectorId\":1,\"expiryDate\":\"2026-11-21T01:00:00Z\",\"idTag\":\"MINE\",\"reservationId\":5}";
        assertEquals("Accepted", bench.commandStatus("ReserveNow", reserve));
        assertEquals(
                "Reserved", bench.expect("StatusNotification").get("status").getAsString());
        assertEquals("Occupied", bench.commandStatus("ReserveNow", reserve.replace(":5", ":6")));
        assertEquals("Rejected", bench.commandStatus("RemoteStartTransaction", "{\"idTag\":\"OTHER\"}"));
        assertEquals("Rejected", bench.commandStatus("CancelReservation", "{\"reservationId\":6}"));
        assertEquals("Accepted", bench.commandStatus("CancelReservation", "{\"reservationId\":5}"));
        assertEquals(
                "Available", bench.expect("StatusNotification").get("status").getAsString());
        bench.commandStatus("ReserveNow", reserve);
        assertEquals("Available", bench.passUntilStatus("Available"));
        bench.commandStatus("ReserveNow", reserve.replace("T01", "T23"));
        assertEquals("Accepted", bench.commandStatus("RemoteStartTransaction", "{\"idTag\":\"mine\"}"));
    }

    @Test
    void firmwareAndDiagnosticsReportTheirProgress() {
        bench.command("UpdateFirmware", "{\"location\":\"http://x/f\",\"retrieveDate\":\"2026-11-21T00:00:00Z\"}");
        for (String status : List.of("Downloading", "Downloaded", "Installing", "Installed")) {
            assertEquals(
                    status,
                    bench.passUntil("FirmwareStatusNotification").get("status").getAsString());
        }
        bench.command("GetDiagnostics", "{\"location\":\"ftp://x/d\"}");
        for (String status : List.of("Uploading", "Uploaded")) {
            assertEquals(
                    status,
                    bench.passUntil("DiagnosticsStatusNotification")
                            .get("status")
                            .getAsString());
        }
    }

    @Test
    void theRestHasASensibleAnswer() {
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
                assertEquals(others.getOrDefault(action, "Accepted"), bench.commandStatus(action, payload), action));
        JsonObject version = bench.command("GetLocalListVersion", "{}").payload();
        assertEquals(3, version.get("listVersion").getAsInt());
    }

    @Test
    void aLogIsUploadedUnderItsRequestId() {
        bench.command(
                "GetLog", "{\"log\":{\"remoteLocation\":\"http://x\"},\"logType\":\"SecurityLog\",\"requestId\":9}");
        assertEquals(
                9, bench.passUntil("LogStatusNotification").get("requestId").getAsInt());
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
    void whatBreaksTheRulesIsRefusedWithTheCodeForIt(String action, String payload, String code) {
        ChargePointFixture.Sent answer = bench.command(action, payload);
        assertEquals(4, answer.type());
        assertEquals(code, answer.word());
    }

    @Test
    void anAnswerThatBreaksTheRulesIsCounted() {
        bench.answerWith("Heartbeat", "{\"currentTime\":\"yesterday\"}");
        bench.commandStatus("TriggerMessage", "{\"requestedMessage\":\"Heartbeat\"}");
        assertEquals(1, bench.count(FleetCount.INVALID_ANSWERS));
    }
}
