package org.ocppgateway.ops.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ocppgateway.ops.bench.flood.Attackers;
import org.ocppgateway.ops.bench.flood.SlowFleet;
import org.ocppgateway.ops.stack.cluster.Cluster;
import org.ocppgateway.ops.stack.cluster.ClusterSettings;
import org.ocppgateway.ops.stack.process.Launch;
import org.ocppgateway.ops.stack.process.QuickStart;

/**
 * Senders of unfinished messages and endless pings cost charge points on slow links no connection. See {@code
 * ops/bench flood}.
 */
class FloodIT {
    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final int FLEET = 100;

    /** 16 unfinished megabytes exceed the bound for incomplete messages. */
    private static final Launch SMALL = Launch.with(QuickStart.of("gateway", "-Xmx256m"));

    @TempDir
    Path directory;

    @Test
    void slowChargePointsAreServedDuringAFlood() throws InterruptedException {
        String limits = "gateway.connection { messages-per-second = 2, message-burst = 100, flood-patience = 5 s }";
        SlowFleet.Link link = new SlowFleet.Link(30_000, 1_400, Duration.ofMillis(50), Duration.ofMillis(100));
        try (Cluster cluster =
                Cluster.start(ClusterSettings.forTest(directory).with(limits).withLaunch(launch -> SMALL))) {
            URI endpoint = cluster.gateway().endpoint();
            try (SlowFleet fleet = SlowFleet.start(endpoint, FLEET, link, TIMEOUT);
                    Attackers attackers = new Attackers()) {
                attackers.sendUnfinished(endpoint, 16, 1024 * 1024);
                attackers.flood(endpoint, 10);
                await("unfinished messages are evicted")
                        .atMost(TIMEOUT)
                        .until(() -> metric(cluster, "ocpp_gateway_connection_backlog_full_total") >= 16);
                await("flooding peers are closed")
                        .atMost(TIMEOUT)
                        .until(() -> metric(cluster, "ocpp_gateway_connections_flooding_total") >= 10);
                Histogram answered = fleet.takeLatencies();
                await().atMost(TIMEOUT).until(() -> {
                    answered.add(fleet.takeLatencies());
                    return answered.getTotalCount() >= 3L * FLEET || fleet.lost() > 0;
                });
                assertEquals(0, fleet.lost());
            }
        }
    }

    private static double metric(Cluster cluster, String name) {
        return Metrics.of(cluster.gateway()).sum(name);
    }
}
