package org.ocppgateway.protocol.v2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.dictionary.Dictionary;
import org.ocppgateway.protocol.dictionary.MessageType;
import org.ocppgateway.protocol.dictionary.ObjectType;
import org.ocppgateway.protocol.handler.CommandAnswer;
import org.ocppgateway.protocol.handler.Downlink;
import org.ocppgateway.protocol.handler.VersionHandler;
import org.ocppgateway.protocol.model.UnifiedModel;
import org.ocppgateway.protocol.testing.Commands;
import org.ocppgateway.protocol.translation.DictionaryHandler;

class Ocpp2DownlinkTest {
    private static final VersionHandler V2_0_1 = new DictionaryHandler(new Ocpp2(OcppVersion.V2_0_1));
    private static final VersionHandler V2_1 = new DictionaryHandler(new Ocpp2(OcppVersion.V2_1));

    static List<TranslationExample> commands() {
        return TranslationExample.all("commands.table");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void translatesCommands(TranslationExample row) {
        Downlink.Call call = assertInstanceOf(
                Downlink.Call.class,
                translate(row.version() == OcppVersion.V2_1 ? V2_1 : V2_0_1, row.name(), row.from()));
        assertEquals(new Action(row.result()), call.action());
        assertEquals(row.to(), call.payload());
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "V1_6")
    void everyCallOfACsmsHasACommand(OcppVersion version) {
        Set<String> reached = new TreeSet<>();
        commands().stream()
                .filter(row -> row.version() == version && !row.name().equals("ocpp.call"))
                .forEach(row -> reached.add(row.result()));
        Set<String> declared = new TreeSet<>();
        for (MessageType message : Dictionary.of(version).messages()) {
            if (message.direction().toChargePoint()) {
                declared.add(message.action().name());
            }
        }
        assertEquals(declared, reached);
        assertEquals(version == OcppVersion.V2_1 ? 55 : 40, declared.size());
    }

    @Test
    void everyCommandWorksInOcpp21() {
        Set<String> tested = new TreeSet<>();
        commands().stream().filter(row -> row.version() == OcppVersion.V2_1).forEach(row -> tested.add(row.name()));
        Set<String> declared = new TreeSet<>();
        for (ObjectType command : UnifiedModel.commands().commands()) {
            declared.add(command.name());
        }
        assertEquals(declared, tested);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "self.destruct     ; {}                                     ; there is no command type self.destruct",
                "remote.strat      ; {}                                     ; `there is no command type remote.strat; did you"
                        + " mean remote.start?`",
                "remote.start      ; {}                                     ; data/idToken is missing",
                "remote.start      ; {\"idToken\":\"1234567890123456789012345678901234567\"} ; `OCPP 2.0.1's"
                        + " RequestStartTransaction: /idToken/idToken has 37 characters; at most 36 are allowed`",
                "unlock.connector  ; {}                                     ; data/evseId is required",
                "reset             ; {\"type\":\"immediate-and-resume\"}    ; OCPP 2.0.1's Reset: /type is not one of"
                        + " Immediate, OnIdle",
                "set.configuration ; {\"value\":\"1\"}                      ; `data/component and data/variable,"
                        + " or data/key, are required`",
                "set.configuration ; {\"component\":\"C\",\"key\":\"HeartbeatInterval\",\"value\":\"1\"} ; `data/component and"
                        + " data/variable, or data/key, are required`",
                "get.configuration ; {\"keys\":[\"NumberOfConnectors\"]} ; the configuration key NumberOfConnectors has no"
                        + " counterpart in OCPP 2.x: name it as Component.Variable or Component.Variable[Instance]",
                "set.configuration ; {\"key\":\"AuthorizationKey\",\"value\":\"00ff\"} ; the configuration key"
                        + " AuthorizationKey has no counterpart in OCPP 2.x: name it as Component.Variable or"
                        + " Component.Variable[Instance]",
                "trigger.message   ; {\"message\":\"CustomTrigger\",\"customTrigger\":\"x\"} ; OCPP 2.0.1's"
                        + " TriggerMessage: /requestedMessage is not one of BootNotification, LogStatusNotification,"
                        + " FirmwareStatusNotification, Heartbeat, MeterValues, SignChargingStationCertificate and 5 more",
                "get.log           ; {\"logType\":\"DataCollectorLog\",\"location\":\"ftp://h/\"} ; OCPP 2.0.1's"
                        + " GetLog: /logType is not one of DiagnosticsLog, SecurityLog",
                "set.charging.profile ;"
                        + " {\"evseId\":1,\"chargingProfile\":{\"id\":1,\"stackLevel\":0,\"chargingProfilePurpose\":\"TxProfile\",\"chargingProfileKind\":\"Relative\",\"chargingSchedule\":[{\"chargingRateUnit\":\"A\",\"chargingSchedulePeriod\":[{\"startPeriod\":0,\"limit\":6,\"setpoint\":6}]}]}}"
                        + " ; OCPP 2.0.1's SetChargingProfile:"
                        + " /chargingProfile/chargingSchedule/0/chargingSchedulePeriod/0/setpoint is not known",
                "get.tariffs       ; {\"evseId\":0}                         ; OCPP 2.0.1 has no GetTariffs",
                "request.battery.swap ; {\"idToken\":\"T\"}                 ; OCPP 2.0.1 has no RequestBatterySwap",
                "ocpp.call         ; {\"action\":\"ChangeConfiguration\"}   ; OCPP 2.0.1 has no ChangeConfiguration",
                "ocpp.call         ; {\"action\":\"BootNotification\"}      ; BootNotification is not sent to"
                        + " charge points",
                "ocpp.call         ; {\"action\":\"Reset\",\"payload\":{\"type\":\"Warm\"}} ; OCPP 2.0.1's Reset:"
                        + " /type is not one of Immediate, OnIdle",
            })
    void untranslatableCommandIsInvalidWithAReason(String type, String data, String reason) {
        assertEquals(new Downlink.Invalid(reason), translate(V2_0_1, type, data));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            nullValues = "-",
            value = {
                "Reset          ; {\"status\":\"Scheduled\"} ; Scheduled",
                "CostUpdated    ; {}                         ; -",
                "GetTransactionStatus ; {\"messagesInQueue\":true} ; -",
                "SetVariables   ;"
                        + " {\"setVariableResult\":[{\"attributeStatus\":\"Accepted\",\"component\":{\"name\":\"C\"},\"variable\":{\"name\":\"V\"}}]}"
                        + " ; Accepted",
                "SetVariables   ;"
                        + " {\"setVariableResult\":[{\"attributeStatus\":\"RebootRequired\",\"component\":{\"name\":\"C\"},\"variable\":{\"name\":\"V\"}},{\"attributeStatus\":\"Accepted\",\"component\":{\"name\":\"C\"},\"variable\":{\"name\":\"W\"}}]}"
                        + " ; RebootRequired",
                "SetVariables   ;"
                        + " {\"setVariableResult\":[{\"attributeStatus\":\"RebootRequired\",\"component\":{\"name\":\"C\"},\"variable\":{\"name\":\"V\"}},{\"attributeStatus\":\"Rejected\",\"component\":{\"name\":\"C\"},\"variable\":{\"name\":\"W\"}}]}"
                        + " ; Rejected",
                "GetVariables   ;"
                        + " {\"getVariableResult\":[{\"attributeStatus\":\"Accepted\",\"attributeValue\":\"1\",\"component\":{\"name\":\"C\"},\"variable\":{\"name\":\"V\"}},{\"attributeStatus\":\"UnknownVariable\",\"component\":{\"name\":\"C\"},\"variable\":{\"name\":\"W\"}}]}"
                        + " ; UnknownVariable",
                "ClearVariableMonitoring ;"
                        + " {\"clearMonitoringResult\":[{\"status\":\"Accepted\",\"id\":1},{\"status\":\"NotFound\",\"id\":2}]}"
                        + " ; NotFound",
                "GetPeriodicEventStream ; {} ; -",
            })
    void completedAnswerHasOneStatus(String action, String payload, String status) {
        assertEquals(new CommandAnswer.Completed(status, payload), answered(V2_1, action, payload));
    }

    @Test
    void masksAPasswordInAnAnswer() {
        String answer = """
            {"getVariableResult":[{"attributeStatus":"Accepted","attributeValue":"%s",\
            "component":{"name":"SecurityCtrlr"},"variable":{"name":"BasicAuthPassword"}}]}\
            """;
        assertEquals(
                new CommandAnswer.Completed("Accepted", answer.formatted("***")),
                answered(V2_0_1, "GetVariables", answer.formatted("secret")));
    }

    @Test
    void payloadThatIsNotAnObjectIsInvalid() {
        for (String none : List.of("[]", "\"Accepted\"", "3", "true", "")) {
            assertInstanceOf(CommandAnswer.Invalid.class, answered(V2_1, "Reset", none), none);
        }
    }

    private static CommandAnswer answered(VersionHandler handler, String action, String payload) {
        return handler.readAnswer(Commands.of("ocpp.call", "{}"), new Downlink.Call(new Action(action), "{}"), payload);
    }

    private static Downlink translate(VersionHandler handler, String type, String data) {
        return handler.translate(Commands.of(type, data));
    }
}
