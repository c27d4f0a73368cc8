package org.ocppgateway.protocol.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.trace.TraceReader.InvalidTraceException;

class TraceRecordTest {
    private static final Instant TIME = Instant.parse("2026-11-29T18:00:00.123Z");
    private static final ChargePointId ID = new ChargePointId("CP-1");

    @Test
    void aCallIsOneLineOfTheFormat() throws Exception {
        TraceRecord call = record(new TraceMessage.Call("1", "Heartbeat", "{\"a\":1.0}"));
        assertEquals("""
                {"schemaVersion":"1.1","timestamp":"2026-11-29T18:00:00.123Z","ocppVersion":"1.6","transport":"json",\
                "chargePointId":"CP-1","direction":"cp-to-csms","messageType":"CALL","messageId":"1",\
                "action":"Heartbeat","payload":{"a":1.0},"meta":{"podId":"p"}}""", call.line());
        assertEquals(call, TraceReader.read(call.line()));
    }

    @Test
    void anAnswerKeepsTheActionOfItsCall() throws Exception {
        TraceRecord result = record(new TraceMessage.CallResult("1", "Heartbeat", "{}"));
        assertEquals(result, TraceReader.read(result.line()));
        TraceRecord error = record(new TraceMessage.CallError("1", null, "InternalError", "a \"b\"", "{}"));
        assertEquals(error, TraceReader.read(error.line()));
    }

    @Test
    void readsTheTracesOfOtherTools() throws Exception {
        String line = """
                {"schemaVersion":"1.2","timestamp":"2026-07-01T10:00:00+02:00","transport":"json","direction":"csms-to-cp",\
                "messageType":"CALL","action":"Reset","connectorId":1,"new":{"x":1}}""";
        assertEquals(
                new TraceRecord(
                        Instant.parse("2026-07-01T08:00:00Z"),
                        null,
                        null,
                        TraceDirection.TO_CHARGE_POINT,
                        new TraceMessage.Call(null, "Reset", null),
                        null),
                TraceReader.read(line));
    }

    @Test
    void namesTheFieldOfAnInvalidLine() {
        String valid = record(new TraceMessage.Call("1", "Heartbeat", "{}")).line();
        assertInvalid("not a JSON object", "[]");
        assertInvalid("not a JSON object", "{");
        assertInvalid("schemaVersion is not 1.x", valid.replace("\"1.1\"", "\"2.0\""));
        assertInvalid("transport is not json", valid.replace("\"json\"", "\"soap\""));
        assertInvalid("action is missing or not a string", valid.replace("\"action\"", "\"other\""));
        assertInvalid("messageType is not CALL, CALLRESULT or CALLERROR", valid.replace("\"CALL\"", "\"SEND\""));
        assertInvalid("timestamp is not a time of ISO 8601 with an offset", valid.replace("18:00:00.123Z", "18:00:00"));
        assertInvalid("ocppVersion is not 1.6, 2.0.1 or 2.1", valid.replace("\"1.6\"", "\"1.5\""));
        assertInvalid("direction is not cp-to-csms or csms-to-cp", valid.replace("cp-to-csms", "up"));
    }

    private static void assertInvalid(String message, String line) {
        assertEquals(
                message,
                assertThrows(InvalidTraceException.class, () -> TraceReader.read(line))
                        .getMessage());
    }

    private static TraceRecord record(TraceMessage message) {
        return new TraceRecord(TIME, OcppVersion.V1_6, ID, TraceDirection.TO_CSMS, message, "{\"podId\":\"p\"}");
    }
}
