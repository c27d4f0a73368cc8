package org.ocppgateway.protocol.translation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.handler.Uplink;
import org.ocppgateway.protocol.handler.VersionHandler;
import org.ocppgateway.protocol.testing.Contexts;
import org.ocppgateway.protocol.v16.Ocpp16;
import org.ocppgateway.protocol.v2.Ocpp2;

/** Defaults of sampled values are filled in, and the size of an event stays bounded. */
class SampledValuesTest {
    private static final String SAMPLES = "{\"sampledValue\":[{}" + ",{}".repeat(100_000) + "]}";
    private static final String MOMENTS = "{}" + ",{}".repeat(100_000);
    private static final int MAX_SAMPLES = 320_000;

    @Test
    void limitsSamplesOfAStopTransaction() {
        assertBounded(
                new DictionaryHandler(new Ocpp16()),
                "StopTransaction",
                "{\"transactionId\":7,\"transactionData\":[" + SAMPLES + "," + SAMPLES + "," + MOMENTS + "]}");
    }

    @Test
    void limitsSamplesOfATransactionEvent() {
        assertBounded(
                new DictionaryHandler(new Ocpp2(OcppVersion.V2_1)),
                "TransactionEvent",
                "{\"eventType\":\"Ended\",\"transactionInfo\":{\"transactionId\":\"7\"},\"meterValue\":[" + SAMPLES
                        + "," + SAMPLES + "," + MOMENTS + "]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e199", "7e198"})
    void keepsAScaledNumberThatIsTooLargeAsText(String value) {
        String fields = meterValues(value);
        assertTrue(fields.contains("\"text\":\"" + value + " * 10^3\""), fields);
    }

    @Test
    void keepsAScaledNumberThatIsTooLongAsText() {
        String digits = "7".repeat(98);
        assertTrue(meterValues(digits).contains("\"text\":\"" + digits + " * 10^3\""));
        assertTrue(meterValues("7".repeat(96)).contains("\"value\":" + "7".repeat(96) + "000"));
    }

    private static String meterValues(String value) {
        String payload = """
            {"evseId":1,"meterValue":[{"timestamp":"2026-11-21T09:30:00Z","sampledValue":[\
            {"value":%s,"unitOfMeasure":{"multiplier":3}}]}]}\
            """.formatted(value);
        VersionHandler handler = new DictionaryHandler(new Ocpp2(OcppVersion.V2_0_1));
        return assertInstanceOf(
                        Uplink.Accepted.class,
                        handler.call(Contexts.of(new ChargePointId("CP-007")), new Action("MeterValues"), payload))
                .fields();
    }

    private static void assertBounded(VersionHandler handler, String action, String payload) {
        Uplink.Accepted accepted = assertInstanceOf(
                Uplink.Accepted.class,
                handler.call(Contexts.of(new ChargePointId("CP-007")), new Action(action), payload));
        assertTrue(
                accepted.fields().length() < MAX_SAMPLES,
                () -> "length " + accepted.fields().length());
        assertEquals(payload, accepted.payload().raw());
    }
}
