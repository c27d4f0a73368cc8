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
import org.ocppgateway.routing.TestCertificate;
import org.ocppgateway.routing.command.CommandIntake;
import org.ocppgateway.routing.command.CommandRecord;

/**
 * A real broker that accepts clients only over TLS: on one listener with user and password (SASL SCRAM-SHA-512), on the
 * other one with a certificate (mutual TLS).
 */
class SecuredBrokerIT {
    private static final PodId POD = new PodId("gateway-0");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PASSWORD = "hunter2";
    private static final String SCRAM = "SASL_SSL";
    private static final String MUTUAL = "SSL";

    @TempDir
    private static Path directory;

    private static TestCertificate certificate;
    private static TestCertificate client;
    private static TestBroker broker;

    @BeforeAll
    static void start() throws Exception {
        certificate = TestCertificate.make(directory, "broker");
        client = TestCertificate.make(directory, "gateway");
        Map<String, String> security = new HashMap<>();
        security.put("ssl.keystore.location", certificate.keyStore().toString());
        security.put("ssl.keystore.password", TestCertificate.PASSWORD);
        trust(security, certificate);
        security.put(
                "listener.name.ssl.ssl.truststore.location", client.trustStore().toString());
        security.put("listener.name.ssl.ssl.truststore.password", TestCertificate.PASSWORD);
        security.put("listener.name.ssl.ssl.client.auth", "required");
        security.put("sasl.enabled.mechanisms", "SCRAM-SHA-512");
        security.put("sasl.mechanism.inter.broker.protocol", "SCRAM-SHA-512");
        security.put("listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config", login("broker", "b"));
        broker = TestBroker.start(
                directory.resolve("data"),
                List.of(SCRAM, MUTUAL),
                security,
                List.of(
                        "SCRAM-SHA-512=[name=broker,password=b]",
                        "SCRAM-SHA-512=[name=gateway,password=" + PASSWORD + "]"));
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private static String login(String user, String password) {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + user + "\" password=\""
                + password + "\";";
    }

    private static Map<String, String> scram(String password) {
        Map<String, String> properties = new HashMap<>(Map.of(
                "security.protocol",
                SCRAM,
                "sasl.mechanism",
                "SCRAM-SHA-512",
                "sasl.jaas.config",
                login("gateway", password)));
        trust(properties, certificate);
        return properties;
    }

    private static Map<String, String> mutual(TestCertificate own) {
        Map<String, String> properties = new HashMap<>(Map.of(
                "security.protocol",
                MUTUAL,
                "ssl.keystore.location",
                own.keyStore().toString(),
                "ssl.keystore.password",
                TestCertificate.PASSWORD));
        trust(properties, certificate);
        return properties;
    }

    private static void trust(Map<String, String> properties, TestCertificate trusted) {
        properties.put("ssl.truststore.location", trusted.trustStore().toString());
        properties.put("ssl.truststore.password", TestCertificate.PASSWORD);
    }

    /** Settings with longer timeouts than in other tests, because the first handshakes in a JVM are slow. */
    private static KafkaSettings settings(String listener, Map<String, String> properties) {
        String address = broker.bootstrapServers(listener);
        KafkaSettings defaults = KafkaSettings.defaults(address);
        return new KafkaSettings(
                address,
                properties,
                Records.freshTopics(address).topics(),
                true,
                new KafkaSettings.Timeouts(Duration.ofSeconds(40), Duration.ofSeconds(20), Duration.ofSeconds(60)),
                defaults.sending());
    }

    @Test
    void everyClientIsAcceptedWithUserAndPassword() throws Exception {
        assertEveryClientIsAccepted(settings(SCRAM, scram(PASSWORD)));
    }

    @Test
    void everyClientIsAcceptedWithACertificate() throws Exception {
        assertEveryClientIsAccepted(settings(MUTUAL, mutual(client)));
    }

    private static void assertEveryClientIsAccepted(KafkaSettings settings) throws Exception {
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
                settings, POD, collectingIn(commands), new DeadLetters(settings, producer), new PrometheusRegistry());
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

    private static CommandIntake collectingIn(List<String> commands) {
        return new CommandIntake() {
            @Override
            public boolean canAccept() {
                return true;
            }

            @Override
            public void accept(CommandRecord record) {
                commands.add(new String(record.value(), UTF_8));
            }
        };
    }

    @Test
    void aWrongPasswordIsNoOutageAndIsNotNamed() {
        KafkaSettings settings = settings(SCRAM, scram("wrong-hunter3"));

        String message = refusal(settings);

        assertTrue(message.contains("correct sasl.jaas.config"), message);
        assertFalse(message.contains("hunter3"), message);
        assertFalse(settings.toString().contains("hunter3"), settings.toString());
    }

    @Test
    void aBrokerWithAnUntrustedCertificateIsNamedWithTheTrustStore() {
        Map<String, String> properties = scram(PASSWORD);
        properties.keySet().removeIf(name -> name.startsWith("ssl.truststore"));
        assertSays("add the authority of Kafka to ssl.truststore.location", SCRAM, properties);
        trust(properties, client);
        assertSays("add the authority of Kafka to ssl.truststore.location", SCRAM, properties);
    }

    @Test
    void aMissingOrUnknownCertificateOfTheClientIsNamedWithTheKeyStore() {
        Map<String, String> none = mutual(client);
        none.keySet().removeIf(name -> name.startsWith("ssl.keystore"));
        assertSays("set ssl.keystore.location", MUTUAL, none);
        assertSays("set ssl.keystore.location", MUTUAL, mutual(certificate));
    }

    @Test
    void aFileThatCannotBeReadAndAMissingLoginAreNamed() {
        Map<String, String> missing = scram(PASSWORD);
        missing.put("ssl.truststore.location", "/missing/kafka.p12");
        assertSays("/missing/kafka.p12", SCRAM, missing);

        Map<String, String> wrongPassword = scram(PASSWORD);
        wrongPassword.put("ssl.truststore.password", "wrong");
        assertSays("correct this in kafka.client-properties", SCRAM, wrongPassword);

        Map<String, String> noLogin = scram(PASSWORD);
        noLogin.remove("sasl.jaas.config");
        assertSays("sasl.jaas.config is missing", SCRAM, noLogin);

        Map<String, String> brokenLogin = scram("hunter\"4");
        String message = assertSays("sasl.jaas.config is missing or not of the form", SCRAM, brokenLogin);
        assertFalse(message.contains("hunter"), message);
    }

    private static String assertSays(String advice, String listener, Map<String, String> properties) {
        String message = refusal(settings(listener, properties));
        assertTrue(message.contains(advice), message);
        return message;
    }

    private static String refusal(KafkaSettings settings) {
        TopicsException problem = assertThrows(TopicsException.class, () -> Topics.prepare(settings));
        assertFalse(problem.outage(), "a retry does not help: " + problem.getMessage());
        return String.valueOf(problem.getMessage());
    }
}
