package org.ocppgateway.simulator.behaviour;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.dictionary.Dictionary;
import org.ocppgateway.protocol.dictionary.MessageType;
import org.ocppgateway.simulator.measure.FleetCount;
import org.ocppgateway.simulator.net.CloseReason;

/** Handling of OCPP 2.x commands. The fixture validates every response against the dictionary. */
@ParameterizedClass
@EnumSource(names = {"V2_0_1", "V2_1"})
class CommandHandler2Test {
    private static final String START =
            "{\"idToken\":{\"idToken\":\"APP-1\",\"type\":\"Central\"},\"remoteStartId\":77,\"evseId\":1}";

    @Parameter
    OcppVersion version = OcppVersion.V2_0_1;

    @Test
    void requestStartStartsASessionWithTheTokenAndRequestStopEndsIt() {
        ChargePointFixture fixture = idle();
        assertEquals("Accepted", fixture.commandStatus("RequestStartTransaction", START));
        JsonObject started = fixture.advanceUntil("TransactionEvent");
        assertEquals("RemoteStart", started.get("triggerReason").getAsString());
        JsonObject info = started.getAsJsonObject("transactionInfo");
        assertEquals(77, info.get("remoteStartId").getAsInt());
        assertEquals("Central", started.getAsJsonObject("idToken").get("type").getAsString());
        String id = info.get("transactionId").getAsString();
        assertEquals("Rejected", fixture.commandStatus("RequestStartTransaction", START), "occupied");
        assertEquals("Rejected", fixture.commandStatus("RequestStopTransaction", "{\"transactionId\":\"other\"}"));
        String stop = "{\"transactionId\":\"" + id + "\"}";
        assertTrue(fixture.command("GetTransactionStatus", stop)
                .payload()
                .get("ongoingIndicator")
                .getAsBoolean());
        assertEquals("Accepted", fixture.commandStatus("RequestStopTransaction", stop));
        JsonObject ended = fixture.expectCall("TransactionEvent");
        assertEquals("RemoteStop", ended.get("triggerReason").getAsString());
        assertEquals(
                "Remote",
                ended.getAsJsonObject("transactionInfo").get("stoppedReason").getAsString());
        assertEquals(0, fixture.history.stream().filter("Authorize"::equals).count());
    }

    @Test
    void aStartOfAnUnknownOrInoperativeEvseIsRejected() {
        ChargePointFixture fixture = idle();
        assertEquals(
                "Rejected",
                fixture.commandStatus("RequestStartTransaction", START.replace("evseId\":1", "evseId\":2")));
        fixture.commandStatus("ChangeAvailability", "{\"operationalStatus\":\"Inoperative\"}");
        assertEquals(
                "Unavailable",
                fixture.expectCall("StatusNotification").get("connectorStatus").getAsString());
        assertEquals("Rejected", fixture.commandStatus("RequestStartTransaction", START));
    }

    @Test
    void anImmediateResetEndsTheTransactionAndReboots() {
        ChargePointFixture fixture = idle();
        fixture.commandStatus("RequestStartTransaction", START);
        fixture.advanceUntil("TransactionEvent");
        assertEquals("Accepted", fixture.commandStatus("Reset", "{\"type\":\"Immediate\"}"));
        JsonObject ended = fixture.expectCall("TransactionEvent");
        assertEquals("ResetCommand", ended.get("triggerReason").getAsString());
        assertEquals(1, fixture.closes);
        fixture.drop(new CloseReason.ByChargePoint(1000));
        fixture.advance(Duration.ofSeconds(3));
        fixture.sent.clear();
        fixture.open();
        assertEquals(
                "RemoteReset",
                fixture.expectCall("BootNotification").get("reason").getAsString());
    }

    @Test
    void aResetOnIdleWaitsForTheEndOfTheSession() {
        ChargePointFixture fixture = idle();
        fixture.commandStatus("RequestStartTransaction", START);
        JsonObject started = fixture.advanceUntil("TransactionEvent");
        String id =
                started.getAsJsonObject("transactionInfo").get("transactionId").getAsString();
        assertEquals("Scheduled", fixture.commandStatus("Reset", "{\"type\":\"OnIdle\"}"));
        fixture.advance(Duration.ofMinutes(1));
        assertEquals(0, fixture.closes);
        fixture.commandStatus("RequestStopTransaction", "{\"transactionId\":\"" + id + "\"}");
        fixture.advance(Duration.ofSeconds(10));
        assertEquals(1, fixture.closes);
        assertEquals("Rejected", idle().commandStatus("Reset", "{\"type\":\"Immediate\",\"evseId\":1}"));
        ChargePointFixture free = idle();
        assertEquals("Accepted", free.commandStatus("Reset", "{\"type\":\"OnIdle\"}"));
        assertEquals(1, free.closes);
    }

