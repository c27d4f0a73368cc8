package org.ocppgateway.ops.bench.compare;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.ops.certificates.DevelopmentCa;
import org.ocppgateway.ops.stack.broker.BrokerProcess;
import org.ocppgateway.ops.stack.gateway.GatewayProcess;
import org.ocppgateway.ops.stack.gateway.GatewaySettings;
import org.ocppgateway.ops.stack.process.Ports;
import org.ocppgateway.ops.stack.process.TemporaryDirectory;
import org.ocppgateway.ops.stack.redis.RedisProcess;

/**
 * The gateway with its broker and Redis. No balancer and no health checks: requests to the admin port would count as
 * processor time of the gateway. Closing it stops all processes.
 */
final class CompareStack implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final int USUAL_PORT = 9092;
    private static final List<String> SERVER_NAMES = List.of("localhost");
    private static final int PARTITIONS = 12;
    // No quick-start options: they cost throughput.
    private static final List<String> BROKER_OPTIONS =
            List.of("-XX:-UseSerialGC", "-XX:+UseG1GC", "-XX:TieredStopAtLevel=4", "-Xmx1g");

    private final TemporaryDirectory directory;
    private final @Nullable BrokerProcess broker;
    private final RedisProcess redis;
    private final GatewayProcess gateway;
    private final String kafka;

    private final URI endpoint;

    /**
     * Settings of the stack.
     *
     * @param kafka bootstrap address of a running broker; null to start one
     * @param kafkaPort port of the started broker; null for 9092, or a free one if that is taken
     * @param connections number of connections for which the gateway is started
     * @param javaOptions JVM options of the gateway, in addition to those of {@code ops/start}
     * @param tls whether the load uses a TLS listener of the gateway
     */
    record Settings(
            @Nullable String kafka,
            @Nullable Integer kafkaPort,
            int connections,
            List<String> javaOptions,
            boolean tls) {}

    private CompareStack(TemporaryDirectory directory, Settings settings) throws IOException, InterruptedException {
        this.directory = directory;
        broker = settings.kafka() == null
                ? new BrokerProcess(brokerPort(settings.kafkaPort()), directory.path(), BROKER_OPTIONS)
                : null;
        kafka = broker == null ? String.valueOf(settings.kafka()) : broker.address();
        redis = new RedisProcess(directory.path());
        int tlsPort = Ports.free();
        gateway = new GatewayProcess(
                GatewaySettings.on("dev", kafka, redis.address())
                        .with(settings.tls() ? listener(tlsPort, directory.path()) : ""),
                directory.path(),
                StartScript.command(settings.connections(), settings.tls(), settings.javaOptions(), directory.path()));
        endpoint = settings.tls() ? URI.create("wss://127.0.0.1:" + tlsPort + "/ocpp") : gateway.endpoint();
    }

    private static int brokerPort(@Nullable Integer wanted) {
        if (wanted == null) {
            return Ports.isFree(USUAL_PORT) ? USUAL_PORT : Ports.free();
        }
        if (!Ports.isFree(wanted)) {
            throw new IllegalStateException("port " + wanted
                    + " is taken: choose another one with --kafka-port, or use that broker with --kafka");
        }
        return wanted;
    }

    private static String listener(int port, Path directory) throws IOException {
        String certificates = DevelopmentCa.open(directory, Clock.systemUTC()).serverCertificates(SERVER_NAMES);
        return "gateway.endpoint.listeners.wss { enabled = true, port = %d, tls.certificates = %s }\n"
                .formatted(port, certificates);
    }

    /**
     * Starts all processes. Blocks until they are ready.
     *
     * @throws IllegalStateException with the end of its log, if a process does not become ready
     */
    static CompareStack start(Settings settings) throws IOException, InterruptedException {
        TemporaryDirectory directory = new TemporaryDirectory("gateway-compare-");
        CompareStack stack;
        try {
            stack = new CompareStack(directory, settings);
        } catch (IllegalStateException | IOException | InterruptedException e) {
            directory.close();
            throw e;
        }
        try {
            stack.redis.server().start();
            if (stack.broker != null) {
                stack.broker.server().start().awaitReady(TIMEOUT);
            }
            stack.redis.server().awaitReady(TIMEOUT);
            stack.gateway.server().start().awaitReady(TIMEOUT);
            return stack;
        } catch (IllegalStateException | InterruptedException e) {
            stack.close();
            throw e;
        }
    }

    /** Creates topics for the other server. Existing ones stay as they are. */
    void createTopics(List<String> names) throws InterruptedException {
        if (names.isEmpty()) {
            return;
        }
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka))) {
            for (String name : names) {
                create(admin, name);
            }
        }
    }

    private static void create(Admin admin, String topic) throws InterruptedException {
        try {
            admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1)))
                    .all()
                    .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException("cannot create topic " + topic + ": " + e.getMessage(), e);
            }
        } catch (TimeoutException e) {
            throw new IllegalStateException("cannot create topic " + topic + ": Kafka does not answer", e);
        }
    }

    /** Bootstrap address of the broker. */
    String kafka() {
        return kafka;
    }

    MeasuredServer server() {
        return new MeasuredServer(
                "gateway", endpoint, new ServerProcess(gateway.server().pid()));
    }

    @Override
    public void close() {
        gateway.close();
        redis.close();
        if (broker != null) {
            broker.close();
        }
        directory.close();
    }
}
