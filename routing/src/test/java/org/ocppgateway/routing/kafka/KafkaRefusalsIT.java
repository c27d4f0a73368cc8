package org.ocppgateway.routing.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.routing.Dependency;
import org.ocppgateway.routing.event.PublishException;
import org.ocppgateway.routing.event.PublishException.Reason;

/** Kafka answers but refuses requests: an outage with a reason, which ends without intervention. */
class KafkaRefusalsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String LOGIN = "org.apache.kafka.common.security.plain.PlainLoginModule required ";
    private static final ChargePointId CP = new ChargePointId("CP-1");

    @TempDir
    private static Path directory;

    private static TestBroker broker;

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Dependency kafka = new Dependency("kafka", Clock.systemUTC());
    private final Dependency commandTopics = new Dependency("kafka-commands", Clock.systemUTC());
    private KafkaSettings settings;
    private DurableProducer producer;
    private KafkaAdmin admin;
    private KafkaProbe probe;
    private KafkaEventPublisher publisher;
    private Admin operator;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = TestBroker.start(
                directory,
                "SASL_PLAINTEXT",
                Map.of(
                        "sasl.enabled.mechanisms",
                        "PLAIN",
                        "sasl.mechanism.inter.broker.protocol",
                        "PLAIN",
                        "listener.name.sasl_plaintext.plain.sasl.jaas.config",
                        LOGIN + "username=\"broker\" password=\"b\" user_broker=\"b\" user_gateway=\"g\";",
                        "authorizer.class.name",
                        "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                        "super.users",
                        "User:broker;User:ANONYMOUS",
                        "allow.everyone.if.no.acl.found",
                        "true"));
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    private static KafkaSettings as(String user, String password) {
        KafkaSettings fresh = Records.impatient(Records.freshTopics(broker.bootstrapServers()));
        return new KafkaSettings(
                fresh.bootstrapServers(),
                Map.of(
                        "security.protocol", "SASL_PLAINTEXT",
                        "sasl.mechanism", "PLAIN",
                        "sasl.jaas.config", LOGIN + "username=\"" + user + "\" password=\"" + password + "\";"),
                fresh.topics(),
                true,
                fresh.timeouts(),
                fresh.sending());
    }

    @BeforeEach
    void start() throws Exception {
        operator = KafkaClients.admin(as("broker", "b"));
        settings = as("gateway", "g");
        Topics.prepare(settings);
        producer = DurableProducer.open(settings, registry);
        EventPartitions partitions = new EventPartitions(
                producer.partitionsOf(settings.topics().events()), kafka, System::nanoTime, registry);
        admin = new KafkaAdmin(settings);
        probe = new KafkaProbe(settings, admin, partitions, commandTopics);
        probe.start();
        publisher = new KafkaEventPublisher(settings, producer, partitions);
        awaitPublished();
    }

    @AfterEach
    void stop() throws Exception {
        probe.stop();
        admin.close();
        producer.close(Duration.ZERO);
        operator.close();
    }

    private String events() {
        return settings.topics().events().name();
    }

    private static AclBinding deny(ResourceType type, String name, AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(type, name, PatternType.LITERAL),
                new AccessControlEntry("User:gateway", "*", operation, AclPermissionType.DENY));
    }

    /**
     * Returns the reason why an event is not published; null if it is published. A change of permissions takes effect some time after
     * the reply to the operator.
     */
    private @Nullable Reason reasonOfFailure() throws InterruptedException {
        try {
            publisher.publish(CP, "{}".getBytes(UTF_8));
            return null;
        } catch (PublishException e) {
            return e.reason();
        }
    }

    private boolean failsAsOutage() throws InterruptedException {
        Reason reason = reasonOfFailure();
        return reason != null && reason.isOutage();
    }

    private void awaitPublished() {
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(PublishException.class)
                .until(() -> {
                    publisher.publish(CP, "{}".getBytes(UTF_8));
                    return true;
                });
        await().atMost(PATIENCE).until(() -> kafka.state().reachable());
    }

    private double failed(String reason) {
        return registry.scrape(name -> name.equals("ocpp_gateway_kafka_records_failed")).stream()
                .flatMap(metric -> ((CounterSnapshot) metric).getDataPoints().stream())
                .filter(point -> reason.equals(point.getLabels().get("reason")))
                .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
                .sum();
    }

    @Test
    void aRevokedWritePermissionIsAnOutageUntilItIsGrantedAgain() throws Exception {
        AclBinding denial = deny(ResourceType.TOPIC, events(), AclOperation.WRITE);
        operator.createAcls(List.of(denial)).all().get();

        await().atMost(PATIENCE).until(() -> reasonOfFailure() == Reason.NOT_AUTHORISED);
        await().atMost(PATIENCE)
                .until(() -> String.valueOf(kafka.state().problem()).contains("not authorised"));
        assertTrue(failed("not_authorised") > 0);
        assertEquals(0, failed("refused"), "no failure concerns a single record");

        operator.deleteAcls(List.of(denial.toFilter())).all().get();
        awaitPublished();
    }

    @Test
    void aRevokedProducerPermissionIsAnOutageUntilItIsGrantedAgain() throws Exception {
        AclBinding denial = deny(ResourceType.TOPIC, "*", AclOperation.WRITE);
        AclBinding idempotent = deny(ResourceType.CLUSTER, "kafka-cluster", AclOperation.IDEMPOTENT_WRITE);
        operator.createAcls(List.of(denial, idempotent)).all().get();
        await().atMost(PATIENCE).until(() -> reasonOfFailure() == Reason.NOT_AUTHORISED);
        // After a restart the broker does not know the producer's id, and the producer requests another one.
        broker.stop();
        broker.restart();
        await().during(Duration.ofSeconds(5)).atMost(PATIENCE).until(this::failsAsOutage);

        operator.deleteAcls(List.of(denial.toFilter(), idempotent.toFilter()))
                .all()
                .get();
        awaitPublished();
    }

    @Test
    void theCommandTopicsAreProbedToo() throws Exception {
        await().atMost(PATIENCE).until(() -> commandTopics.state().reachable());
        String results = settings.topics().results().name();
        operator.deleteTopics(List.of(results)).all().get();
        // Events are still written. A slow broker can miss a probe of their partitions.
        await().atMost(PATIENCE)
                .until(() -> String.valueOf(commandTopics.state().problem()).contains(results + " does not exist")
                        && kafka.state().reachable());
        operator.createTopics(List.of(new NewTopic(results, 2, (short) 1)))
                .all()
                .get();
        await().atMost(PATIENCE).until(() -> commandTopics.state().reachable());
    }

    @Test
    void aMissingTopicIsAnOutageUntilItExistsAgain() throws Exception {
        operator.deleteTopics(List.of(events())).all().get();

        await().atMost(PATIENCE)
                .until(() -> String.valueOf(kafka.state().problem()).contains("topic " + events() + " does not exist"));
        assertTrue(failsAsOutage());
        await().atMost(PATIENCE).until(() -> reasonOfFailure() == Reason.TOPIC_MISSING);
        assertTrue(failed("topic_missing") > 0);

        operator.createTopics(List.of(
                        new NewTopic(events(), settings.topics().events().partitions(), (short) 1)))
                .all()
                .get();
        awaitPublished();
    }
}
