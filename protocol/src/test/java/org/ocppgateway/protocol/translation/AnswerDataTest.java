package org.ocppgateway.protocol.translation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.dictionary.ObjectType;
import org.ocppgateway.protocol.handler.CommandAnswer;
import org.ocppgateway.protocol.handler.Downlink;
import org.ocppgateway.protocol.handler.Uplink;
import org.ocppgateway.protocol.handler.VersionHandler;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.protocol.model.UnifiedModel;
import org.ocppgateway.protocol.testing.Commands;
import org.ocppgateway.protocol.testing.Contexts;
import org.ocppgateway.protocol.v16.Ocpp16;
import org.ocppgateway.protocol.v2.Ocpp2;

/** The data of an answer have the same form for all versions. */
class AnswerDataTest {
    private static final String HASH =
            "\"hashAlgorithm\":\"SHA256\",\"issuerNameHash\":\"n\",\"issuerKeyHash\":\"k\",\"serialNumber\":\"s\"";

    @Test
    void everyCommandThatReturnsDataHasADeclaredType() {
        List<String> missing = new ArrayList<>();
        for (ObjectType command : UnifiedModel.commands().commands()) {
            if (command.name().startsWith("get.") && UnifiedModel.results().answer(command.name()) == null) {
                missing.add(command.name());
            }
        }
        assertEquals(List.of(), missing);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "1.6   ; {\"configurationKey\":[{\"key\":\"HeartbeatInterval\",\"readonly\":false,\"value\":\"300\"}],\"unknownKey\":[\"Sun\"]}",
                "2.0.1 ; {\"getVariableResult\":[{\"attributeStatus\":\"Accepted\",\"attributeValue\":\"300\",\"component\":{\"name\":\"OCPPCommCtrlr\"},\"variable\":{\"name\":\"HeartbeatInterval\"}},"
                        + "{\"attributeStatus\":\"UnknownVariable\",\"component\":{\"name\":\"A\"},\"variable\":{\"name\":\"Sun\"}}]}",
                "2.1   ; {\"getVariableResult\":[{\"attributeStatus\":\"accepted\",\"attributeValue\":300,\"component\":{\"name\":\"ocppcommctrlr\"},\"variable\":{\"name\":\"heartbeatinterval\"}},"
                        + "{\"attributeStatus\":\"UnknownComponent\",\"component\":{\"name\":\"A\"},\"variable\":{\"name\":\"Sun\"}}]}",
            })
    void readsConfigurationTheSameFromAllVersions(String version, String payload) {
        String sun = version.equals("1.6") ? "Sun" : "A.Sun";
        JsonObject data =
                read(version, "get.configuration", "{\"keys\":[\"HeartbeatInterval\",\"" + sun + "\"]}", payload);
        JsonObject value = data.getAsJsonArray("reportData").get(0).getAsJsonObject();
        assertEquals(1, data.getAsJsonArray("reportData").size());
        assertEquals("HeartbeatInterval", value.get("key").getAsString());
        assertEquals("300", value.get("value").getAsString());
        assertEquals(sun, data.getAsJsonArray("unknownKeys").get(0).getAsString());
    }

    @Test
    void usesTheKeyNameOfTheCommand() {
        JsonObject data = read(
                "2.1",
                "get.configuration",
                "{\"keys\":[\"OCPPCommCtrlr.HeartbeatInterval\"]}",
                "{\"getVariableResult\":[{\"attributeStatus\":\"Rejected\",\"component\":{\"name\":\"OCPPCommCtrlr\"},"
                        + "\"variable\":{\"name\":\"HeartbeatInterval\"}}]}");
        assertJson(
                "{\"reportData\":[{\"key\":\"OCPPCommCtrlr.HeartbeatInterval\",\"component\":{\"name\":\"OCPPCommCtrlr\"},"
                        + "\"variable\":{\"name\":\"HeartbeatInterval\"},\"status\":\"Rejected\"}],\"unknownKeys\":[]}",
                data);
    }

    @Test
    void keyOf16WithoutCounterpartIsUnknownIn2x() {
        JsonObject data = read(
                "2.0.1",
                "get.configuration",
                "{\"keys\":[\"NumberOfConnectors\",\"HeartbeatInterval\"]}",
                "{\"getVariableResult\":[]}");
        assertJson("{\"reportData\":[],\"unknownKeys\":[\"NumberOfConnectors\"]}", data);
    }

    @Test
    void allKeysOf2xFollowInEventsInTheFormOf16() {
        VersionHandler handler = handler(OcppVersion.V2_0_1);
        Command command = Commands.of("get.configuration", "{}");
        Downlink.Call call = assertInstanceOf(Downlink.Call.class, handler.translate(command));
        JsonObject data = Objects.requireNonNull(data(handler, command, call, "{\"status\":\"Accepted\"}"));
        assertJson("{\"reportedBy\":\"device.report\",\"requestId\":96583}", data);
        assertEquals(96583L, call.derived().requestId());

        Uplink.Accepted event = assertInstanceOf(
                Uplink.Accepted.class,
                handler.call(Contexts.of(new ChargePointId("CP-007")), new Action("NotifyReport"), """
                    {"requestId":96583,"generatedAt":"2026-11-21T12:00:00Z","seqNo":0,"reportData":[
                      {"component":{"name":"OCPPCommCtrlr"},"variable":{"name":"HeartbeatInterval"},
                       "variableAttribute":[{"type":"MaxSet","value":"999"},{"value":"300","mutability":"ReadWrite"}]},
                      {"component":{"name":"Connector","evse":{"id":1,"connectorId":1}},"variable":{"name":"AvailabilityState"},
                       "variableAttribute":[{"value":"Available","mutability":"ReadOnly"}]}]}"""));
        JsonArray items = JsonParser.parseString('{' + event.fields() + '}')
                .getAsJsonObject()
                .getAsJsonArray("reportData");
        JsonObject of16 = read(
                "1.6",
                "get.configuration",
                "{}",
                "{\"configurationKey\":[{\"key\":\"HeartbeatInterval\",\"readonly\":false,\"value\":\"300\"}]}");
        of16.getAsJsonArray("reportData")
                .get(0)
                .getAsJsonObject()
                .asMap()
                .forEach((name, value) ->
                        assertEquals(value, items.get(0).getAsJsonObject().get(name)));
        assertEquals("Connector.AvailabilityState", text(items.get(1), "key"));
        assertTrue(items.get(1).getAsJsonObject().get("readonly").getAsBoolean());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "1.6   ; get.local.list.version ; {} ; {\"listVersion\":3}   ; {\"version\":3}",
                "2.0.1 ; get.local.list.version ; {} ; {\"versionNumber\":3} ; {\"version\":3}",
                "1.6   ; get.local.list.version ; {} ; {\"listVersion\":\"3\"} ; {\"version\":3}",
                "1.6   ; get.composite.schedule ; {\"evseId\":1,\"duration\":600} ; {\"status\":\"Accepted\",\"connectorId\":1,\"scheduleStart\":\"2026-11-21T12:00:00Z\",\"chargingSchedule\":{\"duration\":600,\"chargingRateUnit\":\"A\",\"chargingSchedulePeriod\":[{\"startPeriod\":0,\"limit\":16.5}]}}"
                        + " ; {\"evseId\":1,\"scheduleStart\":\"2026-11-21T12:00:00Z\",\"duration\":600,\"chargingRateUnit\":\"A\",\"chargingSchedulePeriod\":[{\"startPeriod\":0,\"limit\":16.5}]}",
                "2.0.1 ; get.composite.schedule ; {\"evseId\":1,\"duration\":600} ; {\"status\":\"Accepted\",\"schedule\":{\"evseId\":1,\"scheduleStart\":\"2026-11-21T12:00:00Z\",\"duration\":600,\"chargingRateUnit\":\"A\",\"chargingSchedulePeriod\":[{\"startPeriod\":0,\"limit\":16.5}]}}"
                        + " ; {\"evseId\":1,\"scheduleStart\":\"2026-11-21T12:00:00Z\",\"duration\":600,\"chargingRateUnit\":\"A\",\"chargingSchedulePeriod\":[{\"startPeriod\":0,\"limit\":16.5}]}",
                "1.6   ; get.composite.schedule ; {\"evseId\":1,\"duration\":600} ; {\"status\":\"Accepted\",\"connectorId\":1,\"chargingSchedule\":{\"chargingRateUnit\":\"A\",\"chargingSchedulePeriod\":[{\"limit\":10},{\"startPeriod\":0,\"limit\":\"16,5\"}]}}"
                        + " ; {\"evseId\":1,\"chargingRateUnit\":\"A\",\"chargingSchedulePeriod\":[{\"startPeriod\":0,\"limit\":16.5}]}",
                "2.1   ; get.composite.schedule ; {\"evseId\":1,\"duration\":600} ; {\"status\":\"Rejected\"} ; -",
                "1.6   ; get.log ; {\"logType\":\"DiagnosticsLog\",\"location\":\"ftp://h/\"} ; {\"fileName\":\"f.zip\"} ; {\"fileName\":\"f.zip\",\"reportedBy\":\"log.status\"}",
                "1.6   ; get.log ; {\"logType\":\"DiagnosticsLog\",\"location\":\"ftp://h/\"} ; {} ; -",
                "1.6   ; get.log ; {\"logType\":\"SecurityLog\",\"location\":\"ftp://h/\",\"requestId\":5} ; {\"status\":\"Accepted\",\"filename\":\"f.zip\"} ; {\"fileName\":\"f.zip\",\"reportedBy\":\"log.status\",\"requestId\":5}",
                "2.0.1 ; get.log ; {\"logType\":\"DiagnosticsLog\",\"location\":\"ftp://h/\",\"requestId\":5} ; {\"status\":\"AcceptedCanceled\",\"filename\":\"f.zip\"} ; {\"fileName\":\"f.zip\",\"reportedBy\":\"log.status\",\"requestId\":5}",
                "2.1   ; get.log ; {\"logType\":\"DiagnosticsLog\",\"location\":\"ftp://h/\",\"requestId\":5} ; {\"status\":\"Rejected\"} ; -",
                "1.6   ; get.installed.certificates ; {\"certificateTypes\":[\"CSMSRootCertificate\"]} ; {\"status\":\"Accepted\",\"certificateHashData\":[{"
                        + HASH + "}]} ; {\"certificates\":[{\"certificateType\":\"CSMSRootCertificate\"," + HASH
                        + "}]}",
                "2.0.1 ; get.installed.certificates ; {\"certificateTypes\":[\"CSMSRootCertificate\"]} ; {\"status\":\"Accepted\",\"certificateHashDataChain\":[{\"certificateType\":\"CSMSRootCertificate\",\"certificateHashData\":{"
                        + HASH + "},\"childCertificateHashData\":[{" + HASH
                        + "}]}]} ; {\"certificates\":[{\"certificateType\":\"CSMSRootCertificate\"," + HASH
                        + ",\"childCertificates\":[{" + HASH + "}]}]}",
                "1.6   ; get.installed.certificates ; {\"certificateTypes\":[\"CSMSRootCertificate\"]} ; {\"status\":\"NotFound\"} ; {\"certificates\":[]}",
                "2.1   ; get.installed.certificates ; {} ; {\"status\":\"NotFound\"} ; {\"certificates\":[]}",
                "2.0.1 ; get.transaction.status ; {} ; {\"messagesInQueue\":true} ; {\"messagesInQueue\":true}",
                "2.0.1 ; get.base.report ; {\"reportBase\":\"FullInventory\",\"requestId\":5} ; {\"status\":\"accepted\"} ; {\"reportedBy\":\"device.report\",\"requestId\":5}",
                "2.0.1 ; get.base.report ; {\"reportBase\":\"FullInventory\",\"requestId\":5} ; {\"status\":\"NotSupported\"} ; -",
                "2.0.1 ; get.report ; {\"requestId\":5} ; {\"status\":\"EmptyResultSet\"} ; {\"reportData\":[]}",
                "2.0.1 ; get.monitoring.report ; {\"requestId\":5} ; {\"status\":\"EmptyResultSet\"} ; {\"monitor\":[]}",
                "2.0.1 ; get.charging.profiles ; {\"requestId\":5,\"chargingProfile\":{}} ; {\"status\":\"Accepted\"} ; {\"reportedBy\":\"charging.profiles.report\",\"requestId\":5}",
                "2.0.1 ; get.charging.profiles ; {\"requestId\":5,\"chargingProfile\":{}} ; {\"status\":\"NoProfiles\"} ; {\"chargingProfile\":[]}",
                "2.0.1 ; get.display.messages ; {\"requestId\":5} ; {\"status\":\"Accepted\"} ; {\"reportedBy\":\"display.messages\",\"requestId\":5}",
                "2.0.1 ; get.display.messages ; {\"requestId\":5} ; {\"status\":\"Unknown\"} ; {\"messageInfo\":[]}",
                "2.0.1 ; customer.information ; {\"requestId\":5,\"report\":true,\"clear\":false,\"customerIdentifier\":\"c\"} ; {\"status\":\"Accepted\"} ; {\"reportedBy\":\"customer.information\",\"requestId\":5}",
                "2.0.1 ; customer.information ; {\"requestId\":5,\"report\":false,\"clear\":true,\"customerIdentifier\":\"c\"} ; {\"status\":\"Accepted\"} ; -",
                "2.1   ; get.der.control ; {\"requestId\":5} ; {\"status\":\"Accepted\"} ; {\"reportedBy\":\"der.report\",\"requestId\":5}",
                "2.1   ; get.tariffs ; {\"evseId\":1} ; {\"status\":\"NoTariff\"} ; {\"tariffAssignments\":[]}",
                "2.1   ; get.tariffs ; {\"evseId\":1} ; {\"status\":\"Accepted\",\"tariffAssignments\":[{\"tariffId\":\"t\",\"tariffKind\":\"DefaultTariff\",\"evseIds\":[1]}]} ; {\"tariffAssignments\":[{\"tariffId\":\"t\",\"tariffKind\":\"DefaultTariff\",\"evseIds\":[1]}]}",
                "2.1   ; get.event.streams ; {} ; {} ; {\"constantStreamData\":[]}",
                "2.1   ; get.event.streams ; {} ; {\"constantStreamData\":[{\"id\":1,\"params\":{\"interval\":5},\"variableMonitoringId\":2}]} ; {\"constantStreamData\":[{\"id\":1,\"variableMonitoringId\":2,\"params\":{\"interval\":5}}]}",
                "2.1   ; get.variables ; {\"getVariableData\":[{\"component\":{\"name\":\"C\"},\"variable\":{\"name\":\"V\"},\"attributeType\":\"Target\"}]} ; {\"getVariableResult\":[{\"attributeStatus\":\"UnknownVariable\",\"attributeType\":\"Target\",\"component\":{\"name\":\"C\"},\"variable\":{\"name\":\"V\",\"instance\":\"I\"}}]}"
                        + " ; {\"reportData\":[{\"key\":\"C.V[I]\",\"component\":{\"name\":\"C\"},\"variable\":{\"name\":\"V\",\"instance\":\"I\"},\"attributeType\":\"Target\",\"status\":\"UnknownVariable\"}]}",
                "1.6   ; data.transfer ; {\"vendorId\":\"v\"} ; {\"status\":\"Accepted\",\"data\":\"x\"} ; {\"data\":\"x\"}",
                "2.1   ; data.transfer ; {\"vendorId\":\"v\"} ; {\"status\":\"Accepted\",\"data\":{\"x\":1}} ; {\"data\":{\"x\":1}}",
                "1.6   ; reset ; {\"type\":\"hard\"} ; {\"status\":\"Accepted\"} ; -",
                "2.1   ; reset ; {\"type\":\"hard\"} ; {\"status\":\"Accepted\"} ; -",
            })
    void returnsTheDataOfTheAnswer(String version, String type, String command, String payload, String data) {
        if (data.equals("-")) {
            assertNull(maybe(version, type, command, payload));
        } else {
            assertJson(data, read(version, type, command, payload));
        }
    }

    @Test
    void unreadableFieldCostsOnlyThatField() {
        JsonObject data = read(
                "1.6",
                "get.configuration",
                "{}",
                "{\"configurationKey\":[{\"key\":\"A\",\"readonly\":[],\"value\":\"1\"},{\"readonly\":true},{\"key\":\"B\",\"readonly\":true,\"value\":null}]}");
        assertJson("{\"reportData\":[{\"key\":\"A\",\"value\":\"1\"},{\"key\":\"B\",\"readonly\":true}]}", data);
    }

    @Test
    void masksAPasswordInData() {
        for (String version : List.of("1.6", "2.0.1")) {
            JsonObject data = read(
                    version,
                    "get.configuration",
                    "{\"keys\":[\"" + (version.equals("1.6") ? "AuthorizationKey" : "SecurityCtrlr.BasicAuthPassword")
                            + "\"]}",
                    version.equals("1.6")
                            ? "{\"configurationKey\":[{\"key\":\"AuthorizationKey\",\"readonly\":false,\"value\":\"00ff\"}]}"
                            : "{\"getVariableResult\":[{\"attributeStatus\":\"Accepted\",\"attributeValue\":\"00ff\","
                                    + "\"component\":{\"name\":\"SecurityCtrlr\"},\"variable\":{\"name\":\"BasicAuthPassword\"}}]}");
            assertEquals("***", text(data.getAsJsonArray("reportData").get(0), "value"));
        }
    }

    private static void assertJson(String expected, JsonObject data) {
        assertEquals(JsonParser.parseString(expected), data);
    }

    private static String text(JsonElement object, String name) {
        return object.getAsJsonObject().get(name).getAsString();
    }

    private static JsonObject read(String version, String type, String command, String payload) {
        return Objects.requireNonNull(maybe(version, type, command, payload), "no data");
    }

    private static @Nullable JsonObject maybe(String version, String type, String data, String payload) {
        OcppVersion spoken = OcppVersion.ofSubprotocol("ocpp" + version).orElseThrow();
        VersionHandler handler = handler(spoken);
        Command command = Commands.of(type, data);
        Downlink translated = handler.translate(command);
        return data(handler, command, assertInstanceOf(Downlink.Call.class, translated), payload);
    }

    private static @Nullable JsonObject data(
            VersionHandler handler, Command command, Downlink.Call call, String payload) {
        CommandAnswer answer = handler.readAnswer(command, call, payload);
        String data = assertInstanceOf(CommandAnswer.Completed.class, answer).data();
        return data == null ? null : JsonParser.parseString(data).getAsJsonObject();
    }

    private static VersionHandler handler(OcppVersion version) {
        return new DictionaryHandler(version == OcppVersion.V1_6 ? new Ocpp16() : new Ocpp2(version));
    }
}
