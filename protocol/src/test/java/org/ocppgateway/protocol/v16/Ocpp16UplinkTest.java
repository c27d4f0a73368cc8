package org.ocppgateway.protocol.v16;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.dictionary.Dictionary;
import org.ocppgateway.protocol.dictionary.MessageType;
import org.ocppgateway.protocol.dictionary.PayloadReader;
import org.ocppgateway.protocol.dictionary.Tolerance;
import org.ocppgateway.protocol.dictionary.Violation;
import org.ocppgateway.protocol.frame.ErrorCode;
import org.ocppgateway.protocol.handler.Uplink;
import org.ocppgateway.protocol.handler.UplinkContext;
import org.ocppgateway.protocol.handler.VersionHandler;
import org.ocppgateway.protocol.model.EventPriority;
import org.ocppgateway.protocol.model.Masking;
import org.ocppgateway.protocol.model.UnifiedModel;
import org.ocppgateway.protocol.testing.Contexts;
import org.ocppgateway.protocol.translation.DictionaryHandler;

class Ocpp16UplinkTest {
    private static final ChargePointId CP = new ChargePointId("CP-007");
    private static final VersionHandler HANDLER = new DictionaryHandler(new Ocpp16());

    /** Action, payload, event type, fields of the event. */
    private static final List<Arguments> TRANSLATIONS = List.of(
            Arguments.of(
                    "Authorize", "{\"idTag\":\"TAG1\"}", "authorization.requested", "\"idToken\":{\"value\":\"TAG1\"}"),
            Arguments.of(
                    "BootNotification", """
                    {"chargePointVendor":"Vendor","chargePointModel":"Model","chargePointSerialNumber":"S1",\
                    "chargeBoxSerialNumber":"B1","firmwareVersion":"1.2","iccid":"89","imsi":"26","meterType":"M",\
                    "meterSerialNumber":"M1"}\
                    """,
                    "device.online", """
                    "vendor":"Vendor","model":"Model","serialNumber":"S1","firmwareVersion":"1.2","iccid":"89",\
                    "imsi":"26","meterType":"M","meterSerialNumber":"M1\"\
                    """),
            Arguments.of(
                    "BootNotification",
                    "{\"chargePointVendor\":\"V\",\"chargePointModel\":\"M\",\"chargeBoxSerialNumber\":\"B1\"}",
                    "device.online",
                    "\"vendor\":\"V\",\"model\":\"M\",\"serialNumber\":\"B1\""),
            Arguments.of(
                    "DataTransfer",
                    "{\"vendorId\":\"com.example\",\"messageId\":\"M\",\"data\":\"{\\\"a\\\":1}\"}",
                    "data.transfer",
                    "\"vendorId\":\"com.example\",\"messageId\":\"M\",\"data\":\"{\\\"a\\\":1}\""),
            Arguments.of(
                    "DiagnosticsStatusNotification",
                    "{\"status\":\"UploadFailed\"}",
                    "log.status",
                    "\"status\":\"UploadFailure\""),
            Arguments.of(
                    "FirmwareStatusNotification",
                    "{\"status\":\"Installed\"}",
                    "firmware.status",
                    "\"status\":\"Installed\""),
            Arguments.of("Heartbeat", "{}", "device.heartbeat", ""),
            Arguments.of(
                    "LogStatusNotification",
                    "{\"status\":\"Uploading\",\"requestId\":5}",
                    "log.status",
                    "\"status\":\"Uploading\",\"requestId\":5"),
            Arguments.of(
                    "MeterValues", """
                    {"connectorId":0,"meterValue":[{"timestamp":"2026-11-21T09:30:00Z","sampledValue":[\
                    {"value":"1500"},{"value":"21.5","measurand":"Temperature","unit":"Celcius","location":"Body"}]}]}\
                    """,
                    "meter.values", """
                    "evseId":0,"connectorId":0,"meterValues":[{"timestamp":"2026-11-21T09:30:00Z","samples":[\
                    {"value":1500,"measurand":"Energy.Active.Import.Register","unit":"Wh","context":"Sample.Periodic",\
                    "location":"Outlet"},{"value":21.5,"measurand":"Temperature","unit":"Celsius",\
                    "context":"Sample.Periodic","location":"Body"}]}]\
                    """),
            Arguments.of(
                    "MeterValues", """
                    {"connectorId":2,"transactionId":77,"meterValue":[\
                    {"timestamp":"2026-11-21T09:30:00Z","sampledValue":[\
                    {"value":"16","measurand":"Current.Import","unit":"A","phase":"L1","context":"Sample.Clock"}]},\
                    {"timestamp":"2026-11-21T09:31:00Z","sampledValue":[{"value":"AF==","format":"SignedData"}]}]}\
                    """,
                    "transaction.updated", """
                    "transactionId":"77","evseId":2,"connectorId":2,"timestamp":"2026-11-21T09:31:00Z",\
                    "triggerReason":"MeterValueClock","meterValues":[{"timestamp":"2026-11-21T09:30:00Z","samples":[\
                    {"value":16,"measurand":"Current.Import","unit":"A","context":"Sample.Clock","location":"Outlet",\
                    "phase":"L1"}]},{"timestamp":"2026-11-21T09:31:00Z","samples":[{"text":"AF==",\
                    "measurand":"Energy.Active.Import.Register","unit":"Wh","context":"Sample.Periodic",\
                    "location":"Outlet"}]}]\
                    """),
            Arguments.of(
                    "SecurityEventNotification",
                    "{\"type\":\"ResetOrReboot\",\"timestamp\":\"2026-11-21T09:30:00Z\",\"techInfo\":\"x\"}",
                    "security.event",
                    """
                    "name":"ResetOrReboot","timestamp":"2026-11-21T09:30:00Z","info":"x","raisedBy":"charge-point\"\
                    """),
            Arguments.of("SignCertificate", "{\"csr\":\"PEM\"}", "certificate.requested", "\"csr\":\"PEM\""),
            Arguments.of(
                    "SignedFirmwareStatusNotification",
                    "{\"status\":\"InvalidSignature\",\"requestId\":6}",
                    "firmware.status",
                    "\"status\":\"InvalidSignature\",\"requestId\":6"),
            Arguments.of(
                    "StartTransaction", """
                    {"connectorId":1,"idTag":"TAG1","meterStart":100,"reservationId":9,\
                    "timestamp":"2026-11-21T09:30:00Z"}\
                    """,
                    "transaction.started", """
                    "transactionId":"1107834225","evseId":1,"connectorId":1,"timestamp":"2026-11-21T09:30:00Z",\
                    "triggerReason":"Authorized","idToken":{"value":"TAG1"},"meterStart":100,"reservationId":9\
                    """),
            Arguments.of(
                    "StatusNotification", """
                    {"connectorId":1,"errorCode":"NoError","status":"SuspendedEV","info":"i",\
                    "timestamp":"2026-11-21T09:30:00Z"}\
                    """,
                    "connector.status", """
                    "evseId":1,"connectorId":1,"status":"SuspendedEV","info":"i","timestamp":"2026-11-21T09:30:00Z\"\
                    """),
            Arguments.of(
                    "StatusNotification", """
                    {"connectorId":0,"errorCode":"GroundFailure","status":"Faulted","vendorId":"v",\
                    "vendorErrorCode":"E1"}\
                    """,
                    "connector.status", """
                    "evseId":0,"connectorId":0,"status":"Faulted","errorCode":"GroundFailure","vendorId":"v",\
                    "vendorErrorCode":"E1\"\
                    """),
            Arguments.of(
                    "StopTransaction", """
                    {"transactionId":77,"idTag":"TAG2","meterStop":5100,"timestamp":"2026-11-21T10:30:00Z",\
                    "reason":"EVDisconnected","transactionData":[{"timestamp":"2026-11-21T10:30:00Z",\
                    "sampledValue":[{"value":"5100","context":"Transaction.End"}]}]}\
                    """,
                    "transaction.ended", """
                    "transactionId":"77","timestamp":"2026-11-21T10:30:00Z","stopReason":"EVDisconnected",\
                    "idToken":{"value":"TAG2"},"meterStop":5100,"meterValues":[{"timestamp":"2026-11-21T10:30:00Z",\
                    "samples":[{"value":5100,"measurand":"Energy.Active.Import.Register","unit":"Wh",\
                    "context":"Transaction.End","location":"Outlet"}]}]\
                    """));

