package org.ocppgateway.protocol.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ReductionTest {
    private static final String EVENT = """
            {"specversion":"1.0","id":"CP-1:1:2","type":"transaction.stopped","data":{"chargePointId":"CP-1",\
            "transactionId":"7","meterStop":1.50,%s"violations":[{"path":"/x"}],\
            "ocpp":{"action":"StopTransaction","messageId":"m-1","payload":%s}%s}}""";
    private static final String SAMPLES = "\"meterValues\":[{\"samples\":[{\"value\":1}]}],";
    private static final String PAYLOAD = "{\"transactionId\":7,\"note\":\"<&'ä\"}";
    private static final String MARK = ",\"payloadDropped\":true";

    private static String reduced(Reduction step, String event) {
        return new String(step.event(event.getBytes(UTF_8)), UTF_8);
    }

    @Test
    void omitsUnifiedSamplesFirstAndThenThePayloadOfAnEvent() {
        String whole = EVENT.formatted(SAMPLES, PAYLOAD, "");
        assertEquals(EVENT.formatted("", PAYLOAD, MARK), reduced(Reduction.FIRST, whole));
        assertEquals(EVENT.formatted("", "null", MARK), reduced(Reduction.SECOND, whole));
        assertEquals(EVENT.formatted("", "null", MARK), reduced(Reduction.LAST, whole));
    }

    @Test
    void lastStepFitsWithUnifiedFieldsOfAnyLength() {
        String whole = EVENT.formatted("\"data\":\"" + "x".repeat(1_000_000) + "\",", PAYLOAD, "");
        assertEquals(EVENT.formatted("", "null", MARK), reduced(Reduction.LAST, whole));
    }

    @Test
    void keepsEventsOfTheGatewayWithoutPayload() {
        String event = "{\"type\":\"device.offline\",\"data\":{\"chargePointId\":\"CP-1\"}}";
        assertEquals(
                "{\"type\":\"device.offline\",\"data\":{\"chargePointId\":\"CP-1\",\"payloadDropped\":true}}",
                reduced(Reduction.SECOND, event));
    }

    @Test
    void omitsThePayloadFirstAndThenTheDataOfAResult() {
        String begin = "{\"commandId\":\"c-1\",\"outcome\":\"completed\",\"sent\":true,\"status\":\"Accepted\"";
        String end = "\"podId\":\"gateway-0\"";
        String whole = begin + ",\"data\":{\"keys\":[1]},\"payload\":{\"a\":1}," + end + "}";
        assertEquals(begin + ",\"data\":{\"keys\":[1]}," + end + MARK + "}", Reduction.FIRST.result(whole));
        assertEquals(begin + "," + end + MARK + "}", Reduction.SECOND.result(whole));
        String longError = whole.replace("\"podId\"", "\"error\":\"" + "x".repeat(100_000) + "\",\"podId\"");
        assertEquals(begin + "," + end + MARK + "}", Reduction.LAST.result(longError));
        assertTrue(Reduction.LAST.result(longError).startsWith("{\"commandId\":\"c-1\","), "readers look for that");
    }
}
