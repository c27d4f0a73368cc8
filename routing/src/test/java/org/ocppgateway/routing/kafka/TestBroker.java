package org.ocppgateway.routing.kafka;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.testing.TestPorts;

/**
 * A real broker in this JVM. {@link #shared()} is shared by all test classes of a run; a test that stops a broker
 * creates its own.
 */
public final class TestBroker implements AutoCloseable {
    private static @Nullable TestBroker shared;

    private final Path directory;
    private final String protocol;
    private final Map<String, String> security;
    private final int controllerPort = TestPorts.free();
    private int port = TestPorts.free();
    private KafkaRaftServer server;

    private TestBroker(Path directory, String protocol, Map<String, String> security) throws Exception {
        this.directory = directory;
        this.protocol = protocol;
        this.security = Map.copyOf(security);
        format(directory);
        this.server = startServer();
    }

    /** Started once and stopped with the JVM. */
    public static synchronized TestBroker shared() throws Exception {
        if (shared == null) {
            TestBroker started = start(Files.createTempDirectory("routing-broker"));
            Runtime.getRuntime().addShutdownHook(new Thread(started::close));
            shared = started;
        }
        return shared;
    }

    public static TestBroker start(Path directory) throws Exception {
        return new TestBroker(directory, "PLAINTEXT", Map.of());
    }

    /** Starts a broker that accepts clients only over that protocol. */
    static TestBroker start(Path directory, String protocol, Map<String, String> security) throws Exception {
        return new TestBroker(directory, protocol, security);
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    int port() {
        return port;
    }

    /** Starts again with the same data under another address. */
    void restartElsewhere() {
        port = TestPorts.free();
        restart();
    }

    public void restart() {
        server = startServer();
    }

    @Override
    public void close() {
        stop();
    }

    public void stop() {
        server.shutdown();
        server.awaitShutdown();
    }

    private KafkaRaftServer startServer() {
        Map<String, String> properties = new HashMap<>(properties(directory, protocol, port, controllerPort));
        properties.putAll(security);
        KafkaRaftServer started = new KafkaRaftServer(new KafkaConfig(properties), Time.SYSTEM);
        started.startup();
        return started;
    }

    private static Map<String, String> properties(Path directory, String protocol, int port, int controllerPort) {
        return Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", "1"),
                Map.entry("listeners", protocol + "://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort),
                Map.entry("advertised.listeners", protocol + "://127.0.0.1:" + port),
                Map.entry("inter.broker.listener.name", protocol),
                Map.entry("listener.security.protocol.map", protocol + ":" + protocol + ",CONTROLLER:PLAINTEXT"),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("controller.quorum.voters", "1@127.0.0.1:" + controllerPort),
                Map.entry("log.dirs", directory.resolve("data").toString()),
                Map.entry("auto.create.topics.enable", "false"),
                Map.entry("broker.heartbeat.interval.ms", "200"),
                Map.entry("broker.session.timeout.ms", "1500"),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                Map.entry("offsets.topic.num.partitions", "1"),
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("transaction.state.log.num.partitions", "1"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"));
    }

    private static void format(Path directory) throws Exception {
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setNodeId(1)
                .setClusterId(Uuid.randomUuid().toString())
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setControllerListenerName("CONTROLLER")
                .setDirectories(List.of(directory.resolve("data").toString()))
                .setMetadataLogDirectory(directory.resolve("data").toString())
                .run();
    }
}