    @Test
    void unlockConnectorIsRefusedDuringATransaction() {
        ChargePointFixture fixture = idle();
        String unlock = "{\"evseId\":1,\"connectorId\":1}";
        assertEquals("Unlocked", fixture.commandStatus("UnlockConnector", unlock));
        assertEquals(
                "UnknownConnector",
                fixture.commandStatus("UnlockConnector", unlock.replace("connectorId\":1", "connectorId\":2")));
        fixture.commandStatus("RequestStartTransaction", START);
        fixture.advanceUntil("TransactionEvent");
        assertEquals("OngoingAuthorizedTransaction", fixture.commandStatus("UnlockConnector", unlock));
    }

    @Test
    void aSetVariableTakesEffect() {
        ChargePointFixture fixture = idle();
        assertEquals(List.of("Accepted"), set(fixture, variable("SampledDataCtrlr", "TxUpdatedInterval", "7")));
        assertEquals("7", value(fixture, variable("SampledDataCtrlr", "TxUpdatedInterval", null)));
        fixture.commandStatus("RequestStartTransaction", START);
        fixture.advanceUntil("TransactionEvent");
        fixture.history.clear();
        fixture.advance(Duration.ofSeconds(70));
        assertEquals(
                10, fixture.history.stream().filter("TransactionEvent"::equals).count());
    }

    @Test
    void variableRequestsGetTheSpecifiedResponses() {
        ChargePointFixture fixture = idle();
        String all = variable("ocppcommctrlr", "heartbeatinterval", "20") + ","
                + variable("OCPPCommCtrlr", "HeartbeatInterval", "soon") + ","
                + variable("TxCtrlr", "TxStartPoint", "Authorized") + ","
                + variable("TxCtrlr", "Nonsense", "1") + ","
                + variable("Nonsense", "Nonsense", "1") + ","
                + variable("OCPPCommCtrlr", "HeartbeatInterval", "1").replace("}}", "},\"attributeType\":\"MaxSet\"}");
        assertEquals(
                List.of(
                        "Accepted",
                        "Rejected",
                        "Rejected",
                        "UnknownVariable",
                        "UnknownComponent",
                        "NotSupportedAttributeType"),
                set(fixture, all));
        assertEquals("20", value(fixture, variable("OCPPCommCtrlr", "HeartbeatInterval", null)));
        String instance = variable("OCPPCommCtrlr", "MessageAttempts", null)
                .replace("MessageAttempts\"", "MessageAttempts\",\"instance\":\"TransactionEvent\"");
        assertEquals("3", value(fixture, instance));
    }

    @Test
    void theBaseReportHasNumberedPartsWithTheRequestId() {
        ChargePointFixture fixture = idle();
        assertEquals(
                "Accepted",
                fixture.commandStatus("GetBaseReport", "{\"requestId\":5,\"reportBase\":\"FullInventory\"}"));
        List<Integer> numbers = new ArrayList<>();
        boolean more = true;
        while (more) {
            JsonObject part = fixture.expectCall("NotifyReport");
            assertEquals(5, part.get("requestId").getAsInt());
            numbers.add(part.get("seqNo").getAsInt());
            more = part.get("tbc").getAsBoolean();
        }
        assertEquals(List.of(0, 1, 2, 3, 4), numbers);
        fixture.expectNothing();
        assertEquals(
                "EmptyResultSet",
                fixture.commandStatus(
                        "GetReport", "{\"requestId\":6,\"componentVariable\":[{\"component\":{\"name\":\"None\"}}]}"));
        fixture.commandStatus(
                "GetReport", "{\"requestId\":7,\"componentVariable\":[{\"component\":{\"name\":\"TxCtrlr\"}}]}");
        assertEquals(
                3,
                fixture.expectCall("NotifyReport").getAsJsonArray("reportData").size());
    }

    @ParameterizedTest
    @CsvSource({
        "BootNotification",
        "Heartbeat",
        "StatusNotification",
        "MeterValues",
        "LogStatusNotification",
        "FirmwareStatusNotification"
    })
    void aTriggeredMessageIsSent(String message) {
        ChargePointFixture fixture = idle();
        assertEquals("Accepted", fixture.commandStatus("TriggerMessage", "{\"requestedMessage\":\"" + message + "\"}"));
        fixture.expectCall(message);
    }

