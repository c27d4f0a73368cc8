package org.ocppgateway.protocol.v16;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.dictionary.Dictionary;
import org.ocppgateway.protocol.dictionary.MessageType;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.dictionary.PayloadReader;
import org.ocppgateway.protocol.dictionary.ReadResult;
import org.ocppgateway.protocol.dictionary.Tolerance;
import org.ocppgateway.protocol.handler.AnswerContext;
import org.ocppgateway.protocol.handler.Uplink;
import org.ocppgateway.protocol.handler.VersionHandler;
import org.ocppgateway.protocol.model.UnifiedModel;
import org.ocppgateway.protocol.testing.Contexts;
import org.ocppgateway.protocol.translation.DictionaryHandler;

class Ocpp16AnswersTest {
    private static final ChargePointId CP = new ChargePointId("CP-007");
    private static final Instant NOW = Instant.parse("2026-11-21T09:30:00.987Z");
    private static final VersionHandler HANDLER = new DictionaryHandler(new Ocpp16());

    private static final Map<String, String> MESSAGES = Map.ofEntries(
            Map.entry("Authorize", "{\"idTag\":\"TAG1\"}"),
            Map.entry("BootNotification", "{\"chargePointVendor\":\"V\",\"chargePointModel\":\"M\"}"),
            Map.entry("DataTransfer", "{\"vendorId\":\"v\"}"),
            Map.entry("DiagnosticsStatusNotification", "{\"status\":\"Idle\"}"),
            Map.entry("FirmwareStatusNotification", "{\"status\":\"Idle\"}"),
            Map.entry("Heartbeat", "{}"),
            Map.entry("LogStatusNotification", "{\"status\":\"Idle\"}"),
            Map.entry("MeterValues", "{\"connectorId\":1,\"meterValue\":[]}"),
            Map.entry("SecurityEventNotification", "{\"type\":\"x\",\"timestamp\":\"2026-11-21T09:30:00Z\"}"),
            Map.entry("SignCertificate", "{\"csr\":\"x\"}"),
            Map.entry("SignedFirmwareStatusNotification", "{\"status\":\"Idle\"}"),
            Map.entry(
                    "StartTransaction",
                    "{\"connectorId\":1,\"idTag\":\"TAG1\",\"meterStart\":100,\"timestamp\":\"2026-11-21T09:30:00Z\"}"),
            Map.entry("StatusNotification", "{\"connectorId\":1,\"errorCode\":\"NoError\",\"status\":\"Available\"}"),
            Map.entry(
                    "StopTransaction",
                    "{\"transactionId\":7,\"meterStop\":1,\"timestamp\":\"2026-11-21T09:30:00Z\",\"reason\":\"Local\"}"));

    @Test
    void everyAnswerIsValid() {
        for (MessageType message : Dictionary.of(OcppVersion.V1_6).messages()) {
            if (message.direction().fromChargePoint()) {
                String name = message.action().name();
                String answer = answer(name, null, null);
                assertEquals("", problems(message, answer), name + " " + answer);
            }
        }
    }

