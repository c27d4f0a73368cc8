package org.ocppgateway.gateway;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ocppgateway.gateway.config.Configuration;
import org.ocppgateway.gateway.endpoint.RawClient;
import org.ocppgateway.protocol.testing.TestPorts;
import picocli.CommandLine;

class GatewayStartTest {
    @TempDir
    Path directory;

    @Test
    void aTakenEndpointPortIsNamedWithItsKey() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String message = startFailure("""
                gateway.endpoint { bind-address = "127.0.0.1", port = %d }
                gateway.admin.port = 0
                """.formatted(taken.getLocalPort()));
            assertTrue(message.contains("port " + taken.getLocalPort()), message);
            assertTrue(message.contains("gateway.endpoint.port"), message);
        }
    }

    @Test
    void aTakenAdminPortIsNamedAndNothingStaysStarted() throws Exception {
        int endpointPort = TestPorts.free();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String message = startFailure("""
                gateway.endpoint { bind-address = "127.0.0.1", port = %d }
                gateway.admin { bind-address = "127.0.0.1", port = %d }
                """.formatted(endpointPort, taken.getLocalPort()));
            assertTrue(message.contains("gateway.admin.port"), message);
        }
        try (ServerSocket again = new ServerSocket(endpointPort, 1, InetAddress.getLoopbackAddress())) {
            assertEquals(endpointPort, again.getLocalPort());
        }
    }

    /** Kafka is unavailable at start (fault 34). */
    @Test
    void whileTheGatewayWaitsForKafkaUpgradesAreRefusedWithRetryAfter() throws Exception {
        int port = TestPorts.free();
        Gateway gateway =
                new Gateway(Configuration.load(file("""
                    gateway.endpoint { bind-address = "127.0.0.1", port = %d }
                    gateway.admin { bind-address = "127.0.0.1", port = 0 }
                    gateway.kafka { bootstrap-servers = "127.0.0.1:1", start-timeout = 1 s, request-timeout = 500 ms }
                    gateway.redis.uri = "redis://127.0.0.1:1"
                    """.formatted(port))).settings());
        Thread start = Thread.ofPlatform().start(() -> assertThrows(InterruptedException.class, gateway::start));
        try {
            await().ignoreExceptions().untilAsserted(() -> {
                try (RawClient client = new RawClient(port)) {
                    String answer = client.upgrade("/ocpp/CP-1", "Sec-WebSocket-Protocol: ocpp1.6");
                    assertTrue(answer.startsWith("HTTP/1.1 503 "), answer);
                    assertTrue(answer.contains("Retry-After: "), answer);
                }
            });
        } finally {
            start.interrupt();
            start.join();
        }
    }

    /** A missing library is detected after other components have started: the endpoint answers and the timer runs. */
    @Test
    void anErrorAtStartEndsTheProcess() throws Exception {
        Path config = file("""
            gateway.endpoint { bind-address = "127.0.0.1", port = 0 }
            gateway.admin { bind-address = "127.0.0.1", port = 0 }
            gateway.redis.uri = "redis://127.0.0.1:1"
            """);
        String classes = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("kafka-clients"))
                .collect(Collectors.joining(File.pathSeparator));
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classes,
                        Main.class.getName(),
                        "--config",
                        config.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            await().until(() -> !process.isAlive());
            assertEquals(1, process.exitValue());
            assertTrue(Files.readString(output).contains("NoClassDefFoundError: org/apache/kafka/"));
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aWrongConfigurationHasItsOwnExitCode() throws Exception {
        assertEquals(
                78,
                new CommandLine(new Main())
                        .execute("--config", file("gateway.nonsense = 1").toString()));
        assertEquals(
                0,
                new CommandLine(new Main())
                        .execute(
                                "--check-config",
                                "--config",
                                file("gateway.admin.port = 0").toString()));
        assertEquals(2, new CommandLine(new Main()).execute("--no-such-option"));
    }

    private String startFailure(String hocon) throws Exception {
        Gateway gateway = new Gateway(Configuration.load(file(hocon)).settings());
        return String.valueOf(assertThrows(StartException.class, gateway::start).getMessage());
    }

    private Path file(String hocon) throws Exception {
        Path file = directory.resolve("test.conf");
        Files.writeString(file, hocon);
        return file;
    }
}
