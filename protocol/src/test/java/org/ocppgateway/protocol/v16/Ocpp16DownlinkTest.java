package org.ocppgateway.protocol.v16;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.dictionary.Dictionary;
import org.ocppgateway.protocol.dictionary.MessageType;
import org.ocppgateway.protocol.handler.CommandAnswer;
import org.ocppgateway.protocol.handler.Downlink;
import org.ocppgateway.protocol.handler.VersionHandler;
import org.ocppgateway.protocol.testing.Commands;
import org.ocppgateway.protocol.translation.DictionaryHandler;

class Ocpp16DownlinkTest {
    private static final VersionHandler HANDLER = new DictionaryHandler(new Ocpp16());

    /** Type, data, action, payload. */
    private static final List<Arguments> TRANSLATIONS = List.of(
            Arguments.of("remote.start", "{\"idToken\":\"T\"}", "RemoteStartTransaction", "{\"idTag\":\"T\"}"),
            Arguments.of(
                    "remote.start", """
                    {"idToken":"T","evseId":"2","chargingProfile":{"id":1,"stackLevel":0,\
                    "chargingProfilePurpose":"TxProfile","chargingProfileKind":"Relative","transactionId":"5",\
                    "chargingSchedule":[{"chargingRateUnit":"A",\
                    "chargingSchedulePeriod":[{"startPeriod":0,"limit":16.5,"numberPhases":3}]}]}}\
                    """,
                    "RemoteStartTransaction", """
                    {"connectorId":2,"idTag":"T","chargingProfile":{"chargingProfileId":1,"transactionId":5,\
                    "chargingProfilePurpose":"TxProfile","stackLevel":0,"chargingProfileKind":"Relative",\
                    "chargingSchedule":{"chargingRateUnit":"A",\
                    "chargingSchedulePeriod":[{"startPeriod":0,"limit":16.5,"numberPhases":3}]}}}\
                    """),
            Arguments.of(
                    "remote.stop", "{\"transactionId\":\"77\"}", "RemoteStopTransaction", "{\"transactionId\":77}"),
            Arguments.of("remote.stop", "{\"transactionId\":77}", "RemoteStopTransaction", "{\"transactionId\":77}"),
            Arguments.of("unlock.connector", "{\"connectorId\":1}", "UnlockConnector", "{\"connectorId\":1}"),
            Arguments.of(
                    "change.availability",
                    "{\"operationalStatus\":\"Inoperative\"}",
                    "ChangeAvailability",
                    "{\"connectorId\":0,\"type\":\"Inoperative\"}"),
            Arguments.of(
                    "reserve", """
                    {"reservationId":5,"idToken":"T","groupIdToken":"G","expiresAt":"2026-11-21T10:30:00.7+01:00",\
                    "evseId":1,"connectorId":1}\
                    """,
                    "ReserveNow", """
                    {"connectorId":1,"expiryDate":"2026-11-21T09:30:00Z","idTag":"T","parentIdTag":"G",\
                    "reservationId":5}\
                    """),
            Arguments.of("cancel.reservation", "{\"reservationId\":5}", "CancelReservation", "{\"reservationId\":5}"),
            Arguments.of(
                    "set.charging.profile", """
                    {"evseId":0,"chargingProfile":{"id":1,"stackLevel":2,\
                    "chargingProfilePurpose":"ChargingStationMaxProfile","chargingProfileKind":"Recurring",\
                    "recurrencyKind":"Daily","validFrom":"2026-11-21T09:30:00Z","validTo":"2026-11-22T09:30:00Z",\
                    "chargingSchedule":[{"duration":60,"startSchedule":"2026-11-21T00:00:00Z",\
                    "chargingRateUnit":"W","minChargingRate":0.1,\
                    "chargingSchedulePeriod":[{"startPeriod":0,"limit":11000}]}]}}\
                    """,
                    "SetChargingProfile", """
                    {"connectorId":0,"csChargingProfiles":{"chargingProfileId":1,\
                    "chargingProfilePurpose":"ChargePointMaxProfile","stackLevel":2,"chargingProfileKind":"Recurring",\
                    "recurrencyKind":"Daily","validFrom":"2026-11-21T09:30:00Z","validTo":"2026-11-22T09:30:00Z",\
                    "chargingSchedule":{"chargingRateUnit":"W",\
                    "chargingSchedulePeriod":[{"startPeriod":0,"limit":11000}],\
                    "startSchedule":"2026-11-21T00:00:00Z","duration":60,"minChargingRate":0.1}}}\
                    """),
            Arguments.of("clear.charging.profile", "{}", "ClearChargingProfile", "{}"),
            Arguments.of(
                    "clear.charging.profile",
                    "{\"chargingProfileId\":1,\"chargingProfilePurpose\":\"ChargingStationMaxProfile\",\"stackLevel\":3}",
                    "ClearChargingProfile",
                    "{\"id\":1,\"chargingProfilePurpose\":\"ChargePointMaxProfile\",\"stackLevel\":3}"),
            Arguments.of(
                    "get.composite.schedule",
                    "{\"evseId\":1,\"duration\":60,\"chargingRateUnit\":\"A\"}",
                    "GetCompositeSchedule",
                    "{\"connectorId\":1,\"duration\":60,\"chargingRateUnit\":\"A\"}"),
            Arguments.of("get.configuration", "{}", "GetConfiguration", "{}"),
            Arguments.of(
                    "get.configuration", "{\"keys\":[\"A\",\"B\"]}", "GetConfiguration", "{\"key\":[\"A\",\"B\"]}"),
            Arguments.of(
                    "set.configuration",
                    "{\"key\":\"HeartbeatInterval\",\"component\":\"C\",\"variable\":\"V\",\"value\":300}",
                    "ChangeConfiguration",
                    "{\"key\":\"HeartbeatInterval\",\"value\":\"300\"}"),
            Arguments.of(
                    "set.configuration",
                    "{\"key\":\"HeartbeatInterval\",\"value\":300}",
                    "ChangeConfiguration",
                    "{\"key\":\"HeartbeatInterval\",\"value\":\"300\"}"),
            Arguments.of(
                    "trigger.message",
                    "{\"message\":\"StatusNotification\",\"connectorId\":1}",
                    "TriggerMessage",
                    "{\"requestedMessage\":\"StatusNotification\",\"connectorId\":1}"),
            Arguments.of(
                    "trigger.message",
                    "{\"message\":\"SignChargingStationCertificate\"}",
                    "ExtendedTriggerMessage",
                    "{\"requestedMessage\":\"SignChargePointCertificate\"}"),
            Arguments.of("reset", "{\"type\":\"soft\"}", "Reset", "{\"type\":\"Soft\"}"),
            Arguments.of("reset", "{\"type\":\"hard\"}", "Reset", "{\"type\":\"Hard\"}"),
            Arguments.of("clear.cache", "{}", "ClearCache", "{}"),
            Arguments.of("get.local.list.version", "{}", "GetLocalListVersion", "{}"),
            Arguments.of(
                    "send.local.list", """
                    {"version":4,"updateType":"Differential","entries":[{"idToken":"T","status":"concurrent",\
                    "expiresAt":"2026-11-21T09:30:00Z","groupIdToken":"G"},{"idToken":"U"}]}\
                    """,
                    "SendLocalList", """
                    {"listVersion":4,"localAuthorizationList":[{"idTag":"T","idTagInfo":{"status":"ConcurrentTx",\
                    "expiryDate":"2026-11-21T09:30:00Z","parentIdTag":"G"}},{"idTag":"U"}],\
                    "updateType":"Differential"}\
                    """),
            Arguments.of(
                    "update.firmware",
                    "{\"location\":\"ftp://h/f\",\"retrieveAt\":\"2026-11-21T09:30:00Z\",\"retries\":2,\"retryInterval\":9}",
                    "UpdateFirmware",
                    """
                    {"location":"ftp://h/f","retries":2,"retryInterval":9,"retrieveDate":"2026-11-21T09:30:00Z"}\
                    """),
            Arguments.of(
                    "update.firmware", """
                    {"location":"ftp://h/f","retrieveAt":"2026-11-21T09:30:00Z","installAt":"2026-11-22T09:30:00Z",\
                    "signingCertificate":"C","signature":"S","requestId":8}\
                    """,
                    "SignedUpdateFirmware", """
                    {"requestId":8,"firmware":{"location":"ftp://h/f","retrieveDateTime":"2026-11-21T09:30:00Z",\
                    "installDateTime":"2026-11-22T09:30:00Z","signingCertificate":"C","signature":"S"}}\
                    """),
            Arguments.of(
                    "get.log", """
                    {"logType":"DiagnosticsLog","location":"ftp://h/","from":"2026-11-21T09:30:00Z",\
                    "to":"2026-11-22T09:30:00Z","requestId":8}\
                    """,
                    "GetDiagnostics", """
                    {"location":"ftp://h/","startTime":"2026-11-21T09:30:00Z","stopTime":"2026-11-22T09:30:00Z"}\
                    """),
            Arguments.of(
                    "get.log",
                    "{\"logType\":\"SecurityLog\",\"location\":\"ftp://h/\"}",
                    "GetLog",
                    "{\"requestId\":96583,\"logType\":\"SecurityLog\",\"log\":{\"remoteLocation\":\"ftp://h/\"}}"),
            Arguments.of(
                    "install.certificate",
                    "{\"certificateType\":\"CSMSRootCertificate\",\"certificate\":\"C\"}",
                    "InstallCertificate",
                    "{\"certificateType\":\"CentralSystemRootCertificate\",\"certificate\":\"C\"}"),
            Arguments.of(
                    "delete.certificate", """
                    {"hashAlgorithm":"SHA256","issuerNameHash":"a","issuerKeyHash":"b","serialNumber":"c"}\
                    """,
                    "DeleteCertificate", """
                    {"certificateHashData":{"hashAlgorithm":"SHA256","issuerNameHash":"a","issuerKeyHash":"b",\
                    "serialNumber":"c"}}\
                    """),
            Arguments.of(
                    "get.installed.certificates",
                    "{\"certificateTypes\":[\"ManufacturerRootCertificate\"]}",
                    "GetInstalledCertificateIds",
                    "{\"certificateType\":\"ManufacturerRootCertificate\"}"),
            Arguments.of(
                    "certificate.signed",
                    "{\"certificateChain\":\"C\",\"certificateType\":\"ChargingStationCertificate\"}",
                    "CertificateSigned",
                    "{\"certificateChain\":\"C\"}"),
            Arguments.of(
                    "data.transfer",
                    "{\"vendorId\":\"v\",\"messageId\":\"m\",\"data\":\"text\"}",
                    "DataTransfer",
                    "{\"vendorId\":\"v\",\"messageId\":\"m\",\"data\":\"text\"}"),
            Arguments.of(
                    "data.transfer",
                    "{\"vendorId\":\"v\",\"data\":{\"a\":[1]}}",
                    "DataTransfer",
                    "{\"vendorId\":\"v\",\"data\":\"{\\\"a\\\":[1]}\"}"));

