package org.ocppgateway.ops.stack.broker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * One Kafka broker on the loopback address, for development and tests. Broker 1 is the controller for itself and for
 * brokers that join it. A new data directory is formatted, an existing one is reused.
 */
public final class BrokerMain {
    /** Printed when the broker is ready. */
    static final String READY = "Kafka broker is ready";

    // A constant cluster id, so that an existing data directory is accepted.
    private static final String CLUSTER_ID = "ocpp-gateway-broker-01";

    private BrokerMain() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 4 && arguments.length != 5) {
            throw new IllegalArgumentException(
                    "arguments: number, port, controller port, data directory, and optionally a file of settings");
        }
        int number = Integer.parseInt(arguments[0]);
        int port = Integer.parseInt(arguments[1]);
        int controllerPort = Integer.parseInt(arguments[2]);
        Path data = Path.of(arguments[3]);
        Properties settings = settings(number, port, controllerPort, data);
        List<String> scramUsers = new ArrayList<>();
        if (arguments.length == 5) {
            addSecurity(settings, Path.of(arguments[4]), scramUsers);
        }
        format(number, data, scramUsers);
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "stop"));
        server.startup();
        System.out.println(READY);
        server.awaitShutdown();
    }

    /** Adds the settings of {@link BrokerSecurity}. */
    private static void addSecurity(Properties settings, Path file, List<String> scramUsers) throws IOException {
        Properties more = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            more.load(in);
        }
        scramUsers.add(String.valueOf(more.remove(BrokerSecurity.SCRAM_USERS)));
        settings.putAll(more);
    }

    private static void format(int number, Path data, List<String> scramUsers) throws Exception {
        new Formatter()
                .setNodeId(number)
                .setClusterId(CLUSTER_ID)
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(data.toString())
                .addDirectory(data.toString())
                .setIgnoreFormatted(true)
                .setScramArguments(scramUsers)
                .run();
    }

    private static Properties settings(int number, int port, int controllerPort, Path data) {
        boolean first = number == 1;
        Properties settings = new Properties();
        settings.put("process.roles", first ? "broker,controller" : "broker");
        settings.put("node.id", Integer.toString(number));
        settings.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put(
                "listeners",
                "PLAINTEXT://127.0.0.1:" + port + (first ? ",CONTROLLER://127.0.0.1:" + controllerPort : ""));
        settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("log.dirs", data.toString());
        settings.put("auto.create.topics.enable", "false");
        // Without ACLs every user may do everything.
        settings.put("authorizer.class.name", StandardAuthorizer.class.getName());
        settings.put("allow.everyone.if.no.acl.found", "true");
        // One broker has one replica. Short timeouts, so that a restart after a crash is detected soon.
        settings.put("offsets.topic.num.partitions", "1");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("transaction.state.log.num.partitions", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("share.coordinator.state.topic.num.partitions", "1");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("broker.heartbeat.interval.ms", "200");
        settings.put("broker.session.timeout.ms", "1500");
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        return settings;
    }
}
