package org.ocppgateway.ops.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ocppgateway.ops.stack.process.Launch;
import org.ocppgateway.ops.stack.process.QuickStart;
import org.ocppgateway.ops.stack.process.Server;

/** A record on {@code commands-down} that inflates to more than the heap of its reader. */
class DeadlyRecordIT {
    private static final int INFLATED = 160 * 1024 * 1024;
    private static final int RESTARTS = 8;
    private static final Duration TIMEOUT = Duration.ofMinutes(3);

    @TempDir
    static Path directory = Path.of("");

    private static void produceBomb(Rig rig) throws Exception {
        Map<String, Object> properties = Map.of(
                "bootstrap.servers",
                rig.cluster().broker().address(),
                "compression.type",
                "gzip",
                "max.request.size",
                2 * INFLATED,
                "buffer.memory",
                2L * INFLATED);
        try (var producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("commands-down", "gateway-0".getBytes(UTF_8), new byte[INFLATED]))
                    .get();
        }
    }

    @Test
    @DisplayName("a record that inflates beyond the heap ends a few processes, and is then skipped")
    void aRecordThatExceedsTheHeapIsSkippedAfterAFewRestarts() throws Exception {
        Launch small = Launch.with(QuickStart.of("gateway", "-Xmx144m"));
        try (Rig rig = Rig.start(directory, 1, "", launch -> small)) {
            Server gateway = rig.gateway(0).server();
            produceBomb(rig);
            assertEquals(3, gateway.awaitExit(TIMEOUT), "it ended because of an OutOfMemoryError");
            // Behind the deadly record on the same partition.
            String orphan = rig.commandTo("gateway-0", "NOT-CONNECTED", "reset", "{\"type\":\"soft\"}");

            int restarts = restartUntil(rig, gateway, orphan);
            gateway.awaitReady(TIMEOUT);

            System.out.println("skipped after " + restarts + " restarts");
            // A process that ran out of memory may have been cut off from Redis. Then it cannot rule out a send.
            String outcome = rig.result(orphan).get("outcome").getAsString();
            assertTrue(List.of("not-connected", "uncertain").contains(outcome), outcome);
            assertTrue(rig.metric(0, "ocpp_gateway_kafka_records_skipped_total") >= 1);
            assertTrue(gateway.isAlive());
        }
    }

    /** Restarts the gateway whenever it has ended, as a service manager does. */
    private static int restartUntil(Rig rig, Server gateway, String command) throws InterruptedException {
        for (int restarts = 1; restarts <= RESTARTS; restarts++) {
            // It may end before it is seen to be ready.
            gateway.start();
            await().atMost(TIMEOUT)
                    .until(() -> !gateway.isAlive()
                            || !rig.backend().results(command).isEmpty());
            if (gateway.isAlive()) {
                return restarts;
            }
        }
        throw new AssertionError("it ended " + RESTARTS + " times; its last lines: " + gateway.logTail());
    }
}