    @ParameterizedTest
    @FieldSource("TRANSLATIONS")
    void translatesMessages(String action, String payload, String type, String fields) {
        Uplink.Accepted accepted = accepted(action, payload);
        assertEquals(type, accepted.type().name());
        assertEquals(fields, accepted.fields());
        assertEquals(payload, accepted.payload().raw());
        var declared = UnifiedModel.events().event(type);
        assertNotNull(declared);
        assertEquals(
                List.of(),
                new PayloadReader(Tolerance.STRICT)
                        .read(declared, "{" + fields + "}")
                        .violations());
    }

    @Test
    void translatesEveryMessageOfAChargePoint() {
        Set<String> tested = new TreeSet<>();
        TRANSLATIONS.forEach(translation -> tested.add((String) translation.get()[0]));
        Set<String> sent = new TreeSet<>();
        for (MessageType message : Dictionary.of(OcppVersion.V1_6).messages()) {
            if (message.direction().fromChargePoint()) {
                sent.add(message.action().name());
            }
        }
        assertEquals(sent, tested);
        assertEquals(14, sent.size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "TransactionEvent ; {}                                      ; NOT_IMPLEMENTED",
                "heartbeat        ; {}                                      ; NOT_IMPLEMENTED",
                "Reset            ; {\"type\":\"Hard\"}                     ; NOT_SUPPORTED",
                "Heartbeat        ; []                                      ; FORMAT_VIOLATION",
                "Authorize        ; {}                                      ; OCCURRENCE_CONSTRAINT_VIOLATION",
                "Authorize        ; null                                    ; OCCURRENCE_CONSTRAINT_VIOLATION",
                "Authorize        ; {\"idTag\":{}}                          ; TYPE_CONSTRAINT_VIOLATION",
                "SecurityEventNotification ; {\"type\":\"T\",\"timestamp\":\"1\"} ; PROPERTY_CONSTRAINT_VIOLATION",
                "StartTransaction ; []                                      ; FORMAT_VIOLATION",
                "StopTransaction  ; \"{}\"                                  ; FORMAT_VIOLATION",
                "MeterValues      ; {\"connectorId\":1}                     ; OCCURRENCE_CONSTRAINT_VIOLATION",
            })
    void refusesInvalidMessagesWithTheCodeOfTheViolation(String action, String payload, ErrorCode code) {
        Uplink.Refused refused =
                assertInstanceOf(Uplink.Refused.class, HANDLER.call(Contexts.of(CP), new Action(action), payload));
        assertEquals(code, refused.code());
    }

