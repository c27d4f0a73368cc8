package org.ocppgateway.ops.faults;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ocppgateway.ops.stack.broker.BrokerProcess;
import org.ocppgateway.ops.stack.cluster.Cluster;
import org.ocppgateway.ops.stack.gateway.GatewayProcess;
import org.ocppgateway.ops.stack.gateway.GatewaySettings;
import org.ocppgateway.ops.stack.process.Launch;
import org.ocppgateway.ops.stack.process.QuickStart;
import org.ocppgateway.ops.stack.process.Server;

/**
 * Rows 32 to 36 of the faults, and the stop of a pod of row 47: a partition without a leader, a broker that hangs, is
 * down (also when a gateway starts or stops), is slow, or refuses records.
 */
class KafkaFaultsIT {
    private static final String STATUS = "{\"connectorId\":1,\"errorCode\":\"NoError\",\"status\":\"Available\"}";
    private static final String START = """
        {"connectorId":1,"idTag":"TAG1","meterStart":%d,"timestamp":"2026-11-21T12:00:00Z"}\
        """;
    private static final String SHORT_LADDER = """
        gateway {
          session.answer-limit = 8 s
          kafka {
            delivery-timeout = 7 s
            request-timeout = 2 s
            max-in-flight = 4
          }
        }\
        """;

    private static final String REDUCED = "ocpp_gateway_kafka_records_reduced_total{topic=\"ocpp-events-up\"}";

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
    @DisplayName("row 32: one partition has no leader; its charge points are disconnected and lose nothing, the others"
            + " are unaffected")
    void aPartitionWithoutALeaderAffectsOnlyItsChargePoints() throws Exception {
        String concerned = chargePointOf(0);
        String other = chargePointOf(1);
        try (BrokerProcess second = rig.cluster().broker().second(directory);
                RawChargePoint charging = rig.boot(0, concerned);
                RawChargePoint elsewhere = rig.boot(0, other)) {
            second.server().start().awaitReady(Cluster.TIMEOUT);
            EventTopic.move(rig.cluster(), 0, 2);
            charging.call("StatusNotification", STATUS);
            second.server().kill();
            try {
                charging.sendCall("held", "StartTransaction", START.formatted(32));
                while (charging.isOpen()) {
                    elsewhere.call("StatusNotification", STATUS);
                    assertEquals(200, rig.get(0, "/health/ready").statusCode(), "because of the other partitions");
                }
                assertEquals(1013, charging.awaitClosed());
                assertEquals(
                        List.of(),
                        charging.frames(RawChargePoint.isAnswerTo("held")),
                        "answered neither positively nor with an error");
            } finally {
                second.server().start().awaitReady(Cluster.TIMEOUT);
            }
            await().atMost(RawChargePoint.TIMEOUT)
                    .until(() -> rig.metric(0, "ocpp_gateway_event_partitions_unavailable") == 0);
            try (RawChargePoint back = RawChargePoint.connect(rig.gateway(0).endpoint(), concerned)) {
                back.call("StartTransaction", START.formatted(32));
            }
            assertStartedOnce(concerned);
            assertTrue(elsewhere.isOpen());
            EventTopic.move(rig.cluster(), 0, 1);
        }
    }

    /** Returns the identity of a charge point whose events are on that partition. */
    private static String chargePointOf(int partition) {
        return Stream.iterate(0, number -> number + 1)
                .map(number -> "R32-" + number)
                .filter(id -> EventTopic.partitionOf(id) == partition)
                .findFirst()
                .orElseThrow();
    }

