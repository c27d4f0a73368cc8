package org.ocppgateway.ops.bench.compare;

import java.io.IOException;
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
import org.ocppgateway.ops.stack.broker.BrokerProcess;
import org.ocppgateway.ops.stack.gateway.GatewayProcess;
import org.ocppgateway.ops.stack.gateway.GatewaySettings;
import org.ocppgateway.ops.stack.process.Launch;
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
    private static final int PARTITIONS = 12;
    // No quick-start options: they cost throughput.
    private static final List<String> BROKER_OPTIONS =
            List.of("-XX:-UseSerialGC", "-XX:+UseG1GC", "-XX:TieredStopAtLevel=4", "-Xmx1g");

    private final TemporaryDirectory directory;
    private final @Nullable BrokerProcess broker;
    private final RedisProcess redis;
    private final GatewayProcess gateway;
    private final String kafka;

    private CompareStack(TemporaryDirectory directory, @Nullable String otherKafka, List<String> gatewayOptions) {
        this.directory = directory;
        broker = otherKafka == null
                ? new BrokerProcess(
                        Ports.isFree(USUAL_PORT) ? USUAL_PORT : Ports.free(), directory.path(), BROKER_OPTIONS)
                : null;
        kafka = broker == null ? String.valueOf(otherKafka) : broker.address();
        redis = new RedisProcess(directory.path());
        gateway = new GatewayProcess(
                GatewaySettings.on("dev", kafka, redis.address()), directory.path(), Launch.with(gatewayOptions));
    }

    /**
     * Starts all processes. Blocks until they are ready.
     *
     * @param kafka bootstrap address of a running broker; null to start one, on port 9092 if that is free
     * @param gatewayOptions JVM options of the gateway
     * @throws IllegalStateException with the end of its log, if a process does not become ready
     */
    static CompareStack start(@Nullable String kafka, List<String> gatewayOptions)
            throws IOException, InterruptedException {
        CompareStack stack = new CompareStack(new TemporaryDirectory("gateway-compare-"), kafka, gatewayOptions);
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
                "gateway",
                gateway.endpoint(),
                new ServerProcess(gateway.server().pid()));
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
