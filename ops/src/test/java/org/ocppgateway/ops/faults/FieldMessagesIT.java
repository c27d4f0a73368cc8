package org.ocppgateway.ops.faults;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ocppgateway.protocol.contract.ContractSchemas;

/** Rows F1 to F6 and F12 to F17 of the reports from the field: messages that deviate from the standard. */
class FieldMessagesIT {
    @TempDir
    static Path directory = Path.of("");

    private static Rig rig;

    @BeforeAll
    static void start() throws InterruptedException {
        rig = Rig.start(directory, 1, "");
    }

    @AfterAll
    static void stop() {
        rig.close();
    }

    @Test
    @DisplayName(
            "F1: stops with one transaction id that differ in time and meter are two events, also after a reconnect")
    void differentStopsAreTwoEventsAndARetryIsNone() throws InterruptedException {
        String stop = "{\"transactionId\":1936029036,\"meterStop\":%d,\"timestamp\":\"2026-11-%dT12:00:00Z\"}";
        try (RawChargePoint chargePoint = rig.boot(0, "F1")) {
            chargePoint.call("StopTransaction", stop.formatted(900, 20));
            chargePoint.call("StopTransaction", stop.formatted(900, 20));
        }
        try (RawChargePoint chargePoint = rig.boot(0, "F1")) {
            chargePoint.call("StopTransaction", stop.formatted(900, 20));
            chargePoint.call("StopTransaction", stop.formatted(1700, 21));
        }
        List<JsonObject> stops = events("F1", "transaction.ended", 4);
        assertEquals(2, stops.stream().map(FieldMessagesIT::id).distinct().count());
        assertEquals(id(stops.get(0)), id(stops.get(1)), "a retry with another message id");
        assertEquals(id(stops.get(0)), id(stops.get(2)), "a retry in another session");
    }