    @Test
    void aTransactionEventIsTriggeredOnlyDuringATransaction() {
        ChargePointFixture fixture = idle();
        String trigger = "{\"requestedMessage\":\"TransactionEvent\",\"evse\":{\"id\":1}}";
        assertEquals("Rejected", fixture.commandStatus("TriggerMessage", trigger));
        assertEquals("Rejected", fixture.commandStatus("TriggerMessage", trigger.replace("id\":1", "id\":2")));
        fixture.commandStatus("RequestStartTransaction", START);
        fixture.advanceUntil("TransactionEvent");
        assertEquals("Accepted", fixture.commandStatus("TriggerMessage", trigger));
        assertEquals(
                "Trigger",
                fixture.expectCall("TransactionEvent").get("triggerReason").getAsString());
    }

    @Test
    void logAndFirmwareReportProgressWithTheRequestId() {
        ChargePointFixture fixture = idle();
        fixture.command(
                "GetLog", "{\"log\":{\"remoteLocation\":\"http://x\"},\"logType\":\"SecurityLog\",\"requestId\":9}");
        for (String status : List.of("Uploading", "Uploaded")) {
            JsonObject report = fixture.advanceUntil("LogStatusNotification");
            assertEquals(status, report.get("status").getAsString());
            assertEquals(9, report.get("requestId").getAsInt());
        }
        fixture.command(
                "UpdateFirmware",
                "{\"requestId\":8,\"firmware\":{\"location\":\"http://x\",\"retrieveDateTime\":\"2026-11-21T00:00:00Z\","
                        + "\"signature\":\"x\"}}");
        for (String status : List.of("Downloading", "Downloaded", "SignatureVerified", "Installing", "Installed")) {
            JsonObject report = fixture.advanceUntil("FirmwareStatusNotification");
            assertEquals(status, report.get("status").getAsString());
            assertEquals(8, report.get("requestId").getAsInt());
        }
    }

    @Test
    void aReservationKeepsTheConnectorForItsToken() {
        ChargePointFixture fixture = idle();
        String reserve = "{\"id\":5,\"expiryDateTime\":\"2026-11-21T01:00:00Z\","
                + "\"idToken\":{\"idToken\":\"MINE\",\"type\":\"Central\"}}";
        assertEquals("Accepted", fixture.commandStatus("ReserveNow", reserve));
        assertEquals(
                "Reserved",
                fixture.expectCall("StatusNotification").get("connectorStatus").getAsString());
        assertEquals("Occupied", fixture.commandStatus("ReserveNow", reserve.replace(":5", ":6")));
        assertEquals("Rejected", fixture.commandStatus("RequestStartTransaction", START));
        assertEquals("Rejected", fixture.commandStatus("CancelReservation", "{\"reservationId\":6}"));
        assertEquals("Accepted", fixture.commandStatus("CancelReservation", "{\"reservationId\":5}"));
    }

    @Test
    void allOtherCommandsGetAValidResponse() {
        ChargePointFixture fixture = idle();
        Map<String, String> commands = Map.of(
                "ClearCache", "{}",
                "DataTransfer", "{\"vendorId\":\"x\"}",
                "SetChargingProfile",
                        "{\"evseId\":0,\"chargingProfile\":{\"id\":1,\"stackLevel\":0,"
                                + "\"chargingProfilePurpose\":\"TxDefaultProfile\",\"chargingProfileKind\":\"Absolute\","
                                + "\"chargingSchedule\":[{\"id\":1,\"chargingRateUnit\":\"A\",\"chargingSchedulePeriod\":"
                                + "[{\"startPeriod\":0,\"limit\":16.0}]}]}}",
                "ClearChargingProfile", "{\"chargingProfileId\":4}",
                "GetChargingProfiles", "{\"requestId\":1,\"chargingProfile\":{}}",
                "GetCompositeSchedule", "{\"evseId\":1,\"duration\":600}",
                "SendLocalList", "{\"versionNumber\":3,\"updateType\":\"Full\"}",
                "InstallCertificate", "{\"certificateType\":\"CSMSRootCertificate\",\"certificate\":\"x\"}",
                "GetInstalledCertificateIds", "{}",
                "CustomerInformation", "{\"requestId\":2,\"report\":true,\"clear\":false}");
        Map<String, String> others = Map.of(
                "DataTransfer",
                "UnknownVendorId",
                "ClearChargingProfile",
                "Unknown",
                "GetChargingProfiles",
                "NoProfiles",
                "GetInstalledCertificateIds",
                "NotFound");
        commands.forEach((action, payload) ->
                assertEquals(others.getOrDefault(action, "Accepted"), fixture.commandStatus(action, payload), action));
        fixture.command("CostUpdated", "{\"totalCost\":1.5,\"transactionId\":\"x\"}");
        JsonObject list = fixture.command("GetLocalListVersion", "{}").payload();
        assertEquals(3, list.get("versionNumber").getAsInt());
        assertTrue(fixture.history.contains("NotifyCustomerInformation"));
    }

