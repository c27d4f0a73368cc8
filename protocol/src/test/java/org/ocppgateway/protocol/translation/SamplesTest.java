package org.ocppgateway.protocol.translation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.handler.Uplink;
import org.ocppgateway.protocol.handler.VersionHandler;
import org.ocppgateway.protocol.v16.Ocpp16;
import org.ocppgateway.protocol.v2.Ocpp2;

/** What charge points leave to defaults is filled in, but does not make an event of any size. */
class SamplesTest {
    private static final String SAMPLES = "{\"sampledValue\":[{}" + ",{}".repeat(100_000) + "]}";
    private static final String MOMENTS = "{}" + ",{}".repeat(100_000);
    private static final int MOST = 320_000;

    @Test
    void anEventListsNoMoreThanSoManySamplesOfAStopTransaction() {
        assertBounded(
                new DictionaryHandler(new Ocpp16()),
                "StopTransaction",
                "{\"transactionId\":7,\"transactionData\":[" + SAMPLES + "," + SAMPLES + "," + MOMENTS + "]}");
    }

    @Test
    void anEventListsNoMoreThanSoManySamplesOfATransactionEvent() {
        assertBounded(
                new DictionaryHandler(new Ocpp2(OcppVersion.V2_1)),
                "TransactionEvent",
                "{\"eventType\":\"Ended\",\"transactionInfo\":{\"transactionId\":\"7\"},\"meterValue\":[" + SAMPLES
                        + "," + SAMPLES + "," + MOMENTS + "]}");
    }

    private static void assertBounded(VersionHandler handler, String action, String payload) {
        Uplink.Accepted accepted = assertInstanceOf(
                Uplink.Accepted.class, handler.call(new ChargePointId("CP-007"), new Action(action), payload));
        assertTrue(
                accepted.fields().length() < MOST,
                () -> "length " + accepted.fields().length());
        assertEquals(payload, accepted.payload().raw());
    }
}
