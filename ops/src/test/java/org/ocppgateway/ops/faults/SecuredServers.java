package org.ocppgateway.ops.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.ocppgateway.ops.certificates.DevelopmentCa;
import org.ocppgateway.ops.stack.broker.BrokerProcess;
import org.ocppgateway.ops.stack.broker.BrokerSecurity;
import org.ocppgateway.ops.stack.process.JavaCommand;
import org.ocppgateway.ops.stack.process.Launch;
import org.ocppgateway.ops.stack.process.Ports;
import org.ocppgateway.ops.stack.process.ProjectFiles;
import org.ocppgateway.ops.stack.process.QuickStart;
import org.ocppgateway.ops.stack.process.Readiness;
import org.ocppgateway.ops.stack.process.Server;
import org.ocppgateway.ops.stack.redis.RedisProcess;
import org.ocppgateway.routing.client.ClientSettings;
import org.ocppgateway.routing.kafka.KafkaSettings;
import org.ocppgateway.routing.redis.client.RedisAddress.Store;
import org.ocppgateway.routing.redis.client.RedisSettings;

/**
 * A broker that demands TLS and a password (SCRAM-SHA-512), and a Redis that demands TLS, a client certificate and a
 * password, with the topics of the gateway and the documented permissions; and gateways that use
 * {@code production.conf} with them.
 */
final class SecuredServers implements AutoCloseable {
    static final String STORE_PASSWORD = "store-password";
    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final String USER = "gateway";
    private static final Pattern RULES =
            Pattern.compile("The Redis user of the gateway needs `([^`]+)` on\\s+`([^`]+)`");

    private final Path directory;
    private final DevelopmentCa authority;
    private final Path trustStore;
    private final Path keyStore;
    private final String kafkaPassword;
    private final String redisPassword;
    private final BrokerProcess broker;
    private final RedisProcess redis;

    private SecuredServers(Path directory, String kafkaPassword, String redisPassword)
            throws IOException, GeneralSecurityException {
        this.directory = directory;
        this.kafkaPassword = kafkaPassword;
        this.redisPassword = redisPassword;
        authority = DevelopmentCa.open(directory.resolve("ca"), Clock.systemUTC());
        DevelopmentCa.PemFiles own =
                authority.server(List.of("127.0.0.1", "localhost")).getLast();
        trustStore = trustStore(directory.resolve("trust.p12"), authority);
        keyStore = keyStore(directory.resolve("gateway.p12"), authority.station("gateway"));
        Path both = directory.resolve("broker.pem");
        Files.writeString(both, Files.readString(own.key()) + Files.readString(own.chain()));
        broker = BrokerProcess.secured(
                directory, new BrokerSecurity(both, authority.certificate(), USER, kafkaPassword));
        redis = RedisProcess.secured(
                directory,
                own.chain(),
                own.key(),
                authority.certificate(),
                USER + " on >" + redisPassword + " " + documentedRules());
    }

    private static String documentedRules() throws IOException {
        Matcher rules = RULES.matcher(Files.readString(ProjectFiles.file("ops/docs/redis.md")));
        if (!rules.find()) {
            throw new IllegalStateException("redis.md does not say which permissions the gateway needs");
        }
        return rules.group(2) + " " + rules.group(1);
    }

    static SecuredServers start(Path directory, String kafkaPassword, String redisPassword) throws Exception {
        SecuredServers servers = new SecuredServers(directory, kafkaPassword, redisPassword);
        servers.redis.server().start();
        servers.broker.server().start().awaitReady(TIMEOUT);
        servers.redis.server().awaitReady(TIMEOUT);
        servers.createTopics();
        return servers;
    }

    private void createTopics() throws InterruptedException, ExecutionException {
        Map<String, Object> properties = new HashMap<>(kafkaProperties());
        properties.put("bootstrap.servers", broker.address());
        try (Admin admin = Admin.create(properties)) {
            admin.createTopics(List.of(
                            new NewTopic("ocpp-events-up", 12, (short) 1),
                            new NewTopic("commands-down", 128, (short) 1),
                            new NewTopic("command-results", 12, (short) 1),
                            new NewTopic("commands-dead-letter", 3, (short) 1)))
                    .all()
                    .get();
        }
    }

    DevelopmentCa authority() {
        return authority;
    }

    String kafka() {
        return broker.address();
    }

    String redisUri() {
        return "rediss://" + redis.address();
    }

    Path trustStore() {
        return trustStore;
    }

    Path keyStore() {
        return keyStore;
    }