    @Test
    void refusalNeverContainsTextOfTheSender() {
        Uplink uplink = new DictionaryHandler(new Ocpp16(), Tolerance.STRICT, Masking.STANDARD)
                .call(Contexts.of(CP), new Action("Heartbeat"), "{\"<script>\":1}");
        Uplink.Refused refused = assertInstanceOf(Uplink.Refused.class, uplink);
        assertEquals(ErrorCode.FORMAT_VIOLATION, refused.code());
        assertEquals("a field is not known", refused.description());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "StartTransaction ;"
                        + " {\"connectorId\":1,\"idTag\":\"123456789012345678901\",\"meterStart\":\"x\",\"timestamp\":\"2026-11-21T09:30:00Z\"}",
                "StopTransaction  ; {\"transactionId\":7,\"timestamp\":\"yesterday\"}",
                "StopTransaction  ; {\"transactionId\":-1,\"timestamp\":\"2026-11-21T09:30:00Z\"}",
                "MeterValues      ; {\"connectorId\":1,\"transactionId\":7,\"meterValue\":[{\"sampledValue\":[{}]}]}",
                "MeterValues      ; {\"transactionId\":7}",
                "StartTransaction ; {}",
                "StopTransaction  ; {}",
                "StopTransaction  ; {\"transactionId\":null,\"meterStop\":1,\"timestamp\":\"2026-11-21T09:30:00Z\"}",
                "MeterValues      ; {\"transactionId\":null}",
            })
    void acceptsATransactionMessageWithViolations(String action, String payload) {
        Uplink.Accepted accepted = accepted(action, payload);
        assertTrue(accepted.violations().stream().anyMatch(violation -> violation.kind() != Violation.Kind.EXTRA));
        assertEquals(EventPriority.TRANSACTION, accepted.priority());
        assertNotNull(accepted.contentKey());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "0", "9223372036854775807"})
    void unknownTransactionHasNoIdInItsEvents(String id) {
        Uplink.Accepted stop = accepted(
                "StopTransaction",
                "{\"transactionId\":" + id
                        + ",\"reason\":\"Local\",\"meterStop\":1,\"timestamp\":\"2026-11-21T09:30:00Z\"}");
        assertTrue(stop.fields().startsWith("\"timestamp\""), stop.fields());
        assertEquals("no-transaction-id", stop.violations().getFirst().quirk());
        Uplink.Accepted values = accepted(
                "MeterValues",
                "{\"connectorId\":1,\"transactionId\":" + id
                        + ",\"meterValue\":[{\"timestamp\":\"2026-11-21T09:30:00Z\",\"sampledValue\":[{\"value\":\"1\"}]}]}");
        assertEquals("transaction.updated", values.type().name());
        assertTrue(values.fields().startsWith("\"evseId\""), values.fields());
    }

    @ParameterizedTest
    @CsvSource({
        "1.50, 1.50",
        "-3, -3",
        "' 12,5 ', 12.5",
        "007, 7",
        "1e3, 1000",
    })
    void convertsReadableValuesToNumbers(String value, String number) {
        assertTrue(fieldsOfSample(value).contains("[{\"value\":" + number + ","), fieldsOfSample(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "on", "1e999999999", "NaN", "0x10", "1 2"})
    void keepsOtherValuesAsText(String value) {
        assertTrue(fieldsOfSample(value).contains("[{\"text\":\"" + value + "\","), fieldsOfSample(value));
    }

    @Test
    void stopWithoutReasonIsLocalAndValid() {
        Uplink.Accepted stop = accepted(
                "StopTransaction", "{\"transactionId\":7,\"meterStop\":1,\"timestamp\":\"2026-11-21T10:30:00Z\"}");
        assertTrue(stop.fields().contains("\"stopReason\":\"Local\""), stop.fields());
        assertEquals(List.of(), stop.violations());
    }

    @Test
    void listsToleratedViolations() {
        List<Violation> violations =
                accepted("Authorize", "{\"idTag\":\"T\",\"connectorId\":1}").violations();
        assertEquals(
                List.of(new Violation("/connectorId", Violation.Kind.EXTRA, "is not known", "extra-field")),
                violations);
    }

    @Test
    void refusesEverySend() {
        assertInstanceOf(Uplink.Refused.class, HANDLER.send(Contexts.of(CP), new Action("Heartbeat"), "{}"));
    }

    private static String fieldsOfSample(String value) {
        return accepted(
                        "MeterValues",
                        "{\"connectorId\":1,\"meterValue\":[{\"timestamp\":\"2026-11-21T09:30:00Z\",\"sampledValue\":[{\"value\":\""
                                + value + "\"}]}]}")
                .fields();
    }

    private static Uplink.Accepted accepted(String action, String payload) {
        return accepted(Contexts.of(CP), action, payload);
    }

    private static Uplink.Accepted accepted(UplinkContext context, String action, String payload) {
        return assertInstanceOf(Uplink.Accepted.class, HANDLER.call(context, new Action(action), payload));
    }
}
