package org.ocppgateway.ops.stack.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ocppgateway.ops.stack.broker.BrokerProcess;
import org.ocppgateway.ops.stack.redis.RedisProcess;
import redis.clients.jedis.RedisClient;

class ServersIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    @TempDir
    Path directory;

    @Test
    void aKilledBrokerKeepsItsTopicsAndAddress() throws InterruptedException, ExecutionException {
        try (BrokerProcess broker = new BrokerProcess(directory)) {
            broker.server().start().awaitReady(TIMEOUT);
            Map<String, Object> settings = Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.address());
            try (Admin admin = Admin.create(settings)) {
                admin.createTopics(List.of(new NewTopic("kept", 3, (short) 1)))
                        .all()
                        .get();
            }

            broker.server().kill();
            broker.server().start().awaitReady(TIMEOUT);

            try (Admin admin = Admin.create(settings)) {
                assertTrue(admin.listTopics().names().get().contains("kept"));
            }
            assertTrue(broker.server().stop(), "stops when asked");
        }
    }

    @Test
    void aPersistentRedisKeepsItsDataOverARestart() throws InterruptedException {
        try (RedisProcess redis = new RedisProcess(Ports.free(), directory, true)) {
            redis.server().start().awaitReady(TIMEOUT);
            try (RedisClient client = RedisClient.create("127.0.0.1", redis.port())) {
                client.set("key", "value");
            }

            redis.server().stop();
            redis.server().start().awaitReady(TIMEOUT);

            try (RedisClient client = RedisClient.create("127.0.0.1", redis.port())) {
                assertEquals("value", client.get("key"));
            }
        }
    }

    @Test
    void aPausedServerAnswersAgainWhenItIsResumed() throws InterruptedException {
        try (RedisProcess redis = new RedisProcess(directory)) {
            redis.server().start().awaitReady(TIMEOUT);
            Readiness readiness = Readiness.replies(redis.port(), "PING", "+PONG");

            redis.server().pause();
            assertFalse(readiness.isReady());

            redis.server().resume();
            await().until(readiness::isReady);
        }
    }

    @Test
    void aServerThatDoesNotStartIsReportedWithTheEndOfItsLog() {
        Server server = new Server(
                "the example", List.of("bash", "-c", "echo why; exit 3"), directory.resolve("log"), () -> () -> false);
        server.start();

        IllegalStateException failure = assertThrows(IllegalStateException.class, () -> server.awaitReady(TIMEOUT));

        assertTrue(String.valueOf(failure.getMessage()).startsWith("the example ended with status 3 before"));
        assertTrue(String.valueOf(failure.getMessage()).endsWith("why"));
    }

    @Test
    void aProgramDoesNotOutliveAKilledStarter() throws IOException, InterruptedException {
        Process starter = new ProcessBuilder(
                        ProjectFiles.file("ops/lib/guard").toString(),
                        directory.resolve("log").toString(),
                        "sleep",
                        "1000")
                .start();
        String pid;
        try (var output = starter.inputReader(UTF_8)) {
            pid = output.readLine();
        }
        ProcessHandle program = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();

        // The death of the starter as the guard sees it: its standard input ends.
        starter.getOutputStream().close();

        await().until(() -> !program.isAlive());
        assertEquals(128 + 15, starter.waitFor());
    }
}
