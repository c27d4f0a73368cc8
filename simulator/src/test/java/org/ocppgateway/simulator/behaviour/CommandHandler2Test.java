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

/** What a charge point does with the commands of OCPP 2.x. Every answer is judged by the dictionary on its way out. */
@ParameterizedClass
@EnumSource(names = {"V2_0_1", "V2_1"})
class CommandHandler2Test {
    private static final String START =
            "{\"idToken\":{\"idToken\":\"APP-1\",\"type\":\"Central\"},\"remoteStartId\":77,\"evseId\":1}";

    @Parameter
    OcppVersion version = OcppVersion.V2_0_1;

    @Test
    void aRequestedStartChargesWithThatTokenAndARequestedStopEndsIt() {
        ChargePointFixture bench = idle();
        assertEquals("Accepted", bench.commandStatus("RequestStartTransaction", START));
        JsonObject started = bench.passUntil("TransactionEvent");
        assertEquals("RemoteStart", started.get("triggerReason").getAsString());
        JsonObject info = started.getAsJsonObject("transactionInfo");
        assertEquals(77, info.get("remoteStartId").getAsInt());
        assertEquals("Central", started.getAsJsonObject("idToken").get("type").getAsString());
        String id = info.get("transactionId").getAsString();
        assertEquals("Rejected", bench.commandStatus("RequestStartTransaction", START), "occupied");
        assertEquals("Rejected", bench.commandStatus("RequestStopTransaction", "{\"transactionId\":\"other\"}"));
        String stop = "{\"transactionId\":\"" + id + "\"}";
        assertTrue(bench.command("GetTransactionStatus", stop)
                .payload()
                .get("ongoingIndicator")
                .getAsBoolean());
        assertEquals("Accepted", bench.commandStatus("RequestStopTransaction", stop));
        JsonObject ended = bench.expect("TransactionEvent");
        assertEquals("RemoteStop", ended.get("triggerReason").getAsString());
        assertEquals(
                "Remote",
                ended.getAsJsonObject("transactionInfo").get("stoppedReason").getAsString());
        assertEquals(0, bench.history.stream().filter("Authorize"::equals).count());
    }

    @Test
    void aStartOfAnotherEvseOrOutOfOrderIsRejected() {
        ChargePointFixture bench = idle();
        assertEquals(
                "Rejected", bench.commandStatus("RequestStartTransaction", START.replace("evseId\":1", "evseId\":2")));
        bench.commandStatus("ChangeAvailability", "{\"operationalStatus\":\"Inoperative\"}");
        assertEquals(
                "Unavailable",
                bench.expect("StatusNotification").get("connectorStatus").getAsString());
        assertEquals("Rejected", bench.commandStatus("RequestStartTransaction", START));
    }

    @Test
    void anImmediateResetEndsTheTransactionAndBootsAgain() {
        ChargePointFixture bench = idle();
        bench.commandStatus("RequestStartTransaction", START);
        bench.passUntil("TransactionEvent");
        assertEquals("Accepted", bench.commandStatus("Reset", "{\"type\":\"Immediate\"}"));
        JsonObject ended = bench.expect("TransactionEvent");
        assertEquals("ResetCommand", ended.get("triggerReason").getAsString());
        assertEquals(1, bench.closes);
        bench.drop(new CloseReason.ByChargePoint(1000));
        bench.pass(Duration.ofSeconds(3));
        bench.sent.clear();
        bench.open();
        assertEquals(
                "RemoteReset", bench.expect("BootNotification").get("reason").getAsString());
    }

    @Test
    void aResetOnIdleWaitsForTheDriverToLeave() {
        ChargePointFixture bench = idle();
        bench.commandStatus("RequestStartTransaction", START);
        JsonObject started = bench.passUntil("TransactionEvent");
        String id =
                started.getAsJsonObject("transactionInfo").get("transactionId").getAsString();
        assertEquals("Scheduled", bench.commandStatus("Reset", "{\"type\":\"OnIdle\"}"));
        bench.pass(Duration.ofMinutes(1));
        assertEquals(0, bench.closes);
        bench.commandStatus("RequestStopTransaction", "{\"transactionId\":\"" + id + "\"}");
        bench.pass(Duration.ofSeconds(10));
        assertEquals(1, bench.closes);
        assertEquals("Rejected", idle().commandStatus("Reset", "{\"type\":\"Immediate\",\"evseId\":1}"));
        ChargePointFixture free = idle();
        assertEquals("Accepted", free.commandStatus("Reset", "{\"type\":\"OnIdle\"}"));
        assertEquals(1, free.closes);
    }

    @Test
    void unlockingIsRefusedWhileATransactionRuns() {
        ChargePointFixture bench = idle();
        String unlock = "{\"evseId\":1,\"connectorId\":1}";
        assertEquals("Unlocked", bench.commandStatus("UnlockConnector", unlock));
        assertEquals(
                "UnknownConnector",
                bench.commandStatus("UnlockConnector", unlock.replace("connectorId\":1", "connectorId\":2")));
        bench.commandStatus("RequestStartTransaction", START);
        bench.passUntil("TransactionEvent");
        assertEquals("OngoingAuthorizedTransaction", bench.commandStatus("UnlockConnector", unlock));
    }

