package org.ocppgateway.ops.e2e;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ocppgateway.ops.stack.process.JavaCommand;
import org.ocppgateway.ops.stack.process.ProjectFiles;
import org.ocppgateway.ops.stack.process.Server;
import org.ocppgateway.ops.stack.redis.RedisProcess;

/** A configuration that cannot work ends the gateway with one message that names every problem. */
class WrongConfigurationIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    @TempDir
    Path directory;

    @Test
    void anUnknownKeyAndAWrongTypeAreNamedTogether() throws IOException, InterruptedException {
        String output = run("""
                gateway.endpoint.port = "often"
                gateway.endpoint.prot = 8080
                """);

        assertTrue(output.contains("endpoint.port"), output);
        assertTrue(output.contains("endpoint.prot"), output);
        assertHasNoStackTrace(output);
    }

    @Test
    void aMissingFileIsNamed() throws InterruptedException {
        String output = run(directory.resolve("missing.conf"));

        assertTrue(output.contains("missing.conf"), output);
        assertHasNoStackTrace(output);
    }

    @Test
    void aPortInUseIsNamed() throws IOException, InterruptedException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String output = run("""
                    gateway.endpoint.bind-address = "127.0.0.1"
                    gateway.endpoint.port = %d
                    gateway.admin.port = 0
                    """.formatted(taken.getLocalPort()));

            assertTrue(output.contains(Integer.toString(taken.getLocalPort())), output);
            assertHasNoStackTrace(output);
        }
    }

    @Test
    void aNodeOfARedisClusterTakenForASingleServerIsNamedWithWhatToWriteInstead()
            throws IOException, InterruptedException {
        try (RedisProcess node = RedisProcess.clusterNode(directory)) {
            node.server().start().awaitReady(TIMEOUT);
            String output = run("""
                    gateway.endpoint.port = 0
                    gateway.admin.port = 0
                    gateway.redis.uri = "redis://%s"
                    """.formatted(node.address()));

            assertTrue(output.contains("write redis-cluster://" + node.address()), output);
            assertHasNoStackTrace(output);
        }
    }

    @Test
    void everythingThatBreaksAPromiseIsNamedInOneMessage() throws IOException, InterruptedException {
        String output = run("""
                gateway.endpoint.port = 8080.7
                gateway.redis.timeout = 500
                gateway.kafka.client-properties { acks = "1", enable.idempotence = false, isolation.level = read_uncommitted }
                """);

        assertTrue(output.contains("The configuration has 5 problems:"), output);
        assertTrue(output.contains("must be a whole number, not 8080.7"), output);
        assertTrue(output.contains("acks must be -1 or all, not 1"), output);
        assertHasNoStackTrace(output);
    }

    private String run(String hocon) throws IOException, InterruptedException {
        Path configuration = directory.resolve("wrong.conf");
        Files.writeString(configuration, hocon);
        return run(configuration);
    }

    /** Runs the gateway until it gives up, and returns what it printed. */
    private String run(Path configuration) throws InterruptedException {
        Server gateway = new Server(
                "the gateway",
                JavaCommand.jar(
                        ProjectFiles.file("gateway/target/gateway.jar"),
                        List.of(),
                        List.of("--config", configuration.toString())),
                directory.resolve("gateway.log"),
                () -> () -> true);
        try (gateway) {
            assertNotEquals(0, gateway.start().awaitExit(TIMEOUT));
        }
        return gateway.logTail();
    }

    private static void assertHasNoStackTrace(String output) {
        assertTrue(!output.contains("\tat "), output);
    }
}