    @ParameterizedTest
    @FieldSource("TRANSLATIONS")
    void translatesCommands(String type, String data, String action, String payload) {
        Downlink.Call call = assertInstanceOf(Downlink.Call.class, translate(type, data));
        assertEquals(new Action(action), call.action());
        assertEquals(payload, call.payload());
    }

    @Test
    void everyCallOfACentralSystemHasACommand() {
        Set<String> reached = new TreeSet<>();
        TRANSLATIONS.forEach(translation -> reached.add((String) translation.get()[2]));
        Set<String> declared = new TreeSet<>();
        for (MessageType message : Dictionary.of(OcppVersion.V1_6).messages()) {
            if (message.direction().toChargePoint()) {
                declared.add(message.action().name());
            }
        }
        assertEquals(declared, reached);
        assertEquals(26, declared.size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "self.destruct     ; {}                                     ; there is no command type self.destruct",
                "remote.start      ; {}                                     ; data/idToken is missing",
                "remote.start      ; []                                     ; data the payload is not an object",
                "remote.start      ; {\"idToken\":\"123456789012345678901\"} ; `OCPP 1.6's RemoteStartTransaction:"
                        + " /idTag has 21 characters; at most 20 are allowed`",
                "remote.start      ; {\"idToken\":\"T\",\"evseId\":2,\"connectorId\":1} ; OCPP 1.6 has no connectors"
                        + " within an EVSE: set data/evseId or data/connectorId, or both to the same value",
                "remote.stop       ; {\"transactionId\":\"a1b2\"}           ; data/transactionId is not a whole"
                        + " number, which OCPP 1.6 requires",
                "unlock.connector  ; {}                                     ; data/evseId or data/connectorId is required",
                "reset             ; {\"type\":\"on-idle\"}                 ; OCPP 1.6 supports only soft and hard resets",
                "reset             ; {\"type\":\"soft\",\"evseId\":1}       ; OCPP 1.6 can reset only the whole"
                        + " charge point: omit data/evseId",
                "set.configuration ; {\"component\":\"C\",\"variable\":\"V\",\"value\":\"1\"} ; OCPP 1.6 has no"
                        + " components and variables: name the configuration key in data/key",
                "trigger.message   ; {\"message\":\"TransactionEvent\"}     ; OCPP 1.6's TriggerMessage:"
                        + " /requestedMessage is not one of BootNotification, DiagnosticsStatusNotification,"
                        + " FirmwareStatusNotification, Heartbeat, MeterValues, StatusNotification",
                "get.installed.certificates ; {}                            ; OCPP 1.6 lists one type of certificate"
                        + " per command: set exactly one in data/certificateTypes",
                "update.firmware   ; {\"location\":\"no uri\",\"retrieveAt\":\"2026-11-21T09:30:00Z\"} ; OCPP 1.6's"
                        + " UpdateFirmware: /location is not an absolute URI, for example https://example.org/file",
                "ocpp.call         ; {\"action\":\"GetBaseReport\"}         ; OCPP 1.6 has no GetBaseReport",
                "ocpp.call         ; {\"action\":\"BootNotification\"}      ; BootNotification is not sent to"
                        + " charge points",
                "ocpp.call         ; {\"action\":\"Reset\",\"payload\":{\"type\":\"Warm\"}} ; OCPP 1.6's Reset: /type"
                        + " is not one of Hard, Soft",
            })
    void untranslatableCommandIsInvalidWithAReason(String type, String data, String reason) {
        assertEquals(new Downlink.Invalid(reason), translate(type, data));
    }

