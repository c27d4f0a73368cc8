package org.ocppgateway.protocol.v2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.dictionary.Dictionary;
import org.ocppgateway.protocol.dictionary.MessageType;
import org.ocppgateway.protocol.dictionary.ObjectType;
import org.ocppgateway.protocol.dictionary.PayloadReader;
import org.ocppgateway.protocol.dictionary.Tolerance;
import org.ocppgateway.protocol.dictionary.Violation;
import org.ocppgateway.protocol.frame.ErrorCode;
import org.ocppgateway.protocol.handler.Uplink;
import org.ocppgateway.protocol.handler.UplinkContext;
import org.ocppgateway.protocol.handler.VersionHandler;
import org.ocppgateway.protocol.model.EventPriority;
import org.ocppgateway.protocol.model.UnifiedModel;
import org.ocppgateway.protocol.testing.Contexts;
import org.ocppgateway.protocol.translation.DictionaryHandler;

class Ocpp2UplinkTest {
    private static final ChargePointId CP = new ChargePointId("CP-007");
    private static final PayloadReader STRICT = new PayloadReader(Tolerance.STRICT);
    private static final VersionHandler V2_0_1 = new DictionaryHandler(new Ocpp2(OcppVersion.V2_0_1));
    private static final VersionHandler V2_1 = new DictionaryHandler(new Ocpp2(OcppVersion.V2_1));
    private static final String STREAM = "NotifyPeriodicEventStream";
    private static final String UPDATED = """
        {"eventType":"Updated","timestamp":"2026-11-21T09:31:00Z","triggerReason":"Trigger","seqNo":1,\
        "transactionInfo":{"transactionId":"T1"}}\
        """;

    static List<TranslationExample> messages() {
        return TranslationExample.all("messages.table");
    }

    @ParameterizedTest
    @MethodSource("messages")
    void translatesMessages(TranslationExample row) {
        Uplink.Accepted accepted = accepted(handler(row.version()), row.name(), row.from());
        assertEquals(row.result(), accepted.type().name());
        assertEquals(row.to(), '{' + accepted.fields() + '}');
        assertEquals(row.from(), accepted.payload().raw());
        ObjectType declared = Objects.requireNonNull(UnifiedModel.events().event(row.result()));
        assertEquals(List.of(), STRICT.read(declared, row.to()).violations());
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "V1_6")
    void translatesEveryMessageOfAChargePoint(OcppVersion version) {
        Set<String> tested = new TreeSet<>();
        messages().stream().filter(row -> row.version() == version).forEach(row -> tested.add(row.name()));
        Set<String> sent = new TreeSet<>();
        for (MessageType message : Dictionary.of(version).messages()) {
            if (message.direction().fromChargePoint()) {
                sent.add(message.action().name());
            }
        }
        assertEquals(sent, tested);
        assertEquals(version == OcppVersion.V2_1 ? 37 : 25, sent.size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "StartTransaction   ; {}                                          ; NOT_IMPLEMENTED",
                "heartbeat          ; {}                                          ; NOT_IMPLEMENTED",
                "BatterySwap        ; {}                                          ; NOT_IMPLEMENTED",
                "Reset              ; {\"type\":\"OnIdle\"}                       ; NOT_SUPPORTED",
                "Heartbeat          ; []                                          ; FORMAT_VIOLATION",
                "ClearedChargingLimit ; {}                                        ; OCCURRENCE_CONSTRAINT_VIOLATION",
                "MeterValues        ; {\"evseId\":1,\"meterValue\":[]}            ; OCCURRENCE_CONSTRAINT_VIOLATION",
                "MeterValues        ; {\"evseId\":\"x\",\"meterValue\":[]}        ; TYPE_CONSTRAINT_VIOLATION",
                "TransactionEvent   ; []                                          ; FORMAT_VIOLATION",
            })
    void refusesInvalidMessagesWithTheCodeOfTheViolation(String action, String payload, ErrorCode code) {
        Uplink.Refused refused =
                assertInstanceOf(Uplink.Refused.class, V2_0_1.call(Contexts.of(CP), new Action(action), payload));
        assertEquals(code, refused.code());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{\"eventType\":\"Started\",\"transactionInfo\":{\"transactionId\":\"T1\"}} ; transaction.started ;"
                        + " \"transactionId\":\"T1\",\"timestamp\":\"2026-11-21T12:00:00Z\"",
                "{\"eventType\":\"Ended\",\"transactionInfo\":{\"transactionId\":\"T1\",\"stoppedReason\":\"Boredom\"},\"idToken\":{\"type\":\"x\"}}"
                        + " ; transaction.ended ; \"transactionId\":\"T1\",\"stopReason\":\"Other\"",
                "{\"eventType\":\"Updated\",\"timestamp\":\"yesterday\",\"seqNo\":1,\"transactionInfo\":{\"transactionId\":\"T1\"},\"meterValue\":[{\"sampledValue\":[{\"value\":\"x\"}]}]}"
                        + " ; transaction.updated ;"
                        + " \"transactionId\":\"T1\",\"seqNo\":1,\"meterValues\":[{\"samples\":[]}]",
            })
    void acceptsATransactionEventWithViolations(String payload, String type, String fields) {
        Uplink.Accepted accepted = accepted(V2_0_1, "TransactionEvent", payload);
        assertTrue(accepted.violations().stream().anyMatch(violation -> !violation.tolerated()));
        assertEquals(type, accepted.type().name());
        assertEquals(fields, accepted.fields());
        assertEquals(EventPriority.TRANSACTION, accepted.priority());
        assertNotNull(accepted.contentKey());
        ObjectType declared = Objects.requireNonNull(UnifiedModel.events().event(type));
        assertEquals(List.of(), STRICT.read(declared, '{' + fields + '}').violations());
    }