    @Test
    void aVariableThatIsSetIsTheOneThatHolds() {
        ChargePointFixture bench = idle();
        assertEquals(List.of("Accepted"), set(bench, variable("SampledDataCtrlr", "TxUpdatedInterval", "7")));
        assertEquals("7", value(bench, variable("SampledDataCtrlr", "TxUpdatedInterval", null)));
        bench.commandStatus("RequestStartTransaction", START);
        bench.passUntil("TransactionEvent");
        bench.history.clear();
        bench.pass(Duration.ofSeconds(70));
        assertEquals(
                10, bench.history.stream().filter("TransactionEvent"::equals).count());
    }

    @Test
    void variablesHaveTheirAnswers() {
        ChargePointFixture bench = idle();
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
                set(bench, all));
        assertEquals("20", value(bench, variable("OCPPCommCtrlr", "HeartbeatInterval", null)));
        String instance = variable("OCPPCommCtrlr", "MessageAttempts", null)
                .replace("MessageAttempts\"", "MessageAttempts\",\"instance\":\"TransactionEvent\"");
        assertEquals("3", value(bench, instance));
    }

    @Test
    void theInventoryComesInNumberedPartsUnderItsRequestId() {
        ChargePointFixture bench = idle();
        assertEquals(
                "Accepted", bench.commandStatus("GetBaseReport", "{\"requestId\":5,\"reportBase\":\"FullInventory\"}"));
        List<Integer> numbers = new ArrayList<>();
        boolean more = true;
        while (more) {
            JsonObject part = bench.expect("NotifyReport");
            assertEquals(5, part.get("requestId").getAsInt());
            numbers.add(part.get("seqNo").getAsInt());
            more = part.get("tbc").getAsBoolean();
        }
        assertEquals(List.of(0, 1, 2, 3, 4), numbers);
        bench.expectNothing();
        assertEquals(
                "EmptyResultSet",
                bench.commandStatus(
                        "GetReport", "{\"requestId\":6,\"componentVariable\":[{\"component\":{\"name\":\"None\"}}]}"));
        bench.commandStatus(
                "GetReport", "{\"requestId\":7,\"componentVariable\":[{\"component\":{\"name\":\"TxCtrlr\"}}]}");
        assertEquals(
                3, bench.expect("NotifyReport").getAsJsonArray("reportData").size());
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
        ChargePointFixture bench = idle();
        assertEquals("Accepted", bench.commandStatus("TriggerMessage", "{\"requestedMessage\":\"" + message + "\"}"));
        bench.expect(message);
    }

    @Test
    void aTransactionEventIsTriggeredOnlyWhileThereIsATransaction() {
        ChargePointFixture bench = idle();
        String trigger = "{\"requestedMessage\":\"TransactionEvent\",\"evse\":{\"id\":1}}";
        assertEquals("Rejected", bench.commandStatus("TriggerMessage", trigger));
        assertEquals("Rejected", bench.commandStatus("TriggerMessage", trigger.replace("id\":1", "id\":2")));
        bench.commandStatus("RequestStartTransaction", START);
        bench.passUntil("TransactionEvent");
        assertEquals("Accepted", bench.commandStatus("TriggerMessage", trigger));
        assertEquals(
                "Trigger", bench.expect("TransactionEvent").get("triggerReason").getAsString());
    }

    @Test
    void logAndFirmwareReportTheirProgressUnderTheRequestId() {
        ChargePointFixture bench = idle();
        bench.command(
                "GetLog", "{\"log\":{\"remoteLocation\":\"http://x\"},\"logType\":\"SecurityLog\",\"requestId\":9}");
        for (String status : List.of("Uploading", "Uploaded")) {
            JsonObject report = bench.passUntil("LogStatusNotification");
            assertEquals(status, report.get("status").getAsString());
            assertEquals(9, report.get("requestId").getAsInt());
        }
        bench.command(
                "UpdateFirmware",
                "{\"requestId\":8,\"firmware\":{\"location\":\"http://x\",\"retrieveDateTime\":\"2026-11-21T00:00:00Z\","
                        + "\"signature\":\"x\"}}");
        for (String status : List.of("Downloading", "Downloaded", "SignatureVerified", "Installing", "Installed")) {
            JsonObject report = bench.passUntil("FirmwareStatusNotification");
            assertEquals(status, report.get("status").getAsString());
            assertEquals(8, report.get("requestId").getAsInt());
        }
    }

    @Test
    void aReservationKeepsTheConnectorForItsToken() {
        ChargePointFixture bench = idle();
        String reserve = "{\"id\":5,\"expiryDateTime\":\"2026-11-21T01:00:00Z\","
                + "\"idToken\":{\"idToken\":\"MINE\",\"type\":\"Central\"}}";
        assertEquals("Accepted", bench.commandStatus("ReserveNow", reserve));
        assertEquals(
                "Reserved",
                bench.expect("StatusNotification").get("connectorStatus").getAsString());
        assertEquals("Occupied", bench.commandStatus("ReserveNow", reserve.replace(":5", ":6")));
        assertEquals("Rejected", bench.commandStatus("RequestStartTransaction", START));
        assertEquals("Rejected", bench.commandStatus("CancelReservation", "{\"reservationId\":6}"));
        assertEquals("Accepted", bench.commandStatus("CancelReservation", "{\"reservationId\":5}"));
    }

    @Test
    void theRestHasASensibleAnswer() {
        ChargePointFixture bench = idle();
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
                assertEquals(others.getOrDefault(action, "Accepted"), bench.commandStatus(action, payload), action));
        bench.command("CostUpdated", "{\"totalCost\":1.5,\"transactionId\":\"x\"}");
        JsonObject list = bench.command("GetLocalListVersion", "{}").payload();
        assertEquals(3, list.get("versionNumber").getAsInt());
        assertTrue(bench.history.contains("NotifyCustomerInformation"));
    }

    @Test
    void everyActionOfTheVersionHasAnAnswerAndUnknownOnesAreSaidToBe() {
        ChargePointFixture bench = idle();
        for (MessageType message : Dictionary.of(version).messages()) {
            ChargePointFixture.Sent answer = bench.command(message.action().name(), "{\"none\":1}");
            if (!message.direction().toChargePoint()) {
                assertEquals("NotSupported", answer.word(), message.action().name());
            }
            assertTrue(!answer.word().equals("NotImplemented"), message.action().name());
        }
        assertEquals(
                "NotImplemented", bench.command("RemoteStartTransaction", "{}").word());
        assertEquals(
                "NotSupported",
                bench.command("GetDisplayMessages", "{\"requestId\":1}").word());
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
    void whatBreaksTheRulesIsRefusedWithTheCodeForIt(String action, String payload, String code) {
        ChargePointFixture.Sent answer = idle().command(action, payload);
        assertEquals(4, answer.type());
        assertEquals(code, answer.word());
    }

    @Test
    void anAnswerThatBreaksTheRulesIsCountedAndIn21ComplainedAbout() {
        ChargePointFixture bench = idle();
        bench.answerWith("Heartbeat", "{\"currentTime\":\"yesterday\"}");
        bench.commandStatus("TriggerMessage", "{\"requestedMessage\":\"Heartbeat\"}");
        bench.expect("Heartbeat");
        assertEquals(1, bench.count(FleetCount.INVALID_ANSWERS));
        if (version == OcppVersion.V2_1) {
            ChargePointFixture.Sent complaint = bench.sent.removeFirst();
            assertEquals(5, complaint.type());
            assertEquals("PropertyConstraintViolation", complaint.word());
        }
        bench.expectNothing();
    }

    @Test
    void whileRejectedItRefusesEveryCommand() {
        ChargePointFixture bench = booting("Rejected");
        ChargePointFixture.Sent answer = bench.command("ClearCache", "{}");
        assertEquals("SecurityError", answer.word());
    }

    @Test
    void whilePendingItCanBeConfiguredButNotStarted() {
        ChargePointFixture bench = booting("Pending");
        assertEquals(List.of("Accepted"), set(bench, variable("OCPPCommCtrlr", "HeartbeatInterval", "9")));
        JsonObject answer = bench.command("RequestStartTransaction", START).payload();
        assertEquals("Rejected", answer.get("status").getAsString());
        assertEquals(
                "CSNotAccepted",
                answer.getAsJsonObject("statusInfo").get("reasonCode").getAsString());
    }

    private ChargePointFixture idle() {
        return ChargePointFixture.running(version, ChargePointFixture.IDLE);
    }

    /** Connected, with this as the answer to its boot. */
    private ChargePointFixture booting(String registration) {
        ChargePointFixture bench = new ChargePointFixture(version, ChargePointFixture.IDLE);
        bench.station.start(bench.now);
        bench.open();
        JsonObject boot = bench.expect("BootNotification");
        assertEquals("PowerUp", boot.get("reason").getAsString());
        bench.result(ChargePointFixture.BOOT_ACCEPTED.replace("Accepted", registration));
        return bench;
    }

    private static String variable(String component, String name, @Nullable String value) {
        String wanted = value == null ? "" : "\"attributeValue\":\"" + value + "\",";
        return "{" + wanted + "\"component\":{\"name\":\"" + component + "\"},\"variable\":{\"name\":\"" + name
                + "\"}}";
    }

    private static List<String> set(ChargePointFixture bench, String variables) {
        JsonObject answer = bench.command("SetVariables", "{\"setVariableData\":[" + variables + "]}")
                .payload();
        List<String> statuses = new ArrayList<>();
        for (JsonElement result : answer.getAsJsonArray("setVariableResult")) {
            statuses.add(result.getAsJsonObject().get("attributeStatus").getAsString());
        }
        return statuses;
    }

    private static String value(ChargePointFixture bench, String variable) {
        JsonObject answer = bench.command("GetVariables", "{\"getVariableData\":[" + variable + "]}")
                .payload();
        return answer.getAsJsonArray("getVariableResult")
                .get(0)
                .getAsJsonObject()
                .get("attributeValue")
                .getAsString();
    }
}