    @Test
    void everyActionHasAResponseAndUnknownActionsAreNotImplemented() {
        ChargePointFixture fixture = idle();
        for (MessageType message : Dictionary.of(version).messages()) {
            ChargePointFixture.Sent answer = fixture.command(message.action().name(), "{\"none\":1}");
            if (!message.direction().toChargePoint()) {
                assertEquals("NotSupported", answer.action(), message.action().name());
            }
            assertTrue(
                    !answer.action().equals("NotImplemented"), message.action().name());
        }
        assertEquals(
                "NotImplemented",
                fixture.command("RemoteStartTransaction", "{}").action());
        assertEquals(
                "NotSupported",
                fixture.command("GetDisplayMessages", "{\"requestId\":1}").action());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Reset | {} | OccurrenceConstraintViolation",
                "Reset | {\"type\":7} | TypeConstraintViolation",
                "Reset | {\"type\":\"Later\"} | PropertyConstraintViolation",
                "Reset | 7 | FormatViolation",
                "ClearCache | {\"extra\":1} | FormatViolation",
            })
    void anInvalidCommandIsRefusedWithTheMatchingErrorCode(String action, String payload, String code) {
        ChargePointFixture.Sent answer = idle().command(action, payload);
        assertEquals(4, answer.type());
        assertEquals(code, answer.action());
    }

    @Test
    void anInvalidResponseIsCountedAndAnsweredWithACallResultErrorIn21() {
        ChargePointFixture fixture = idle();
        fixture.answerWith("Heartbeat", "{\"currentTime\":\"yesterday\"}");
        fixture.commandStatus("TriggerMessage", "{\"requestedMessage\":\"Heartbeat\"}");
        fixture.expectCall("Heartbeat");
        assertEquals(1, fixture.count(FleetCount.INVALID_ANSWERS));
        if (version == OcppVersion.V2_1) {
            ChargePointFixture.Sent complaint = fixture.sent.removeFirst();
            assertEquals(5, complaint.type());
            assertEquals("PropertyConstraintViolation", complaint.action());
        }
        fixture.expectNothing();
    }

    @Test
    void aRejectedChargePointRefusesEveryCommand() {
        ChargePointFixture fixture = booting("Rejected");
        ChargePointFixture.Sent answer = fixture.command("ClearCache", "{}");
        assertEquals("SecurityError", answer.action());
    }

    @Test
    void aPendingChargePointCanBeConfiguredButNotStarted() {
        ChargePointFixture fixture = booting("Pending");
        assertEquals(List.of("Accepted"), set(fixture, variable("OCPPCommCtrlr", "HeartbeatInterval", "9")));
        JsonObject answer = fixture.command("RequestStartTransaction", START).payload();
        assertEquals("Rejected", answer.get("status").getAsString());
        assertEquals(
                "CSNotAccepted",
                answer.getAsJsonObject("statusInfo").get("reasonCode").getAsString());
    }

    private ChargePointFixture idle() {
        return ChargePointFixture.running(version, ChargePointFixture.IDLE);
    }

    /** Creates a connected charge point whose BootNotification gets this status. */
    private ChargePointFixture booting(String registration) {
        ChargePointFixture fixture = new ChargePointFixture(version, ChargePointFixture.IDLE);
        fixture.chargePoint.start(fixture.now);
        fixture.open();
        JsonObject boot = fixture.expectCall("BootNotification");
        assertEquals("PowerUp", boot.get("reason").getAsString());
        fixture.result(ChargePointFixture.BOOT_ACCEPTED.replace("Accepted", registration));
        return fixture;
    }

    private static String variable(String component, String name, @Nullable String value) {
        String wanted = value == null ? "" : "\"attributeValue\":\"" + value + "\",";
        return "{" + wanted + "\"component\":{\"name\":\"" + component + "\"},\"variable\":{\"name\":\"" + name
                + "\"}}";
    }

    private static List<String> set(ChargePointFixture fixture, String variables) {
        JsonObject answer = fixture.command("SetVariables", "{\"setVariableData\":[" + variables + "]}")
                .payload();
        List<String> statuses = new ArrayList<>();
        for (JsonElement result : answer.getAsJsonArray("setVariableResult")) {
            statuses.add(result.getAsJsonObject().get("attributeStatus").getAsString());
        }
        return statuses;
    }

    private static String value(ChargePointFixture fixture, String variable) {
        JsonObject answer = fixture.command("GetVariables", "{\"getVariableData\":[" + variable + "]}")
                .payload();
        return answer.getAsJsonArray("getVariableResult")
                .get(0)
                .getAsJsonObject()
                .get("attributeValue")
                .getAsString();
    }
}