    @Test
    void omitsSamplesWithoutAValue() {
        Uplink.Accepted accepted = accepted(
                V2_0_1,
                "TransactionEvent",
                "{\"eventType\":\"Updated\",\"transactionInfo\":{\"transactionId\":\"T1\"},"
                        + "\"meterValue\":[{\"sampledValue\":[{},{\"value\":7,\"measurand\":\"SoC\"},{}]}]}");
        assertEquals(
                "\"transactionId\":\"T1\",\"meterValues\":[{\"samples\":[{\"value\":7,\"measurand\":\"SoC\",\"context\":\"Sample.Periodic\",\"location\":\"Outlet\"}]}]",
                accepted.fields());
    }

    @Test
    void retryOfATransactionEventHasTheSameContentKey() {
        String offline = UPDATED.replace("\"seqNo\":1", "\"offline\":true,\"seqNo\":1");
        assertEquals(key("TransactionEvent", UPDATED), key("TransactionEvent", offline));
        String damaged = UPDATED.replace("\"seqNo\":1", "\"seqNo\":\"1\"");
        String damagedOffline = damaged.replace("\"seqNo\"", "\"offline\":\"true\",\"seqNo\"");
        assertEquals(key("TransactionEvent", damaged), key("TransactionEvent", damagedOffline));
        for (String other : List.of(
                UPDATED.replace("T1", "T2"),
                UPDATED.replace("\"seqNo\":1", "\"seqNo\":2"),
                UPDATED.replace("Updated", "Ended"),
                UPDATED.replace("09:31", "09:32"),
                UPDATED.replace("\"seqNo\":1", "\"seqNo\":1,\"numberOfPhasesUsed\":3"),
                UPDATED.replace("\"seqNo\":1", "\"seqNo\":1,\"vendorsOwn\":3"))) {
            assertNotEquals(key("TransactionEvent", UPDATED), key("TransactionEvent", other));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "TransactionEvent ; {\"eventType\":\"Ended\",\"timestamp\":\"1970-01-01T00:00:07Z\",\"seqNo\":1}",
                "TransactionEvent ; {\"eventType\":\"Started\",\"seqNo\":0}",
                "NotifyEvent      ; {\"generatedAt\":\"1970-01-01T00:00:07Z\",\"seqNo\":0,\"eventData\":[{}]}",
                "NotifyReport     ; {\"requestId\":1,\"generatedAt\":\"1970-01-01T00:00:07Z\",\"seqNo\":0}",
            })
    void keyContainsTheSessionIfTheTimeIsNotCredible(String action, String payload) {
        String key = key(Contexts.of(CP, 1, 0), action, payload);
        assertEquals(key, key(Contexts.of(CP, 1, 0), action, payload));
        assertNotEquals(key, key(Contexts.of(CP, 1, 1), action, payload));
        assertNotEquals(key, key(Contexts.of(CP, 2, 0), action, payload));
    }