    @Test
    @DisplayName("row 33: the broker hangs; transactions are held, then unanswered and closed with 1013, and arrive"
            + " afterwards")
    void aHungBrokerDisconnectsChargePointsUnanswered() throws InterruptedException {
        Server broker = rig.cluster().broker().server();
        try (RawChargePoint charging = rig.boot(0, "R33");
                RawChargePoint idle = rig.boot(0, "R33-idle")) {
            broker.pause();
            try {
                charging.sendCall("held", "StartTransaction", START.formatted(33));
                assertEquals(1013, charging.awaitClosed());
                assertEquals(
                        List.of(),
                        charging.frames(RawChargePoint.isAnswerTo("held")),
                        "answered neither positively nor with an error");
                idle.ping();
                idle.call("Heartbeat", "{}");
                await().atMost(RawChargePoint.TIMEOUT)
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
            await().atMost(RawChargePoint.TIMEOUT)
                    .until(() -> rig.get(0, "/health/ready").statusCode() == 200);
            try (RawChargePoint back = RawChargePoint.connect(rig.gateway(0).endpoint(), "R33")) {
                back.call("StartTransaction", START.formatted(33));
            }
            assertStartedOnce("R33");
        }
    }

    private static void assertStartedOnce(String chargePointId) {
        assertEquals(
                1,
                rig.backend().events(chargePointId, "transaction.started").stream()
                        .map(event -> event.get("id").getAsString())
                        .distinct()
                        .count());
    }

    @Test
    @DisplayName("row 34: the broker is down when a pod starts; not ready and no upgrade accepted, until it is back")
    void aPodWithoutABrokerWaitsForIt() throws InterruptedException {
        Server gateway = rig.gateway(0).server();
        Server broker = rig.cluster().broker().server();
        assertTrue(gateway.stop(), "it stops on SIGTERM");
        broker.kill();
        gateway.start();
        await().ignoreExceptions()
                .atMost(Cluster.TIMEOUT)
                .until(() -> rig.get(0, "/health/live").statusCode() == 200);
        assertEquals(503, rig.get(0, "/health/ready").statusCode());
        assertThrows(
                RuntimeException.class,
                () -> RawChargePoint.connect(rig.gateway(0).endpoint(), "R34").close());

        broker.start().awaitReady(Cluster.TIMEOUT);
        gateway.awaitReady(Cluster.TIMEOUT);
        try (RawChargePoint chargePoint = rig.boot(0, "R34")) {
            chargePoint.call("StatusNotification", STATUS);
        }
    }

    @Test
    @DisplayName("row 47: a pod stops while the broker is down; another pod reports its charge points offline when the"
            + " broker is back")
    void endsThatAPodCouldNotReportAreReportedByAnotherPod() throws Exception {
        GatewaySettings settings = GatewaySettings.on(
                        "faults",
                        rig.cluster().broker().address(),
                        rig.cluster().redis().address())
                .another("gateway-47")
                .with(SHORT_LADDER + "\ngateway.stop-timeout = 5 s");
        try (GatewayProcess stopping =
                new GatewayProcess(settings, directory, Launch.with(List.of("-XX:TieredStopAtLevel=1")))) {
            stopping.server().start().awaitReady(Cluster.TIMEOUT);
            RawChargePoint away = Rig.boot(stopping, "R47-away");
            RawChargePoint back = Rig.boot(stopping, "R47-back");
            JsonObject connected = rig.backend().awaitEvent("R47-away", "device.connected");
            Server broker = rig.cluster().broker().server();
            broker.kill();
            try {
                stopping.server().terminate();
                stopping.server().awaitExit(RawChargePoint.TIMEOUT);
                away.awaitClosed();
                back.awaitClosed();
            } finally {
                broker.start().awaitReady(Cluster.TIMEOUT);
            }
            try (RawChargePoint again = rig.boot(0, "R47-back")) {
                JsonObject offline = rig.backend().awaitEvent("R47-away", "device.offline");
                assertEquals("pod-lost", offline.get("reason").getAsString());
                assertEquals(connected.get("sessionEpoch"), offline.get("sessionEpoch"));
                await("the entries of both are gone")
                        .atMost(RawChargePoint.TIMEOUT)
                        .until(() -> Files.readString(rig.gateway(0).server().log())
                                .matches("(?s).*Pod gateway-47\\S* is dead; \\d of its charge points were reported"
                                        + " offline, 0 remain.*"));
                JsonObject last = rig.backend().events("R47-back").stream()
                        .map(event -> event.getAsJsonObject("data"))
                        .max(Comparator.comparingLong((JsonObject data) ->
                                        data.get("sessionEpoch").getAsLong())
                                .thenComparingLong(data -> data.get("sequence").getAsLong()))
                        .orElseThrow();
                assertTrue(last.get("sequence").getAsLong() < Integer.MAX_VALUE, last::toString);
                assertTrue(again.isOpen());
            }
        }
    }

    @Test
    @DisplayName("row 35: the producer's buffer is full; messages fail at once, and other connections are unaffected")
    void aFullBufferFailsFast() throws InterruptedException {
        Server broker = rig.cluster().broker().server();
        List<RawChargePoint> many = new ArrayList<>();
        try (RawChargePoint other = rig.boot(0, "R35-other")) {
            for (int i = 0; i < 12; i++) {
                many.add(rig.boot(0, "R35-" + i));
            }
            double overloads = rig.metric(0, "ocpp_gateway_event_publish_failures_total{reason=\"overloaded\"}");
            broker.pause();
            try {
                List<String> messages = many.stream()
                        .map(one -> one.sendCall("StatusNotification", STATUS))
                        .toList();
                await().atMost(RawChargePoint.TIMEOUT)
                        .until(() -> rig.metric(0, "ocpp_gateway_event_publish_failures_total{reason=\"overloaded\"}")
                                >= overloads + 8);
                other.ping();
                other.call("Heartbeat", "{}");
                for (int i = 0; i < many.size(); i++) {
                    JsonArray answer = many.get(i).awaitAnswer(messages.get(i));
                    assertEquals(4, answer.get(0).getAsInt(), "refused with an answer: " + answer);
                }
            } finally {
                broker.resume();
            }
            await().atMost(RawChargePoint.TIMEOUT)
                    .until(() -> rig.get(0, "/health/ready").statusCode() == 200);
            for (RawChargePoint one : many) {
                one.call("StatusNotification", STATUS);
            }
        } finally {
            many.forEach(RawChargePoint::close);
        }
    }

    @Test
    @DisplayName("row 36: a record that is too large is published without its payload, and reported in metric and log")
    void aRecordThatIsTooLargeIsPublishedWithoutItsPayload() throws InterruptedException, ExecutionException {
        String large = "{\"vendorId\":\"V\",\"data\":\"" + "x".repeat(20_000) + "\"}";
        try (RawChargePoint chargePoint = rig.boot(0, "R36")) {
            limitEvents("10000");
            try {
                double reduced = rig.metric(0, REDUCED);
                // Until the broker applies its new limit, the record is not too large.
                await().atMost(RawChargePoint.TIMEOUT).until(() -> {
                    chargePoint.call("DataTransfer", large);
                    return rig.metric(0, REDUCED) > reduced;
                });
                JsonObject data =
                        rig.backend().events("R36", "data.transfer").getLast().getAsJsonObject("data");
                assertTrue(data.get("payloadDropped").getAsBoolean(), data::toString);
                assertTrue(data.getAsJsonObject("ocpp").get("payload").isJsonNull(), data::toString);
                assertEquals("V", data.get("vendorId").getAsString());
                assertEquals(reduced + 1, rig.metric(0, REDUCED));
                Rig.awaitLog(rig.gateway(0), "too large for topic");

                chargePoint.call("StatusNotification", STATUS);
                assertEquals(200, rig.get(0, "/health/ready").statusCode());
            } finally {
                limitEvents("2162688");
            }
        }
    }

    @Test
    @DisplayName(
            "row 36: the topic is missing; an outage with its reason in health, metric and log, which ends when the"
                    + " topic is back")
    void aMissingTopicIsAnOutage() throws Exception {
        GatewaySettings settings = GatewaySettings.on(
                        "faults",
                        rig.cluster().broker().address(),
                        rig.cluster().redis().address())
                .another("gateway-36")
                .with(SHORT_LADDER + "\ngateway.kafka.topics.events.name = events-36");
        try (GatewayProcess gateway = new GatewayProcess(settings, directory, Launch.with(QuickStart.of("gateway")));
                Admin admin = admin()) {
            gateway.server().start().awaitReady(Cluster.TIMEOUT);
            try (RawChargePoint chargePoint = Rig.boot(gateway, "R36-missing")) {
                admin.deleteTopics(List.of("events-36")).all().get();
                await().atMost(RawChargePoint.TIMEOUT)
                        .until(() -> Rig.get(gateway, "/health/ready").body().contains("does not exist"));
                chargePoint.sendCall("StartTransaction", START.formatted(1));
                chargePoint.awaitClosed();
                Rig.awaitLog(gateway, "topic events-36 does not exist");
                await().atMost(RawChargePoint.TIMEOUT)
                        .until(() -> Rig.metric(gateway, failed("events-36", "topic_missing")) > 0);

                admin.createTopics(List.of(new NewTopic("events-36", 12, (short) 1)))
                        .all()
                        .get();
                await().atMost(RawChargePoint.TIMEOUT)
                        .until(() -> Rig.get(gateway, "/health/ready").statusCode() == 200);
            }
            try (RawChargePoint back = Rig.boot(gateway, "R36-missing")) {
                back.call("StartTransaction", START.formatted(1));
            }
        }
    }

    @Test
    @DisplayName(
            "row 36: not authorised; an outage with its reason in health, metric and log, which ends with the right")
    void aMissingPermissionIsAnOutage() throws InterruptedException, ExecutionException {
        ResourcePattern events = new ResourcePattern(ResourceType.TOPIC, "ocpp-events-up", PatternType.LITERAL);
        List<AclBinding> readOnly = List.of(
                new AclBinding(
                        events, new AccessControlEntry("User:*", "*", AclOperation.ALL, AclPermissionType.ALLOW)),
                new AclBinding(
                        events, new AccessControlEntry("User:*", "*", AclOperation.WRITE, AclPermissionType.DENY)));
        try (RawChargePoint chargePoint = rig.boot(0, "R36-denied");
                Admin admin = admin()) {
            admin.createAcls(readOnly).all().get();
            try {
                await().atMost(RawChargePoint.TIMEOUT)
                        .until(() -> rig.get(0, "/health/ready").body().contains("not authorised"));
                chargePoint.sendCall("StartTransaction", START.formatted(1));
                chargePoint.awaitClosed();
                Rig.awaitLog(rig.gateway(0), "not authorised");
                await().atMost(RawChargePoint.TIMEOUT)
                        .until(() -> rig.metric(0, failed("ocpp-events-up", "not_authorised")) > 0);
            } finally {
                admin.deleteAcls(readOnly.stream().map(AclBinding::toFilter).toList())
                        .all()
                        .get();
            }
        }
        try (RawChargePoint back = rig.boot(0, "R36-denied")) {
            back.call("StartTransaction", START.formatted(1));
        }
    }

    private static String failed(String topic, String reason) {
        return "ocpp_gateway_kafka_records_failed_total{reason=\"" + reason + "\",topic=\"" + topic + "\"}";
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", rig.cluster().broker().address()));
    }

    private static void limitEvents(String bytes) throws InterruptedException, ExecutionException {
        try (Admin admin = admin()) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, "ocpp-events-up"),
                            List.of(new AlterConfigOp(
                                    new ConfigEntry("max.message.bytes", bytes), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }
}