    /** Properties with which any Kafka client is accepted. */
    Map<String, String> kafkaProperties() {
        return Map.of(
                "security.protocol",
                "SASL_SSL",
                "sasl.mechanism",
                "SCRAM-SHA-512",
                "sasl.jaas.config",
                login(kafkaPassword),
                "ssl.truststore.location",
                trustStore.toString(),
                "ssl.truststore.password",
                STORE_PASSWORD);
    }

    static String login(String password) {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + USER + "\" password=\""
                + password + "\";";
    }

    /** Settings with which a backend is accepted. */
    ClientSettings clientSettings() {
        ClientSettings defaults = ClientSettings.of(kafka(), redisUri());
        KafkaSettings kafka = defaults.kafka();
        RedisSettings redis = defaults.redis();
        return new ClientSettings(
                new KafkaSettings(
                        kafka.bootstrapServers(),
                        kafkaProperties(),
                        kafka.topics(),
                        false,
                        kafka.timeouts(),
                        kafka.sending()),
                new RedisSettings(
                        redis.address()
                                .withCredentials(USER, redisPassword)
                                .withStores(
                                        new Store(trustStore.toString(), STORE_PASSWORD),
                                        new Store(keyStore.toString(), STORE_PASSWORD)),
                        redis.timeout(),
                        redis.batchSize(),
                        redis.queueLimit(),
                        redis.retryAfter(),
                        redis.lifetimes()),
                defaults.validity(),
                defaults.resultGrace(),
                defaults.maxPending());
    }

    /** Values of the variables of {@code production.conf}. */
    Map<String, String> environment(String pod) {
        return new HashMap<>(Map.ofEntries(
                Map.entry("POD_NAME", pod),
                Map.entry("KAFKA_BOOTSTRAP_SERVERS", broker.address()),
                Map.entry("KAFKA_JAAS_CONFIG", login(kafkaPassword)),
                Map.entry("KAFKA_TRUST_STORE", trustStore.toString()),
                Map.entry("KAFKA_TRUST_STORE_PASSWORD", STORE_PASSWORD),
                Map.entry("REDIS_URI", redisUri()),
                Map.entry("REDIS_USER", USER),
                Map.entry("REDIS_PASSWORD", redisPassword),
                Map.entry("REDIS_TRUST_STORE", trustStore.toString()),
                Map.entry("REDIS_TRUST_STORE_PASSWORD", STORE_PASSWORD),
                Map.entry("REDIS_KEY_STORE", keyStore.toString()),
                Map.entry("REDIS_KEY_STORE_PASSWORD", STORE_PASSWORD)));
    }

    /** Returns a gateway that is not started, with a configuration file and these variables, on free ports. */
    SecuredGateway gateway(String name, Path configuration, Map<String, String> environment) {
        int port = Ports.free();
        int adminPort = Ports.free();
        List<String> launcher = new ArrayList<>(List.of("env"));
        environment.forEach((variable, value) -> launcher.add(variable + "=" + value));
        launcher.add("CONFIG_FORCE_gateway_endpoint_port=" + port);
        launcher.add("CONFIG_FORCE_gateway_admin_port=" + adminPort);
        Server server = new Server(
                name,
                JavaCommand.jar(
                        ProjectFiles.file("gateway/target/gateway.jar"),
                        new Launch(launcher, QuickStart.of("gateway", "-Xmx512m")),
                        List.of("--config", configuration.toString())),
                directory.resolve(name + ".log"),
                () -> Readiness.answers(SecuredGateway.url("http", adminPort, "/health/ready")));
        return new SecuredGateway(server, port, adminPort);
    }

    static Path trustStore(Path file, DevelopmentCa trusted) throws IOException, GeneralSecurityException {
        KeyStore store = empty();
        store.setCertificateEntry("ca", certificate(trusted.certificate()));
        return write(store, file);
    }

    private static Path keyStore(Path file, DevelopmentCa.PemFiles own) throws IOException, GeneralSecurityException {
        KeyStore store = empty();
        store.setKeyEntry(
                "own", key(own.key()), STORE_PASSWORD.toCharArray(), new Certificate[] {certificate(own.chain())});
        return write(store, file);
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static Path write(KeyStore store, Path file) throws IOException, GeneralSecurityException {
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, STORE_PASSWORD.toCharArray());
        }
        return file;
    }

    private static Certificate certificate(Path pem) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(pem)) {
            return CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    private static PrivateKey key(Path pem) throws IOException, GeneralSecurityException {
        String base64 = Files.readString(pem).replaceAll("-----[A-Z ]+-----", "");
        return KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64)));
    }

    @Override
    public void close() {
        redis.close();
        broker.close();
    }
}