    @Test
    void ocppCallSendsAnyCall() {
        assertEquals(
                new Downlink.Call(new Action("Reset"), "{\"type\":\"Hard\"}"),
                translate("ocpp.call", "{\"action\":\"Reset\",\"payload\":{\"type\":\"Hard\"}}"));
        assertEquals(
                new Downlink.Call(new Action("ClearCache"), "{}"),
                translate("ocpp.call", "{\"action\":\"ClearCache\"}"));
    }

    @Test
    void completedAnswerHasTheStatusOfTheChargePoint() {
        assertEquals(
                new CommandAnswer.Completed("Accepted", "{\"status\":\"Accepted\"}"),
                answered("Reset", "{\"status\":\"Accepted\"}"));
        assertEquals(
                new CommandAnswer.Completed(null, "{\"listVersion\":3}"),
                answered("GetLocalListVersion", "{\"listVersion\":3}"));
        assertEquals(new CommandAnswer.Completed(null, "{}"), answered("UpdateFirmware", "{}"));
    }

    @Test
    void masksAPasswordInAnAnswer() {
        assertEquals(
                new CommandAnswer.Completed(
                        null,
                        "{\"configurationKey\":[{\"key\":\"AuthorizationKey\",\"readonly\":false,\"value\":\"***\"}]}"),
                answered(
                        "GetConfiguration",
                        "{\"configurationKey\":[{\"key\":\"AuthorizationKey\",\"readonly\":false,\"value\":\"00ff\"}]}"));
    }

    @Test
    void payloadThatIsNotAnObjectIsInvalid() {
        for (String none : List.of("[]", "\"Accepted\"", "3", "true", "")) {
            assertInstanceOf(CommandAnswer.Invalid.class, answered("Reset", none), none);
        }
    }

    private static CommandAnswer answered(String action, String payload) {
        return HANDLER.readAnswer(Commands.of("ocpp.call", "{}"), new Downlink.Call(new Action(action), "{}"), payload);
    }

    private static Downlink translate(String type, String data) {
        return HANDLER.translate(Commands.of(type, data));
    }
}
