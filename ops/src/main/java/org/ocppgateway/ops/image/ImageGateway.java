package org.ocppgateway.ops.image;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.ocppgateway.ops.stack.broker.BrokerProcess;
import org.ocppgateway.ops.stack.process.Ports;
import org.ocppgateway.ops.stack.process.Readiness;
import org.ocppgateway.ops.stack.process.Server;
import org.ocppgateway.ops.stack.redis.RedisProcess;

/**
 * A gateway that runs from the files of the image, with a Kafka and a Redis of its own. It is started and stopped
 * through {@link #server}.
 */
final class ImageGateway implements AutoCloseable {
    /** Timeout for each start on a slow and busy machine. */
    static final Duration TIMEOUT = Duration.ofSeconds(90);

    private final int port = Ports.free();
    private final int adminPort = Ports.free();
    private final BrokerProcess broker;
    private final RedisProcess redis;
    private final Path directory;

    /** Starts Kafka and Redis and waits until both are ready. */
    ImageGateway(Path directory) throws InterruptedException {
        this.directory = directory;
        broker = new BrokerProcess(directory);
        redis = new RedisProcess(directory);
        broker.server().start();
        redis.server().start().awaitReady(TIMEOUT);
        broker.server().awaitReady(TIMEOUT);
    }

    /**
     * Writes the configuration: that of production, without TLS and with topics that the gateway creates.
     *
     * @param configurations directory of {@code production.conf}, as the gateway sees it
     * @return the file {@code gateway.conf} in a directory of its own
     */
    Path configuration(String configurations) throws IOException {
        Path folder = Files.createDirectories(directory.resolve("conf.d"));
        return Files.writeString(folder.resolve("gateway.conf"), """
            include required(file("%s/production.conf"))
            gateway {
              security.required-profile = 0
              endpoint { bind-address = "127.0.0.1", port = %d }
              admin { bind-address = "127.0.0.1", port = %d }
              kafka {
                create-topics = true
                topics { events.replication = 1, commands.replication = 1, results.replication = 1, dead-letters.replication = 1 }
              }
            }
            """.formatted(configurations, port, adminPort));
    }

    /** A gateway that is not started yet. The command is preceded by the variables that the configuration needs. */
    Server server(List<String> command) {
        List<String> variables = List.of(
                "env",
                "POD_NAME=gateway-0",
                "KAFKA_BOOTSTRAP_SERVERS=" + broker.address(),
                "KAFKA_SECURITY_PROTOCOL=PLAINTEXT",
                "REDIS_URI=redis://" + redis.address());
        List<String> all = new ArrayList<>(variables);
        all.addAll(command);
        return new Server("Gateway of the image", all, log(), () -> Readiness.answers(admin("/health/ready")));
    }

    Path log() {
        return directory.resolve("gateway.log");
    }

    URI endpoint() {
        return URI.create("ws://127.0.0.1:" + port + "/ocpp");
    }

    URI admin(String path) {
        return URI.create("http://127.0.0.1:" + adminPort + path);
    }

    @Override
    public void close() {
        redis.close();
        broker.close();
    }
}