    @Test
    void keyWithATransactionIdDoesNotDependOnTheTime() {
        String event = UPDATED.replace("2026", "1970");
        assertEquals(
                key(Contexts.of(CP, 1, 0), "TransactionEvent", event),
                key(Contexts.of(CP, 2, 5), "TransactionEvent", event));
    }

    @Test
    void meterValuesWithATransactionIdHaveTransactionPriority() {
        Uplink.Accepted accepted = accepted(V2_0_1, "MeterValues", "{\"transactionId\":\"T1\",\"evseId\":\"1\"}");
        assertEquals("meter.values", accepted.type().name());
        assertEquals(EventPriority.TRANSACTION, accepted.priority());
        assertTrue(accepted.fields().contains("\"evseId\":1"), accepted.fields());
    }

    @Test
    void refusesAMessageThatCannotBeAnswered() {
        String chain = """
            {"certificateStatusRequests":[{"source":"OCSP","urls":["http://a"],"certificateHashData":%s}]}\
            """;
        String hash =
                "{\"hashAlgorithm\":\"SHA256\",\"issuerNameHash\":\"a\",\"issuerKeyHash\":\"b\",\"serialNumber\":\"c\"}";
        accepted(V2_1, "GetCertificateChainStatus", chain.formatted(hash));
        Action action = new Action("GetCertificateChainStatus");
        assertInstanceOf(Uplink.Refused.class, V2_1.call(Contexts.of(CP), action, chain.formatted("\"sha256\"")));
        assertInstanceOf(
                Uplink.Refused.class,
                V2_1.call(Contexts.of(CP), action, chain.formatted(hash.replace("SHA256", "MD5"))));
    }

    @Test
    void transactionEventWithoutSeqNoIsIdentifiedByItsContent() {
        String unnumbered = UPDATED.replace("\"seqNo\":1,", "");
        assertEquals(key("TransactionEvent", unnumbered), key("TransactionEvent", unnumbered));
        assertNotEquals(
                key("TransactionEvent", unnumbered),
                key("TransactionEvent", unnumbered.replace("\"Trigger\"", "\"Authorized\"")));
    }

    @Test
    void deviceEventsOfOneSecondHaveDifferentKeys() {
        String event = messages().stream()
                .filter(row -> row.name().equals("NotifyEvent"))
                .findFirst()
                .orElseThrow()
                .from();
        assertEquals(key("NotifyEvent", event), key("NotifyEvent", event));
        assertNotEquals(key("NotifyEvent", event), key("NotifyEvent", event.replace("\"eventId\":1", "\"eventId\":9")));
    }

    @Test
    void messagesWithHarmlessDuplicatesHaveNoContentKey() {
        assertNull(accepted(V2_1, "Heartbeat", "{}").contentKey());
        assertNull(accepted(V2_1, "Authorize", "{\"idToken\":{\"idToken\":\"T\",\"type\":\"Local\"}}")
                .contentKey());
    }

    @Test
    void securityEventsHaveSecurityPriority() {
        String event = "{\"type\":\"x\",\"timestamp\":\"2026-11-21T09:30:00Z\"}";
        assertEquals(
                EventPriority.SECURITY,
                accepted(V2_1, "SecurityEventNotification", event).priority());
        assertEquals(EventPriority.NORMAL, accepted(V2_1, "Heartbeat", "{}").priority());
    }

    @Test
    void listsToleratedViolations() {
        assertEquals(
                List.of(new Violation("/more", Violation.Kind.EXTRA, "is not known", "extra-field")),
                accepted(V2_1, "Heartbeat", "{\"more\":1}").violations());
    }

