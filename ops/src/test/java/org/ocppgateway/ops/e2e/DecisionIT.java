package org.ocppgateway.ops.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ocppgateway.ops.stack.cluster.Cluster;
import org.ocppgateway.ops.stack.cluster.ClusterSettings;

/** A backend with nothing but a Kafka client decides about the answers to charge points of every version. */
class DecisionIT {
    private static final String DECISIONS = """
        gateway.session.decisions.actions {
          Authorize { by = backend, deadline = 30 s }
          DataTransfer { by = backend, deadline = 200 ms, fallback { status = unknown-vendor } }
        }
        """;

    @TempDir
    static Path directory = Path.of("");

    private static Cluster cluster;
    private static PlainBackend backend;

    @BeforeAll
    static void start() throws InterruptedException {
        cluster = Cluster.start(ClusterSettings.forTest(directory).with(DECISIONS));
        backend = new PlainBackend(cluster.broker().address(), cluster.redis().address());
    }

    @AfterAll
    static void stop() {
        backend.close();
        cluster.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        ocpp1.6   | {"idTag":"TAG1"}                                   | {"idTagInfo":{"status":"Blocked"}}
        ocpp2.0.1 | {"idToken":{"idToken":"TAG1","type":"Central"}}    | {"idTokenInfo":{"status":"Blocked"}}
        ocpp2.1   | {"idToken":{"idToken":"TAG1","type":"Central"}}    | {"idTokenInfo":{"status":"Blocked"}}
        """)
    void aBackendReplyReachesTheChargePointInItsVersion(String subprotocol, String payload, String answer)
            throws InterruptedException {
        String identity = "WORD-" + subprotocol;
        try (PlainChargePoint chargePoint =
                new PlainChargePoint(cluster.gateway().endpoint(), identity, subprotocol)) {
            chargePoint.send("[2,\"a-1\",\"Authorize\"," + payload + "]");

            JsonObject asked = backend.awaitEvent(identity, "authorization.requested");
            assertEquals("TAG1", asked.getAsJsonObject("idToken").get("value").getAsString());
            backend.reply(asked, "{\"status\":\"blocked\"}");

            assertEquals("[3,\"a-1\"," + answer + "]", chargePoint.receive());
        }
    }

    @Test
    void aCommandIsSentWhileADecisionIsPending() throws InterruptedException {
        try (PlainChargePoint chargePoint =
                new PlainChargePoint(cluster.gateway().endpoint(), "CROSSING", "ocpp1.6")) {
            chargePoint.send("[2,\"a-1\",\"Authorize\",{\"idTag\":\"TAG1\"}]");
            JsonObject asked = backend.awaitEvent("CROSSING", "authorization.requested");

            backend.send("CROSSING", """
                {"commandId":"crossing-1","chargePointId":"CROSSING","type":"reset","data":{"type":"soft"},
                 "issuedAt":"%s"}\
                """.formatted(Instant.now()));
            JsonArray reset = JsonParser.parseString(chargePoint.receive()).getAsJsonArray();
            assertEquals("Reset", reset.get(2).getAsString());
            chargePoint.send("[3," + reset.get(1) + ",{\"status\":\"Accepted\"}]");
            assertEquals(
                    "completed",
                    backend.awaitResult("crossing-1").get("outcome").getAsString());

            backend.reply(asked, "{\"status\":\"accepted\"}");
            assertEquals("[3,\"a-1\",{\"idTagInfo\":{\"status\":\"Accepted\"}}]", chargePoint.receive());
        }
    }

    @Test
    void atTheDeadlineTheFallbackAnswers() throws InterruptedException {
        try (PlainChargePoint chargePoint =
                new PlainChargePoint(cluster.gateway().endpoint(), "NO-WORD", "ocpp1.6")) {
            chargePoint.send("[2,\"d-1\",\"DataTransfer\",{\"vendorId\":\"Acme\"}]");

            assertEquals("[3,\"d-1\",{\"status\":\"UnknownVendorId\"}]", chargePoint.receive());
            assertTrue(backend.awaitEvent("NO-WORD", "data.transfer").has("reply"));
        }
    }
}
