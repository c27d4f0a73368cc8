package org.ocppgateway.ops.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ocppgateway.ops.e2e.TraceReceiver.ReceivedSpan;
import org.ocppgateway.ops.stack.cluster.Cluster;
import org.ocppgateway.ops.stack.cluster.ClusterSettings;

/** One trace leads from the record of a command to its result, and from a CALL to its event, through real Kafka and a real pod. */
class TracingIT {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String BACKEND_SPAN = "00f067aa0ba902b7";
    private static final String CHARGE_POINT = "ocpp.charge_point.id";
    private static final long SERVER = 2;
    private static final long CLIENT = 3;
    private static final long PRODUCER = 4;
    private static final long CONSUMER = 5;

    @TempDir
    static Path directory = Path.of("");

    private static TraceReceiver traces;
    private static Cluster cluster;
    private static PlainBackend backend;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        traces = TraceReceiver.start();
        cluster = Cluster.start(ClusterSettings.forTest(directory).with("""
                gateway.tracing { endpoint = "%s", sample-ratio = 1 }
                """.formatted(traces.endpoint())));
        backend = new PlainBackend(cluster.broker().address(), cluster.redis().address());
    }

    @AfterAll
    static void stop() {
        backend.close();
        cluster.close();
        traces.close();
    }

    @Test
    void aCommandIsOneTraceFromItsRecordToItsResult() throws InterruptedException {
        try (PlainChargePoint chargePoint = boot("CP-COMMAND")) {
            Instant now = Instant.now();
            backend.produce(
                    "gateway-0", """
                    {"commandId":"traced","chargePointId":"CP-COMMAND","type":"reset","data":{"type":"soft"},\
                    "issuedAt":"%s","expiresAt":"%s"}""".formatted(now, now.plusSeconds(60)), "00-" + TRACE + '-' + BACKEND_SPAN + "-01");
            JsonArray call = JsonParser.parseString(chargePoint.receive()).getAsJsonArray();
            assertEquals("Reset", call.get(2).getAsString());
            chargePoint.send("[3," + call.get(1) + ",{\"status\":\"Accepted\"}]");
            JsonObject result = backend.awaitResult("traced");

            ReceivedSpan process = traces.await(TRACE, "process commands-down");
            assertEquals(BACKEND_SPAN, process.parentId());
            assertEquals(CONSUMER, process.kind());
            assertEquals("traced", process.attributes().get("messaging.message.conversation_id"));
            assertEquals("kafka", process.attributes().get("messaging.system"));
            assertEquals("CP-COMMAND", process.attributes().get(CHARGE_POINT));
            assertEquals("completed", process.attributes().get("ocpp.outcome"));

            ReceivedSpan exchange = traces.await(TRACE, "ocpp1.6/Reset");
            assertEquals(process.spanId(), exchange.parentId());
            assertEquals(CLIENT, exchange.kind());
            assertEquals("answered", exchange.attributes().get("ocpp.outcome"));

            ReceivedSpan send = traces.await(TRACE, "send command-results");
            assertEquals(process.spanId(), send.parentId());
            assertEquals(PRODUCER, send.kind());
            assertEquals("command-results", send.attributes().get("messaging.destination.name"));
            assertContext(send, backend.traceParentOf(result));

            assertTrue(process.startedAt() <= exchange.startedAt()
                    && exchange.endedAt() <= send.endedAt()
                    && send.endedAt() <= process.endedAt());
            assertEquals(
                    3, traces.ofTrace(TRACE).size(), () -> traces.ofTrace(TRACE).toString());
        }
    }

    @Test
    void aCallAndItsEventAreOneTrace() throws InterruptedException {
        try (PlainChargePoint chargePoint = boot("CP-CALL")) {
            ReceivedSpan call = traces.awaitAttribute("ocpp1.6/BootNotification", CHARGE_POINT, "CP-CALL");
            assertEquals("", call.parentId());
            assertEquals(SERVER, call.kind());
            ReceivedSpan send = traces.await(call.traceId(), "send ocpp-events-up");
            assertEquals(call.spanId(), send.parentId());
            assertEquals(PRODUCER, send.kind());
            assertTrue(call.startedAt() <= send.startedAt() && send.endedAt() <= call.endedAt());

            JsonObject event = backend.events("CP-CALL", "device.online").getFirst();
            assertContext(send, backend.traceParentOf(event));
        }
    }

    @Test
    void aBackendThatDoesNotSampleIsNotTraced() throws InterruptedException {
        String unsampled = "00-11111111111111111111111111111111-" + BACKEND_SPAN + "-00";
        Instant now = Instant.now();
        backend.produce("gateway-0", """
                {"commandId":"unsampled","chargePointId":"CP-ABSENT","type":"reset","data":{"type":"soft"},\
                "issuedAt":"%s","expiresAt":"%s"}""".formatted(now, now.plusSeconds(60)), unsampled);
        JsonObject result = backend.awaitResult("unsampled");
        String passedOn = backend.traceParentOf(result).orElseThrow();
        assertTrue(passedOn.startsWith("00-11111111111111111111111111111111-") && passedOn.endsWith("-00"), passedOn);
    }

    @Test
    void exportedSpansAreCounted() throws InterruptedException {
        try (PlainChargePoint chargePoint = boot("CP-COUNT")) {
            await().until(() ->
                    Metrics.of(cluster.gateway()).sum("ocpp_gateway_trace_spans_total{outcome=\"exported\"}") > 0);
            assertEquals(0, Metrics.of(cluster.gateway()).sum("ocpp_gateway_trace_spans_total{outcome=\"dropped\"}"));
        }
    }

    /** The flags 01 (sampled) may have the bit for a random trace id too. */
    private static void assertContext(ReceivedSpan span, Optional<String> header) {
        String context = header.orElseThrow();
        assertTrue(context.matches("00-" + span.traceId() + '-' + span.spanId() + "-0[13]"), context);
    }

    private static PlainChargePoint boot(String identity) throws InterruptedException {
        PlainChargePoint chargePoint = new PlainChargePoint(cluster.gateway().endpoint(), identity, "ocpp1.6");
        chargePoint.send("[2,\"boot\",\"BootNotification\",{\"chargePointVendor\":\"V\",\"chargePointModel\":\"M\"}]");
        String answer = chargePoint.receive();
        assertTrue(answer.startsWith("[3,\"boot\""), answer);
        return chargePoint;
    }
}