    @Test
    void acceptsSendOnlyForEventStreams() {
        String data = "{\"id\":3,\"pending\":0,\"basetime\":\"2026-11-21T09:30:00Z\",\"data\":[{\"t\":0,\"v\":\"1\"}]}";
        assertInstanceOf(Uplink.Accepted.class, V2_1.send(Contexts.of(CP), new Action(STREAM), data));
        assertInstanceOf(Uplink.Refused.class, V2_1.call(Contexts.of(CP), new Action(STREAM), data));
        assertInstanceOf(Uplink.Refused.class, V2_0_1.send(Contexts.of(CP), new Action(STREAM), data));
        assertInstanceOf(Uplink.Refused.class, V2_1.send(Contexts.of(CP), new Action("Heartbeat"), "{}"));
    }

    @ParameterizedTest
    @CsvSource({
        "1.50, 0, Wh, 1.50",
        "1.5, 3, W, 1500",
        "-25, -2, A, -0.25",
        "1E+3, 0, Wh, 1E+3",
        "1E+3, 2, Wh, 100000",
    })
    void appliesTheMultiplierOfAValue(String value, String multiplier, String unit, String number) {
        String fields = sample(value, multiplier, unit);
        assertTrue(fields.contains("[{\"value\":" + number + ","), fields);
    }

    @Test
    void keepsAValueWithAnUnrealisticMultiplierAsText() {
        String fields = sample("1", "999999999", "Wh");
        assertTrue(fields.contains("[{\"text\":\"1 * 10^999999999\","), fields);
    }

    @ParameterizedTest
    @CsvSource({"Wh, 0, 5", "kWh, 0, 5000", "Wh, 3, 5000", "kWh, -3, 5"})
    void meterStartIsInWattHours(String unit, String multiplier, String meterStart) {
        String fields = started("\"context\":\"Transaction.Begin\"", unit, multiplier);
        assertTrue(fields.contains("\"meterStart\":" + meterStart + ","), fields);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "\"context\":\"Sample.Periodic\"",
                "\"context\":\"Transaction.End\"",
                "`\"context\":\"Transaction.Begin\",\"phase\":\"L1\"`",
                "`\"context\":\"Transaction.Begin\",\"location\":\"EV\"`",
                "`\"context\":\"Transaction.Begin\",\"measurand\":\"Power.Active.Import\"`",
            })
    void meterStartIgnoresOtherSamples(String sample) {
        String fields = started(sample, "Wh", "0");
        assertTrue(!fields.contains("meterStart"), fields);
    }

    private static String started(String sample, String unit, String multiplier) {
        return accepted(V2_0_1, "TransactionEvent", """
            {"eventType":"Started","timestamp":"2026-11-21T09:30:00Z","triggerReason":"Authorized","seqNo":0,\
            "transactionInfo":{"transactionId":"T1"},"meterValue":[{"timestamp":"2026-11-21T09:30:00Z",\
            "sampledValue":[{"value":5,%s,"unitOfMeasure":{"unit":"%s","multiplier":%s}}]}]}\
            """.formatted(sample, unit, multiplier))
                .fields();
    }

    private static String sample(String value, String multiplier, String unit) {
        return accepted(V2_0_1, "MeterValues", """
            {"evseId":1,"meterValue":[{"timestamp":"2026-11-21T09:30:00Z",\
            "sampledValue":[{"value":%s,"unitOfMeasure":{"unit":"%s","multiplier":%s}}]}]}\
            """.formatted(value, unit, multiplier))
                .fields();
    }

    private static VersionHandler handler(OcppVersion version) {
        return version == OcppVersion.V2_1 ? V2_1 : V2_0_1;
    }

    private static String key(String action, String payload) {
        return key(Contexts.of(CP), action, payload);
    }

    private static String key(UplinkContext context, String action, String payload) {
        Uplink uplink = V2_0_1.call(context, new Action(action), payload);
        return String.valueOf(assertInstanceOf(Uplink.Accepted.class, uplink).contentKey());
    }

    private static Uplink.Accepted accepted(VersionHandler handler, String action, String payload) {
        Uplink uplink = action.equals(STREAM)
                ? handler.send(Contexts.of(CP), new Action(action), payload)
                : handler.call(Contexts.of(CP), new Action(action), payload);
        return assertInstanceOf(Uplink.Accepted.class, uplink);
    }
}