    @Test
    @DisplayName(
            "F2: without a clock, a stop and a boot between two equal starts make two transactions; a retry makes none")
    void equalStartsWithoutAClockAreTwoTransactionsIfOneEndedBetween() throws InterruptedException {
        String start = "{\"connectorId\":1,\"idTag\":\"FREE\",\"meterStart\":0,\"timestamp\":\"1970-01-01T00:00:07Z\"}";
        try (RawChargePoint chargePoint = rig.boot(0, "F2")) {
            JsonElement first = chargePoint.call("StartTransaction", start).get("transactionId");
            JsonElement retry = chargePoint.call("StartTransaction", start).get("transactionId");
            chargePoint.call(
                    "StopTransaction",
                    "{\"transactionId\":" + first + ",\"meterStop\":9,\"timestamp\":\"1970-01-01T00:10:00Z\"}");
            chargePoint.call("BootNotification", "{\"chargePointVendor\":\"V\",\"chargePointModel\":\"M\"}");
            JsonElement second = chargePoint.call("StartTransaction", start).get("transactionId");
            JsonElement secondRetry =
                    chargePoint.call("StartTransaction", start).get("transactionId");

            assertEquals(first, retry);
            assertNotEquals(first, second);
            assertEquals(second, secondRetry);
            List<JsonObject> starts = events("F2", "transaction.started", 4);
            assertEquals(2, starts.stream().map(FieldMessagesIT::id).distinct().count());
        }
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "F3a|StopTransaction |{'meterStop':1,'timestamp':'2026-11-20T12:00:00Z'}|transaction.ended|meterStop|1",
                "F3b|StopTransaction |{'transactionId':null,'meterStop':2,'timestamp':'2026-11-20T12:00:00Z'}"
                        + "|transaction.ended|meterStop|2",
                "F5a|StopTransaction |{'transactionId':'123','meterStop':3,'timestamp':'2026-11-20T12:00:00Z'}"
                        + "|transaction.ended|transactionId|123",
                "F5b|StartTransaction|{'connectorId':1,'idTag':4711,'meterStart':4,'timestamp':'2026-11-20T12:00:00Z'}"
                        + "|transaction.started|idToken|{value:4711}",
                "F6 |StopTransaction |{'transactionId':5,'meterStop':'1625','timestamp':'2026-11-20T12:00:00Z'}"
                        + "|transaction.ended|meterStop|1625",
                "F12|BootNotification|{'chargePointVendor':'V','chargePointModel':'A model of 23 letters..',"
                        + "'chargePointSerialNumber':'123456789012345678901234567890123'}"
                        + "|device.online|serialNumber|123456789012345678901234567890123",
                "F13|StatusNotification|{'connectorId':1,'status':'Faulted','errorCode':'CableStolen'}"
                        + "|connector.status|errorCode|OtherError",
                "F14|MeterValues|{'connectorId':1,'meterValue':[{'timestamp':'2026-11-20T12:00:00Z','sampledValue':["
                        + "{'value':'50.01','measurand':'Frequency','unit':'Hz'}]}]}|meter.values|evseId|1",
                "F15|DataTransfer|{'vendorId':'V','data':{'a':1}}|data.transfer|data|{\"a\":1}",
            })
    @DisplayName("rows F3, F5, F6, F12 to F15: deviating messages are accepted, interpreted and marked")
    void deviatingMessagesAreAcceptedInterpretedAndMarked(
            String row, String action, String payload, String type, String field, String value)
            throws InterruptedException {
        String json = payload.replace('\'', '"');
        try (RawChargePoint chargePoint = rig.boot(0, row.strip())) {
            chargePoint.call(action.strip(), json);
            JsonObject event = events(row.strip(), type, type.equals("device.online") ? 2 : 1)
                    .getLast();
            JsonObject data = event.getAsJsonObject("data");
            JsonElement read = data.get(field);
            assertEquals(
                    value,
                    read.isJsonPrimitive()
                            ? read.getAsString()
                            : read.toString().replace("\"", ""));
            assertFalse(data.getAsJsonArray("violations").isEmpty());
            assertEquals(json, data.getAsJsonObject("ocpp").get("payload").toString());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "F4a, ''",
        "F4b, '\"timestamp\":null,'",
        "F4c, '\"timestamp\":\"yesterday\",'",
        "F4d, '\"timestamp\":7,'"
    })
    @DisplayName("F4: a start without a readable time gets the time of the gateway")
    void aStartWithoutAReadableTimeGetsTheGatewaysTime(String id, String timestamp) throws InterruptedException {
        try (RawChargePoint chargePoint = rig.boot(0, id)) {
            JsonObject answer = chargePoint.call(
                    "StartTransaction", "{" + timestamp + "\"connectorId\":1,\"idTag\":\"T\",\"meterStart\":0}");
            JsonObject data = events(id, "transaction.started", 1).getFirst().getAsJsonObject("data");
            assertEquals(
                    answer.get("transactionId").getAsString(),
                    data.get("transactionId").getAsString());
            Instant time = Instant.parse(data.get("timestamp").getAsString());
            assertTrue(Duration.between(time, Instant.now()).abs().compareTo(Duration.ofMinutes(5)) < 0);
            assertTrue(paths(data).contains("/timestamp"), () -> paths(data).toString());
        }
    }

    @Test
    @DisplayName("F16: no vendor of a DataTransfer is configured as known")
    void aDataTransferWithoutADecisionHasAnUnknownVendor() throws InterruptedException {
        try (RawChargePoint chargePoint = rig.boot(0, "F16")) {
            JsonObject answer =
                    chargePoint.call("DataTransfer", "{\"vendorId\":\"org.openchargealliance.iso15118pnc\"}");
            assertEquals("{\"status\":\"UnknownVendorId\"}", answer.toString());
        }
    }

    @Test
    @DisplayName("F17: a refused CALL is reported with its identity: event, log line, counter; ten a minute")
    void aRefusedCallIsReportedWithItsIdentity() throws InterruptedException {
        String refused = "{\"idTag\":{},\"wifiPassword\":\"hunter2\"}";
        String series =
                "ocpp_gateway_uplink_rejected_calls_total{action=\"Authorize\",code=\"TypeConstraintViolation\",version=\"1.6\"}";
        double before = rig.metric(0, series);
        try (RawChargePoint chargePoint = rig.boot(0, "F17")) {
            for (int i = 0; i < 12; i++) {
                JsonArray answer = chargePoint.awaitAnswer(chargePoint.sendCall("Authorize", refused));
                assertEquals(4, answer.get(0).getAsInt());
            }
            List<JsonObject> rejected = events("F17", "message.rejected", 10);
            chargePoint.call(
                    "StatusNotification", "{\"connectorId\":1,\"errorCode\":\"NoError\",\"status\":\"Available\"}");
            JsonObject next = events("F17", "connector.status", 1).getFirst();

            assertEquals(10, rig.backend().events("F17", "message.rejected").size());
            JsonObject data = rejected.getFirst().getAsJsonObject("data");
            assertEquals("Authorize", data.get("action").getAsString());
            assertEquals("TypeConstraintViolation", data.get("code").getAsString());
            assertEquals("/idTag is not a string", data.get("description").getAsString());
            assertTrue(paths(data).contains("/idTag"));
            assertEquals(
                    "{\"idTag\":{},\"wifiPassword\":\"***\"}",
                    data.getAsJsonObject("ocpp").get("payload").toString());
            assertEquals(before + 12, rig.metric(0, series));
            assertEquals(
                    sequence(rejected.getLast()) + 1,
                    sequence(next),
                    "a rejection that is not published takes no number");
        }
    }

    private static List<JsonObject> events(String chargePointId, String type, int atLeast) {
        await().atMost(RawChargePoint.TIMEOUT)
                .until(() -> rig.backend().events(chargePointId, type).size() >= atLeast);
        List<JsonObject> events = rig.backend().events(chargePointId, type);
        events.forEach(event -> ContractSchemas.assertEvent(event.toString()));
        return events;
    }

    private static String id(JsonObject event) {
        return event.get("id").getAsString();
    }

    private static long sequence(JsonObject event) {
        return event.getAsJsonObject("data").get("sequence").getAsLong();
    }

    private static List<String> paths(JsonObject data) {
        return StreamSupport.stream(
                        Objects.requireNonNull(data.getAsJsonArray("violations"))
                                .spliterator(),
                        false)
                .map(violation -> violation.getAsJsonObject().get("path").getAsString())
                .toList();
    }
}
