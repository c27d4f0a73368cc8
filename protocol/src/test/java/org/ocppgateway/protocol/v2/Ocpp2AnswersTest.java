package org.ocppgateway.protocol.v2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.dictionary.ReadResult;
import org.ocppgateway.protocol.handler.AnswerContext;
import org.ocppgateway.protocol.handler.Uplink;
import org.ocppgateway.protocol.handler.VersionHandler;
import org.ocppgateway.protocol.model.UnifiedModel;
import org.ocppgateway.protocol.testing.Contexts;
import org.ocppgateway.protocol.translation.DictionaryHandler;

class Ocpp2AnswersTest {
    private static final ChargePointId CP = new ChargePointId("CP-007");
    private static final Instant NOW = Instant.parse("2026-11-21T09:30:00.987Z");
    private static final String NO_DECISION = "{}";

    private static final String TRANSACTION = """
        {"eventType":"Started","timestamp":"2026-11-21T09:30:00Z","triggerReason":"Authorized","seqNo":0,\
        "transactionInfo":{"transactionId":"T1"}%s}\
        """;
    private static final String TOKEN = ",\"idToken\":{\"idToken\":\"T\",\"type\":\"Local\"}";
    private static final String HASH = """
        "hashAlgorithm":"SHA256","issuerNameHash":"a","issuerKeyHash":"b","serialNumber":"c\"\
        """;
    private static final String TO_CHECK = '{' + HASH + ",\"responderURL\":\"http://h\"}";

    /** Messages by a name that starts with the action. */
    private static final Map<String, String> MESSAGES = Map.ofEntries(
            Map.entry("Authorize", "{\"idToken\":{\"idToken\":\"T\",\"type\":\"Local\"}}"),
            Map.entry(
                    "Authorize by certificate",
                    "{\"idToken\":{\"idToken\":\"T\",\"type\":\"eMAID\"},\"iso15118CertificateHashData\":[" + TO_CHECK
                            + "]}"),
            Map.entry(
                    "BootNotification",
                    "{\"chargingStation\":{\"model\":\"M\",\"vendorName\":\"V\"},\"reason\":\"PowerUp\"}"),
            Map.entry("DataTransfer", "{\"vendorId\":\"v\"}"),
            Map.entry(
                    "Get15118EVCertificate",
                    "{\"iso15118SchemaVersion\":\"u\",\"action\":\"Install\",\"exiRequest\":\"x\"}"),
            Map.entry(
                    "GetCertificateChainStatus",
                    "{\"certificateStatusRequests\":[{\"certificateHashData\":{" + HASH
                            + "},\"source\":\"CRL\",\"urls\":[\"http://h\"]}]}"),
            Map.entry("GetCertificateStatus", "{\"ocspRequestData\":" + TO_CHECK + "}"),
            Map.entry("Heartbeat", "{}"),
            Map.entry("NotifyEVChargingNeeds", "{\"evseId\":1,\"chargingNeeds\":{\"requestedEnergyTransfer\":\"DC\"}}"),
            Map.entry(
                    "NotifySettlement",
                    "{\"pspRef\":\"P\",\"status\":\"Settled\",\"settlementAmount\":1,\"settlementTime\":\"2026-11-21T09:30:00Z\"}"),
            Map.entry(
                    "OpenPeriodicEventStream",
                    "{\"constantStreamData\":{\"id\":3,\"variableMonitoringId\":1,\"params\":{}}}"),
            Map.entry("PullDynamicScheduleUpdate", "{\"chargingProfileId\":5}"),
            Map.entry("SignCertificate", "{\"csr\":\"x\"}"),
            Map.entry("TransactionEvent", TRANSACTION.formatted("")),
            Map.entry("TransactionEvent with token", TRANSACTION.formatted(TOKEN)),
            Map.entry("VatNumberValidation", "{\"vatNumber\":\"DE1\",\"evseId\":2}"));

