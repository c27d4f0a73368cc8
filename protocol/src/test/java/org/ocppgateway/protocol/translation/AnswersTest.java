package org.ocppgateway.protocol.translation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.dictionary.PayloadReader;
import org.ocppgateway.protocol.dictionary.Quirk;
import org.ocppgateway.protocol.dictionary.Tolerance;
import org.ocppgateway.protocol.dictionary.Violation;
import org.ocppgateway.protocol.handler.CommandAnswer;
import org.ocppgateway.protocol.handler.Downlink;
import org.ocppgateway.protocol.handler.VersionHandler;
import org.ocppgateway.protocol.json.Nesting;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.protocol.model.Masking;
import org.ocppgateway.protocol.testing.Commands;
import org.ocppgateway.protocol.v16.Ocpp16;
import org.ocppgateway.protocol.v2.Ocpp2;

/** An answer of a charge point is kept even if it is invalid. */
class AnswersTest {
    private static final String LONG_VALUE = "x".repeat(551);

    @Test
    void wrongTypeInOneFieldKeepsPayloadAndOutcome() {
        String payload = "{\"configurationKey\":[{\"key\":\"HeartbeatInterval\",\"readonly\":0,\"value\":\"300\"}]}";
        CommandAnswer.Completed answer = completed(OcppVersion.V1_6, "GetConfiguration", payload);
        assertEquals(payload, answer.payload());
        assertEquals("/configurationKey/0/readonly", onlyViolation(answer).path());
    }

    @Test
    void keepsAValueThatIsTooLong() {
        String payload =
                "{\"configurationKey\":[{\"key\":\"Vendor\",\"readonly\":false,\"value\":\"" + LONG_VALUE + "\"}]}";
        CommandAnswer.Completed answer = completed(OcppVersion.V1_6, "GetConfiguration", payload);
        assertEquals(payload, answer.payload());
        assertEquals("string-length", onlyViolation(answer).quirk());
    }

    @ParameterizedTest
    @CsvSource({
        "accepted, Accepted",
        "ACCEPTED, Accepted",
        "' Accepted ', Accepted",
        "Accpeted, Accepted",
        "Acepted, Accepted",
        "rejected, Rejected",
        "Perhaps, Perhaps",
        "Excepted, Excepted",
        "OK, OK",
    })
    void readsAMisspeltStatus(String spelt, String status) {
        for (OcppVersion version : OcppVersion.values()) {
            CommandAnswer.Completed answer = completed(version, "Reset", "{\"status\":\"" + spelt + "\"}");
            assertEquals(status, answer.status());
            assertEquals("/status", onlyViolation(answer).path());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SetVariables, setVariableResult, attributeStatus, reboot_required, RebootRequired",
        "SetVariables, setVariableResult, attributeStatus, REBOOT REQUIRED, RebootRequired",
        "GetVariables, getVariableResult, attributeStatus, unknownvariable, UnknownVariable",
        "GetLog, '', status, AcceptedCancelled, AcceptedCanceled",
        "ClearVariableMonitoring, clearMonitoringResult, status, Not Found, NotFound",
    })
    void readsAMisspeltStatusOfAnElement(String action, String list, String field, String spelt, String status) {
        String item = "{\"" + field + "\":\"" + spelt + "\"}";
        String payload = list.isEmpty() ? item : "{\"" + list + "\":[" + item + "]}";
        assertEquals(status, completed(OcppVersion.V2_1, action, payload).status());
    }

    @ParameterizedTest
    @EnumSource
    void hasNoStatusIfItIsMissingOrUnreadable(OcppVersion version) {
        for (String payload :
                List.of("{}", "{\"status\":null}", "{\"status\":7}", "{\"status\":\"\"}", "{\"state\":\"Accepted\"}")) {
            CommandAnswer.Completed answer = completed(version, "Reset", payload);
            assertNull(answer.status());
            assertEquals(payload, answer.payload());
            assertTrue(!answer.violations().isEmpty());
        }
    }

    @ParameterizedTest
    @EnumSource
    void keepsWhatIsNestedTooDeepAsText(OcppVersion version) {
        String deep = "{\"status\":\"Accepted\",\"data\":" + "[".repeat(1000) + "]".repeat(1000) + "}";
        CommandAnswer.Completed answer = completed(version, "DataTransfer", deep);
        assertEquals(Nesting.flatten(deep, PayloadReader.MAX_DEPTH), answer.payload());
        assertTrue(JsonParser.parseString(answer.payload()).isJsonObject());
        assertTrue(!answer.violations().isEmpty());
    }

    @ParameterizedTest
    @EnumSource
    void readsNullAsAnEmptyAnswer(OcppVersion version) {
        CommandAnswer.Completed answer = completed(version, "UpdateFirmware", "null");
        assertEquals("{}", answer.payload());
        assertEquals("null-for-absent", answer.violations().getFirst().quirk());
    }

