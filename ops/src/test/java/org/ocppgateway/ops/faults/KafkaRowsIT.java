package org.ocppgateway.ops.faults;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ocppgateway.ops.cluster.Cluster;
import org.ocppgateway.ops.process.Server;

/** Rows 33 to 36 of the faults: the broker hangs, is down when a gateway starts, is slow, or refuses one message. */
class KafkaRowsIT {
    private static final String STATUS = "{\"connectorId\":1,\"errorCode\":\"NoError\",\"status\":\"Available\"}";
    private static final String START = """
        {"connectorId":1,"idTag":"TAG1","meterStart":%d,"timestamp":"2026-11-21T12:00:00Z"}\
        """;
    private static final String SHORT_LADDER = """
        gateway {
          session.answer-limit = 4 s
          kafka {
            delivery-timeout = 3 s
            request-timeout = 1 s
            max-in-flight = 4
          }
        }\
        """;

    @TempDir
    static Path directory = Path.of("");

    private static Rig rig;

    @BeforeAll
    static void start() throws InterruptedException {
        rig = Rig.start(directory, 1, SHORT_LADDER);
    }

    @AfterAll
    static void stop() {
        rig.close();
    }

    @Test
    @DisplayName("row 33: the broker hangs; transactions are held, then unanswered and closed with 1013, and arrive"
            + " afterwards")
    void aHungBrokerPutsChargePointsOffline() throws InterruptedException {
        Server broker = rig.cluster().broker().server();
        try (RawChargePoint charging = rig.boot(0, "R33");
                RawChargePoint idle = rig.boot(0, "R33-idle")) {
            broker.pause();
            try {
                charging.sendCall("held", "StartTransaction", START.formatted(33));
                assertEquals(1013, charging.awaitClosed());
                assertEquals(
                        List.of(), charging.frames(RawChargePoint.isAnswerTo("held")), "neither with yes nor with no");
                idle.ping();
                idle.call("Heartbeat", "{}");
                await().atMost(RawChargePoint.PATIENCE)
                        .until(() -> rig.get(0, "/health/ready").statusCode() == 503);
                assertEquals(200, rig.get(0, "/health/live").statusCode());
                assertEquals(
                        503,
                        assertThrows(
                                        RawChargePoint.Refused.class,
                                        () -> RawChargePoint.connect(
                                                rig.gateway(0).endpoint(), "R33"))
                                .status());
            } finally {
                broker.resume();
            }
            await().atMost(RawChargePoint.PATIENCE)
                    .until(() -> rig.get(0, "/health/ready").statusCode() == 200);
            try (RawChargePoint back = RawChargePoint.connect(rig.gateway(0).endpoint(), "R33")) {
                back.call("StartTransaction", START.formatted(33));
            }
            assertEquals(
                    1,
                    rig.backend().events("R33", "transaction.started").stream()
                            .map(event -> event.get("id").getAsString())
                            .distinct()
                            .count());
        }
    }

    @Test
    @DisplayName("row 34: the broker is down when a pod starts; not ready and no upgrade accepted, until it is back")
    void aPodThatFindsNoBrokerWaitsForIt() throws InterruptedException {
        Server gateway = rig.gateway(0).server();
        Server broker = rig.cluster().broker().server();
        assertTrue(gateway.stop(), "it stops when asked");
        broker.kill();
        gateway.start();
        await().ignoreExceptions()
                .atMost(Cluster.PATIENCE)
                .until(() -> rig.get(0, "/health/live").statusCode() == 200);
        assertEquals(503, rig.get(0, "/health/ready").statusCode());
        assertThrows(
                RuntimeException.class,
                () -> RawChargePoint.connect(rig.gateway(0).endpoint(), "R34").close());

        broker.start().awaitReady(Cluster.PATIENCE);
        gateway.awaitReady(Cluster.PATIENCE);
        try (RawChargePoint chargePoint = rig.boot(0, "R34")) {
            chargePoint.call("StatusNotification", STATUS);
        }
    }

    @Test
    @DisplayName("row 35: the producer's buffer is full; what comes next fails at once, and nobody else notices")
    void aFullBufferFailsFast() throws InterruptedException {
        Server broker = rig.cluster().broker().server();
        List<RawChargePoint> many = new ArrayList<>();
        try (RawChargePoint other = rig.boot(0, "R35-other")) {
            for (int i = 0; i < 12; i++) {
                many.add(rig.boot(0, "R35-" + i));
            }
            double overloads = rig.metric(0, "ocpp_gateway_publish_failures_total{reason=\"overloaded\"}");
            broker.pause();
            try {
                List<String> messages = many.stream()
                        .map(one -> one.sendCall("StatusNotification", STATUS))
                        .toList();
                await().atMost(RawChargePoint.PATIENCE)
                        .until(() -> rig.metric(0, "ocpp_gateway_publish_failures_total{reason=\"overloaded\"}")
                                >= overloads + 8);
                other.ping();
                other.call("Heartbeat", "{}");
                for (int i = 0; i < many.size(); i++) {
                    JsonArray answer = many.get(i).awaitAnswer(messages.get(i));
                    assertEquals(4, answer.get(0).getAsInt(), "not taken, and told so: " + answer);
                }
            } finally {
                broker.resume();
            }
            await().atMost(RawChargePoint.PATIENCE)
                    .until(() -> rig.get(0, "/health/ready").statusCode() == 200);
            for (RawChargePoint one : many) {
                one.call("StatusNotification", STATUS);
            }
        } finally {
            many.forEach(RawChargePoint::close);
        }
    }

    @Test
    @DisplayName("row 36: a record that is too large fails alone, and metric and log say why")
    void aRecordThatIsTooLargeFailsAlone() throws InterruptedException, ExecutionException {
        String large = "{\"vendorId\":\"V\",\"data\":\"" + "x".repeat(20_000) + "\"}";
        try (RawChargePoint chargePoint = rig.boot(0, "R36")) {
            limitEvents("10000");
            try {
                double refused = rig.metric(0, "ocpp_gateway_publish_failures_total{reason=\"refused\"}");
                String messageId = chargePoint.sendCall("DataTransfer", large);
                JsonArray answer = chargePoint.awaitAnswer(messageId);
                assertEquals(4, answer.get(0).getAsInt());
                assertEquals("InternalError", answer.get(2).getAsString());
                assertEquals(refused + 1, rig.metric(0, "ocpp_gateway_publish_failures_total{reason=\"refused\"}"));
                assertTrue(rig.gateway(0).server().logTail().contains("RecordTooLarge"), "the log says why");

                chargePoint.call("StatusNotification", STATUS);
                assertEquals(200, rig.get(0, "/health/ready").statusCode());
            } finally {
                limitEvents("1048588");
            }
        }
    }

    private static void limitEvents(String bytes) throws InterruptedException, ExecutionException {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", rig.cluster().broker().address()))) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, "ocpp-events-up"),
                            List.of(new AlterConfigOp(
                                    new ConfigEntry("max.message.bytes", bytes), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }
}