    /** Action, type and payload of the decision, answer. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            nullValues = "-",
            value = {
                "Heartbeat        ; - ; - ; {\"currentTime\":\"2026-11-21T09:30:00Z\"}",
                "BootNotification ; - ; - ;"
                        + " {\"status\":\"Accepted\",\"currentTime\":\"2026-11-21T09:30:00Z\",\"interval\":300}",
                "BootNotification ; device.online ; {\"status\":\"pending\",\"interval\":60} ;"
                        + " {\"status\":\"Pending\",\"currentTime\":\"2026-11-21T09:30:00Z\",\"interval\":60}",
                "BootNotification ; device.online ; {\"status\":\"rejected\"} ;"
                        + " {\"status\":\"Rejected\",\"currentTime\":\"2026-11-21T09:30:00Z\",\"interval\":300}",
                "Authorize        ; - ; - ; {\"idTagInfo\":{\"status\":\"Accepted\"}}",
                "Authorize        ; authorization.requested ;"
                        + " {\"status\":\"expired\",\"expiresAt\":\"2026-11-20T00:00:00.5+01:00\",\"groupId\":\"G\"} ;"
                        + " {\"idTagInfo\":{\"status\":\"Expired\",\"expiryDate\":\"2026-11-19T23:00:00Z\",\"parentIdTag\":\"G\"}}",
                "Authorize        ; authorization.requested ; {\"status\":\"concurrent\"} ;"
                        + " {\"idTagInfo\":{\"status\":\"Invalid\"}}",
                "Authorize        ; authorization.requested ;"
                        + " {\"status\":\"blocked\",\"groupId\":\"123456789012345678901\"} ;"
                        + " {\"idTagInfo\":{\"status\":\"Blocked\"}}",
                "StartTransaction ; - ; - ; {\"idTagInfo\":{\"status\":\"Accepted\"},\"transactionId\":1872411498}",
                "StartTransaction ; transaction.started ; {\"status\":\"concurrent\"} ;"
                        + " {\"idTagInfo\":{\"status\":\"ConcurrentTx\"},\"transactionId\":1872411498}",
                "StopTransaction  ; - ; - ; {}",
                "StopTransaction  ; transaction.ended ; {\"status\":\"accepted\"} ;"
                        + " {\"idTagInfo\":{\"status\":\"Accepted\"}}",
                "MeterValues      ; - ; - ; {}",
                "DataTransfer     ; - ; - ; {\"status\":\"UnknownVendorId\"}",
                "DataTransfer     ; data.transfer ; {\"status\":\"unknown-vendor\"} ; {\"status\":\"UnknownVendorId\"}",
                "DataTransfer     ; data.transfer ; {\"status\":\"accepted\",\"data\":{\"a\":1}} ;"
                        + " {\"status\":\"Accepted\",\"data\":\"{\\\"a\\\":1}\"}",
                "SignCertificate  ; - ; - ; {\"status\":\"Accepted\"}",
                "SignCertificate  ; certificate.requested ; {\"status\":\"rejected\"} ; {\"status\":\"Rejected\"}",
            })
    void acceptsWithoutADecision(String action, String asked, String decision, String answer) {
        assertEquals(answer, answer(action, asked, decision));
        MessageType message = Dictionary.of(OcppVersion.V1_6).message(new Action(action));
        assertEquals("", problems(Objects.requireNonNull(message), answer));
    }

    @Test
    void transactionIdIsTheSameInEventAndAnswer() {
        Uplink.Accepted accepted = accepted("StartTransaction");
        assertTrue(accepted.fields().startsWith("\"transactionId\":\"1872411498\""), accepted.fields());
    }

    private static String answer(String action, @Nullable String asked, @Nullable String decision) {
        Payload fields = asked == null || decision == null ? null : decision(asked, decision);
        return HANDLER.answer(accepted(action), new AnswerContext(CP, NOW, Duration.ofMinutes(5), fields));
    }

    private static @Nullable Payload decision(String asked, String json) {
        ReadResult readResult = UnifiedModel.readReply(accepted(asked(asked)).type(), json);
        assertNotNull(readResult);
        assertTrue(readResult.valid());
        return readResult.payload();
    }

    private static String asked(String type) {
        return MESSAGES.keySet().stream()
                .filter(action -> accepted(action).type().name().equals(type))
                .findFirst()
                .orElseThrow();
    }

    private static Uplink.Accepted accepted(String action) {
        String payload = Objects.requireNonNull(MESSAGES.get(action), action);
        return assertInstanceOf(Uplink.Accepted.class, HANDLER.call(Contexts.of(CP), new Action(action), payload));
    }

    private static String problems(MessageType message, String answer) {
        ReadResult readResult =
                new PayloadReader(Tolerance.STRICT).read(Objects.requireNonNull(message.response()), answer);
        return readResult.violations().isEmpty() ? "" : readResult.violations().toString();
    }
}