    /** Message, decision or {}, answer. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "Heartbeat        ; {} ; {\"currentTime\":\"2026-11-21T09:30:00Z\"}",
                "BootNotification ; {} ;"
                        + " {\"currentTime\":\"2026-11-21T09:30:00Z\",\"interval\":300,\"status\":\"Accepted\"}",
                "BootNotification ; {\"status\":\"pending\",\"interval\":60} ;"
                        + " {\"currentTime\":\"2026-11-21T09:30:00Z\",\"interval\":60,\"status\":\"Pending\"}",
                "Authorize        ; {} ; {\"idTokenInfo\":{\"status\":\"Accepted\"}}",
                "Authorize        ;"
                        + " {\"status\":\"not-allowed-type-evse\",\"expiresAt\":\"2026-11-20T00:00:00.5+01:00\",\"groupId\":\"G\",\"evseIds\":[1,2],\"language\":\"de\",\"personalMessage\":{\"format\":\"UTF8\",\"content\":\"no\"}}"
                        + " ; {\"idTokenInfo\":{\"status\":\"NotAllowedTypeEVSE\",\"cacheExpiryDateTime\":\"2026-11-19T23:00:00Z\",\"language1\":\"de\",\"evseId\":[1,2],\"personalMessage\":{\"format\":\"UTF8\",\"content\":\"no\"},\"groupIdToken\":{\"idToken\":\"G\",\"type\":\"Central\"}}}",
                "Authorize        ;"
                        + " {\"status\":\"accepted\",\"allowedEnergyTransfer\":[\"DC\"],\"tariff\":{\"tariffId\":\"TF\",\"currency\":\"EUR\"}}"
                        + " ; {\"idTokenInfo\":{\"status\":\"Accepted\"},\"allowedEnergyTransfer\":[\"DC\"],\"tariff\":{\"tariffId\":\"TF\",\"currency\":\"EUR\"}}",
                "Authorize by certificate ; {} ;"
                        + " {\"idTokenInfo\":{\"status\":\"Accepted\"},\"certificateStatus\":\"Accepted\"}",
                "Authorize by certificate ; {\"status\":\"blocked\"} ; {\"idTokenInfo\":{\"status\":\"Blocked\"}}",
                "Authorize by certificate ; {\"status\":\"invalid\",\"certificateStatus\":\"CertificateRevoked\"} ;"
                        + " {\"idTokenInfo\":{\"status\":\"Invalid\"},\"certificateStatus\":\"CertificateRevoked\"}",
                "TransactionEvent ; {} ; {}",
                "TransactionEvent ; {\"status\":\"blocked\"} ; {}",
                "TransactionEvent ; {\"status\":\"accepted\",\"totalCost\":0.00,\"transactionLimit\":{\"maxCost\":20}}"
                        + " ; {\"totalCost\":0.00,\"transactionLimit\":{\"maxCost\":20}}",
                "TransactionEvent with token ; {} ; {\"idTokenInfo\":{\"status\":\"Accepted\"}}",
                "TransactionEvent with token ; {\"status\":\"concurrent\",\"chargingPriority\":3} ;"
                        + " {\"idTokenInfo\":{\"status\":\"ConcurrentTx\",\"chargingPriority\":3},\"chargingPriority\":3}",
                "DataTransfer     ; {} ; {\"status\":\"UnknownVendorId\"}",
                "DataTransfer     ; {\"status\":\"unknown-message\",\"data\":[1.50]} ;"
                        + " {\"status\":\"UnknownMessageId\",\"data\":[1.50]}",
                "SignCertificate  ; {} ; {\"status\":\"Accepted\"}",
                "SignCertificate  ; {\"status\":\"rejected\"} ; {\"status\":\"Rejected\"}",
                "Get15118EVCertificate ; {} ; {\"status\":\"Failed\",\"exiResponse\":\"\"}",
                "Get15118EVCertificate ; {\"status\":\"accepted\",\"exiResponse\":\"gA==\",\"remainingContracts\":1} ;"
                        + " {\"status\":\"Accepted\",\"exiResponse\":\"gA==\",\"remainingContracts\":1}",
                "GetCertificateStatus ; {} ; {\"status\":\"Failed\"}",
                "GetCertificateStatus ; {\"status\":\"accepted\",\"ocspResult\":\"MA==\"} ;"
                        + " {\"status\":\"Accepted\",\"ocspResult\":\"MA==\"}",
                "NotifyEVChargingNeeds ; {} ; {\"status\":\"Rejected\"}",
                "NotifyEVChargingNeeds ; {\"status\":\"no-charging-profile\"} ; {\"status\":\"NoChargingProfile\"}",
                "OpenPeriodicEventStream ; {} ; {\"status\":\"Accepted\"}",
                "PullDynamicScheduleUpdate ; {} ; {\"status\":\"Rejected\"}",
                "PullDynamicScheduleUpdate ; {\"status\":\"accepted\",\"scheduleUpdate\":{\"limit\":16}} ;"
                        + " {\"status\":\"Accepted\",\"scheduleUpdate\":{\"limit\":16}}",
                "VatNumberValidation ; {} ; {\"vatNumber\":\"DE1\",\"evseId\":2,\"status\":\"Rejected\"}",
                "VatNumberValidation ;"
                        + " {\"status\":\"accepted\",\"company\":{\"name\":\"N\",\"address1\":\"A\",\"city\":\"C\",\"country\":\"D\"}}"
                        + " ; {\"vatNumber\":\"DE1\",\"evseId\":2,\"status\":\"Accepted\",\"company\":{\"name\":\"N\",\"address1\":\"A\",\"city\":\"C\",\"country\":\"D\"}}",
                "NotifySettlement ; {} ; {}",
                "NotifySettlement ; {\"receiptId\":\"R\"} ; {\"receiptId\":\"R\"}",
            })
    void answersWithoutADecision(String message, String decision, String answer) {
        assertEquals(answer, answer(OcppVersion.V2_1, message, decision));
    }

    @Test
    void everyRequestedCertificateHasAStatus() {
        String answer = "{\"certificateStatus\":[{\"certificateHashData\":{" + HASH
                + "},\"source\":\"CRL\",\"status\":\"%s\",\"nextUpdate\":\"%s\"}]}";
        assertEquals(
                answer.formatted("Failed", "2026-11-21T09:30:00Z"),
                answer(OcppVersion.V2_1, "GetCertificateChainStatus", NO_DECISION));
        assertEquals(
                answer.formatted("Good", "2026-12-01T00:00:00Z"),
                answer(
                        OcppVersion.V2_1,
                        "GetCertificateChainStatus",
                        "{\"certificates\":[{\"status\":\"Good\",\"nextUpdate\":\"2026-12-01T00:00:00Z\"}]}"));
    }

    @Test
    void omitsFieldsOf21In201() {
        assertEquals("{\"idTokenInfo\":{\"status\":\"Accepted\"}}", answer(OcppVersion.V2_0_1, "Authorize", """
            {"status":"accepted","allowedEnergyTransfer":["DC"],\
            "tariff":{"tariffId":"TF","currency":"EUR"}}\
            """));
        assertEquals(
                "{\"status\":\"Rejected\"}",
                answer(OcppVersion.V2_0_1, "NotifyEVChargingNeeds", "{\"status\":\"no-charging-profile\"}"));
    }

    @Test
    void keepsOnlyTheStatusOfADecisionThatIsInvalidInTheVersion() {
        String group = "G".repeat(37);
        String decision = "{\"status\":\"blocked\",\"groupId\":\"" + group + "\"}";
        assertEquals("{\"idTokenInfo\":{\"status\":\"Blocked\"}}", answer(OcppVersion.V2_0_1, "Authorize", decision));
        assertTrue(answer(OcppVersion.V2_1, "Authorize", decision).contains(group));
    }

    private static String answer(OcppVersion version, String message, String decision) {
        VersionHandler handler = new DictionaryHandler(new Ocpp2(version));
        Action action = new Action(message.split(" ", 2)[0]);
        Uplink.Accepted accepted = assertInstanceOf(
                Uplink.Accepted.class,
                handler.call(Contexts.of(CP), action, Objects.requireNonNull(MESSAGES.get(message), message)));
        Payload decided = decision.equals(NO_DECISION) ? null : decision(accepted, decision);
        return handler.answer(accepted, new AnswerContext(CP, NOW, Duration.ofMinutes(5), decided));
    }

    private static @Nullable Payload decision(Uplink.Accepted accepted, String json) {
        ReadResult readResult = Objects.requireNonNull(UnifiedModel.readReply(accepted.type(), json));
        assertEquals(List.of(), readResult.violations());
        return readResult.payload();
    }
}
