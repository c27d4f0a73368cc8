package org.ocppgateway.routing.kafka;

import static java.util.stream.Collectors.joining;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
    private final Map<String, Integer> ports = new LinkedHashMap<>();
    private final List<String> scramUsers;
    private final Map<String, String> security;
    private final int controllerPort = TestPorts.free();
    private KafkaRaftServer server;

    private TestBroker(Path directory, List<String> protocols, Map<String, String> security, List<String> scramUsers)
            throws Exception {
        this.directory = directory;
        this.scramUsers = List.copyOf(scramUsers);
        protocols.forEach(protocol -> ports.put(protocol, TestPorts.free()));
        this.security = Map.copyOf(security);
        format();
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
        return start(directory, "PLAINTEXT", Map.of());
    }

    /** Starts a broker that accepts clients only over that protocol. */
    static TestBroker start(Path directory, String protocol, Map<String, String> security) throws Exception {
        return new TestBroker(directory, List.of(protocol), security, List.of());
    }

    /**
     * Starts a broker with one listener for each of these protocols.
     *
     * @param scramUsers users of the form {@code SCRAM-SHA-512=[name=N,password=P]}
     */
    static TestBroker start(
            Path directory, List<String> protocols, Map<String, String> security, List<String> scramUsers)
            throws Exception {
        return new TestBroker(directory, protocols, security, scramUsers);
    }

    public String bootstrapServers() {
        return bootstrapServers(ports.keySet().iterator().next());
    }

    String bootstrapServers(String protocol) {
        return "127.0.0.1:" + ports.get(protocol);
    }

    int port() {
        return ports.values().iterator().next();
    }

    /** Starts again with the same data under another address. */
    void restartElsewhere() {
        ports.replaceAll((protocol, port) -> TestPorts.free());
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
        Map<String, String> properties = new HashMap<>(properties());
        properties.putAll(security);
        KafkaRaftServer started = new KafkaRaftServer(new KafkaConfig(properties), Time.SYSTEM);
        started.startup();
        return started;
    }

    private Map<String, String> properties() {
        String listeners = ports.entrySet().stream()
                .map(each -> each.getKey() + "://127.0.0.1:" + each.getValue())
                .collect(joining(","));
        String protocols =
                ports.keySet().stream().map(each -> each + ":" + each).collect(joining(","));
        return Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", "1"),
                Map.entry("listeners", listeners + ",CONTROLLER://127.0.0.1:" + controllerPort),
                Map.entry("advertised.listeners", listeners),
                Map.entry(
                        "inter.broker.listener.name", ports.keySet().iterator().next()),
                Map.entry("listener.security.protocol.map", protocols + ",CONTROLLER:PLAINTEXT"),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("controller.quorum.voters", "1@127.0.0.1:" + controllerPort),
                Map.entry("log.dirs", directory.resolve("data").toString()),
                Map.entry("auto.create.topics.enable", "false"),
                Map.entry("broker.heartbeat.interval.ms", "200"),
                Map.entry("broker.session.timeout.ms", "30000"),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                Map.entry("offsets.topic.num.partitions", "1"),
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("transaction.state.log.num.partitions", "1"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"));
    }

    private void format() throws Exception {
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setNodeId(1)
                .setClusterId(Uuid.randomUuid().toString())
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setControllerListenerName("CONTROLLER")
                .setScramArguments(scramUsers)
                .setDirectories(List.of(directory.resolve("data").toString()))
                .setMetadataLogDirectory(directory.resolve("data").toString())
                .run();
    }
}
