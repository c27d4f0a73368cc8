package org.ocppgateway.routing.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.Dependency;
import org.ocppgateway.routing.command.CommandIntake;
import org.ocppgateway.routing.command.CommandRecord;

/** A real broker that accepts clients only over TLS and with user and password (SASL PLAIN). */
class SecuredBrokerIT {
    private static final PodId POD = new PodId("gateway-0");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String LOGIN = "org.apache.kafka.common.security.plain.PlainLoginModule required ";

    @TempDir
    static Path directory = Path.of("");

    private static TestCertificate certificate;
    private static TestBroker broker;

    @BeforeAll
    static void start() throws Exception {
        certificate = TestCertificate.make(directory);
        Map<String, String> security = new HashMap<>();
        security.put("ssl.keystore.location", certificate.keyStore().toString());
        security.put("ssl.keystore.password", TestCertificate.PASSWORD);
        security.put("ssl.truststore.location", certificate.trustStore().toString());
        security.put("ssl.truststore.password", TestCertificate.PASSWORD);
        security.put("sasl.enabled.mechanisms", "PLAIN");
        security.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
        security.put(
                "listener.name.sasl_ssl.plain.sasl.jaas.config",
                LOGIN + "username=\"broker\" password=\"b\" user_broker=\"b\" user_gateway=\"hunter2\";");
        broker = TestBroker.start(directory.resolve("broker"), "SASL_SSL", security);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private static Map<String, String> properties(String password) {
        return Map.of(
                "security.protocol",
                "SASL_SSL",
                "ssl.truststore.location",
                certificate.trustStore().toString(),
                "ssl.truststore.password",
                TestCertificate.PASSWORD,
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                LOGIN + "username=\"gateway\" password=\"" + password + "\";");
    }

    /** Settings with longer timeouts than in other tests, because the first handshakes in a JVM are slow. */
    private static KafkaSettings settings(Map<String, String> properties) {
        KafkaSettings defaults = KafkaSettings.defaults(broker.bootstrapServers());
        return new KafkaSettings(
                broker.bootstrapServers(),
                properties,
                Records.freshTopics(broker.bootstrapServers()).topics(),
                true,
                new KafkaSettings.Timeouts(Duration.ofSeconds(40), Duration.ofSeconds(20), Duration.ofSeconds(60)),
                defaults.sending());
    }

    @Test
    void everyClientIsAccepted() throws Exception {
        KafkaSettings settings = settings(properties("hunter2"));
        Topics.prepare(settings);
        DurableProducer producer = DurableProducer.open(settings, new PrometheusRegistry());
        Dependency kafka = new Dependency("kafka", Clock.systemUTC());
        EventPartitions partitions = new EventPartitions(
                producer.partitionsOf(settings.topics().events()), kafka, System::nanoTime, new PrometheusRegistry());
        KafkaAdmin admin = new KafkaAdmin(settings);
        KafkaProbe probe =
                new KafkaProbe(settings, admin, partitions, new Dependency("kafka-commands", Clock.systemUTC()));
        probe.start();
        List<String> commands = new CopyOnWriteArrayList<>();
        CommandConsumer consumer = CommandConsumer.open(
                settings,
                POD,
                new CommandIntake() {
                    @Override
                    public boolean canAccept() {
                        return true;
                    }

                    @Override
                    public void accept(CommandRecord record) {
                        commands.add(new String(record.value(), UTF_8));
                    }
                },
                new DeadLetters(settings, producer),
                new PrometheusRegistry());
        consumer.start();

        new KafkaEventPublisher(settings, producer, partitions)
                .publish(new ChargePointId("CP-1"), "event".getBytes(UTF_8));
        new KafkaCommandSender(settings, producer).send(POD, consumer.partition(), "command");

        await().atMost(PATIENCE).until(() -> commands.equals(List.of("command")));
        await().atMost(PATIENCE).until(() -> kafka.state().reachable());
        try (TopicReader events =
                TopicReader.inGroup(settings, settings.topics().events(), "billing")) {
            await().atMost(PATIENCE)
                    .until(() -> events.poll(Duration.ofMillis(200)).stream()
                            .anyMatch(message -> message.value().equals("event")));
        }
        consumer.stop(PATIENCE);
        probe.stop();
        admin.close();
        producer.close(Duration.ofSeconds(5));
    }

    @Test
    void aWrongPasswordIsNoOutageAndIsNotLogged() {
        KafkaSettings settings = settings(properties("wrong-hunter3"));

        TopicsException problem = assertThrows(TopicsException.class, () -> Topics.prepare(settings));

        assertFalse(problem.outage(), "a retry does not help");
        assertTrue(String.valueOf(problem.getMessage()).contains("client properties"), problem.getMessage());
        assertFalse(String.valueOf(problem.getMessage()).contains("hunter3"), problem.getMessage());
        assertFalse(settings.toString().contains("hunter3"), settings.toString());
    }

    @Test
    void aBrokerWithAnUntrustedCertificateIsRefused() {
        Map<String, String> trusting = new HashMap<>(properties("hunter2"));
        trusting.remove("ssl.truststore.location");
        trusting.remove("ssl.truststore.password");

        TopicsException problem = assertThrows(TopicsException.class, () -> Topics.prepare(settings(trusting)));

        assertFalse(problem.outage(), "a retry does not help");
    }
}