    @Test
    void keepsAPayloadThatIsNotAnObject() {
        CommandAnswer answer = handler(OcppVersion.V1_6)
                .readAnswer(Commands.of("reset", "{}"), call("Reset"), "[{\"AuthorizationKey\":\"00ff\"}]");
        assertEquals(
                "[{\"AuthorizationKey\":\"***\"}]",
                assertInstanceOf(CommandAnswer.Invalid.class, answer).payload());
    }

    @Test
    void unpairedSurrogateCostsOnlyThatCharacter() {
        CommandAnswer.Completed answer =
                completed(OcppVersion.V1_6, "DataTransfer", "{\"status\":\"Accepted\",\"data\":\"a\\ud800b\"}");
        assertEquals("Accepted", answer.status());
        assertEquals("{\"status\":\"Accepted\",\"data\":\"a\ufffdb\"}", answer.payload());
    }

    @Test
    void masksAPasswordInAnInvalidAnswer() {
        CommandAnswer.Completed answer = completed(
                OcppVersion.V1_6,
                "GetConfiguration",
                "{\"configurationKey\":[{\"key\":\"AuthorizationKey\",\"readonly\":0,\"value\":\"00ff\"}]}");
        assertTrue(!answer.payload().contains("00ff"), answer.payload());
    }

    @ParameterizedTest
    @EnumSource
    void masksAConfiguredNameInThePayloadAndInTheData(OcppVersion version) {
        boolean is16 = version == OcppVersion.V1_6;
        VersionHandler handler = new DictionaryHandler(
                is16 ? new Ocpp16() : new Ocpp2(version), Tolerance.STANDARD, Masking.of(List.of("vendorpin")));
        String answer = is16
                ? "{\"configurationKey\":[{\"key\":\"VendorPin\",\"readonly\":true,\"value\":\"4711\"}]}"
                : "{\"getVariableResult\":[{\"attributeStatus\":\"Accepted\",\"attributeValue\":\"4711\","
                        + "\"component\":{\"name\":\"C\"},\"variable\":{\"name\":\"VendorPin\"}}]}";
        Command command = Commands.of("get.configuration", "{\"keys\":[\"" + (is16 ? "" : "C.") + "VendorPin\"]}");
        Downlink.Call call = assertInstanceOf(Downlink.Call.class, handler.translate(command));
        CommandAnswer.Completed completed =
                assertInstanceOf(CommandAnswer.Completed.class, handler.readAnswer(command, call, answer));
        assertNotNull(completed.data());
        assertTrue(!completed.toString().contains("4711"), completed.toString());
        assertTrue(completed.payload().contains("***"), completed.payload());
    }

    @Test
    void onlyOcpp21GetsACallResultErrorForAnInvalidAnswer() {
        String invalid = "{\"status\":\"Perhaps\"}";
        assertNull(completed(OcppVersion.V1_6, "Reset", invalid).callResultError());
        assertNull(completed(OcppVersion.V2_0_1, "Reset", invalid).callResultError());
        assertNotNull(handler(OcppVersion.V2_1)
                .withTolerance(Tolerance.STRICT)
                .readAnswer(Commands.of("reset", "{}"), call("Reset"), invalid)
                .callResultError());
    }

    @Test
    void toleratedViolationsInAnswersGetNoCallResultError() {
        VersionHandler tolerant = handler(OcppVersion.V2_1).withTolerance(Tolerance.of(List.of(Quirk.UNKNOWN_WORD)));
        assertNull(callResultError(tolerant, "{\"status\":\"Perhaps\"}"));
        assertNotNull(callResultError(tolerant, "{}"));
    }

    @Test
    void quirkSuppressesCallResultErrors() {
        VersionHandler silent =
                handler(OcppVersion.V2_1).withTolerance(Tolerance.of(List.of(Quirk.NO_CALL_RESULT_ERROR)));
        assertNull(callResultError(silent, "{}"));
        assertNull(callResultError(silent, "[]"));
        assertNotNull(callResultError(handler(OcppVersion.V2_1), "[]"));
    }

    private static @Nullable String callResultError(VersionHandler handler, String payload) {
        return handler.readAnswer(Commands.of("reset", "{}"), call("Reset"), payload)
                .callResultError();
    }

    private static Violation onlyViolation(CommandAnswer.Completed answer) {
        assertEquals(1, answer.violations().size(), answer.violations().toString());
        return answer.violations().getFirst();
    }

    private static CommandAnswer.Completed completed(OcppVersion version, String action, String payload) {
        return assertInstanceOf(
                CommandAnswer.Completed.class,
                handler(version).readAnswer(Commands.of("ocpp.call", "{}"), call(action), payload));
    }

    private static Downlink.Call call(String action) {
        return new Downlink.Call(new Action(action), "{}");
    }

    private static VersionHandler handler(OcppVersion version) {
        return new DictionaryHandler(version == OcppVersion.V1_6 ? new Ocpp16() : new Ocpp2(version));
    }
}
