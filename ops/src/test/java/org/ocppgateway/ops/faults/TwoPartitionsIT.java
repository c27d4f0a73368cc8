package org.ocppgateway.ops.faults;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ocppgateway.ops.bench.flood.SlowFleet;
import org.ocppgateway.ops.stack.broker.BrokerProcess;
import org.ocppgateway.ops.stack.cluster.Cluster;
import org.ocppgateway.ops.stack.process.Server;

/**
 * Row 32 of the faults: two partitions hang under load. All limits are a tenth of the defaults: capacity, and 300
 * messages per second instead of 3,000.
 */
class TwoPartitionsIT {
    private static final int OUT = 2;
    private static final String TENTH = """
        gateway {
          session.capacity { messages-in-progress = 500, reserved = 100 }
          kafka.max-in-flight = 1000
        }
        """;
    private static final SlowFleet.Link EACH_SECOND =
            new SlowFleet.Link(600, 2_000, Duration.ZERO, Duration.ofSeconds(1));

    @TempDir
    Path directory;

    @Test
    @DisplayName(
            "row 32: two partitions hang at 300 messages per second; charge points of others do not wait for capacity")
    void twoHungPartitionsTakeNoCapacityFromOthers() throws Exception {
        try (Rig rig = Rig.start(directory, 1, TENTH);
                BrokerProcess second = rig.cluster().broker().second(directory)) {
            second.server().start().awaitReady(Cluster.TIMEOUT);
            for (int partition = 0; partition < OUT; partition++) {
                EventTopic.move(rig.cluster(), partition, 2);
            }
            URI endpoint = rig.gateway(0).endpoint();
            try (SlowFleet concerned = SlowFleet.start(endpoint, ids(0, OUT, 50), EACH_SECOND, Cluster.TIMEOUT);
                    SlowFleet others = SlowFleet.start(
                            endpoint, ids(OUT, EventTopic.PARTITIONS, 250), EACH_SECOND, Cluster.TIMEOUT)) {
                Histogram before = awaitReports(others, 2_500);
                Histogram during = awaitReports(others, 7_500, second.server());
                double waits = rig.metric(0, "ocpp_gateway_capacity_waits_total");
                double refusals = rig.metric(0, "ocpp_gateway_capacity_refusals_total");
                System.out.printf(
                        "TwoPartitionsIT: others before %s, during %s; waits %s, refusals %s; lost %d and %d%n",
                        describe(before), describe(during), waits, refusals, concerned.lost(), others.lost());
                assertEquals(0, waits);
                assertEquals(0, refusals);
                assertEquals(0, others.lost());
            }
        }
    }

    private static Histogram awaitReports(SlowFleet fleet, long count, Server paused) throws InterruptedException {
        paused.pause();
        try {
            return awaitReports(fleet, count);
        } finally {
            paused.resume();
        }
    }

    private static Histogram awaitReports(SlowFleet fleet, long count) {
        Histogram all = new Histogram(3);
        await().atMost(RawChargePoint.TIMEOUT.multipliedBy(4)).until(() -> {
            all.add(fleet.takeLatencies());
            return all.getTotalCount() >= count;
        });
        return all;
    }

    private static String describe(Histogram micros) {
        return "p50 %.1f ms, p99 %.1f ms, max %.1f ms of %d"
                .formatted(
                        micros.getValueAtPercentile(50) / 1_000.0,
                        micros.getValueAtPercentile(99) / 1_000.0,
                        micros.getMaxValue() / 1_000.0,
                        micros.getTotalCount());
    }

    /** Returns identities whose events are on one of these partitions. */
    private static List<String> ids(int from, int to, int count) {
        return IntStream.iterate(0, number -> number + 1)
                .mapToObj(number -> "R32-" + number)
                .filter(id -> {
                    int partition = EventTopic.partitionOf(id);
                    return partition >= from && partition < to;
                })
                .limit(count)
                .toList();
    }
}
