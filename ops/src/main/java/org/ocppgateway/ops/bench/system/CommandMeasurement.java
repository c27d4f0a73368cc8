package org.ocppgateway.ops.bench.system;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.ocppgateway.ops.bench.figure.BenchFigure;
import org.ocppgateway.ops.bench.figure.BenchTarget;
import org.ocppgateway.ops.bench.figure.Measurement;
import org.ocppgateway.ops.stack.backend.BackendEvent;
import org.ocppgateway.ops.stack.backend.Feed;
import org.ocppgateway.ops.stack.fleet.FleetProcess;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.routing.client.ClientSettings;
import org.ocppgateway.routing.client.GatewayClient;
import org.ocppgateway.routing.client.Result;
import org.ocppgateway.routing.command.Outcome;

/** Round trip of a command for a backend, from producing it to consuming its result. */
public final class CommandMeasurement implements Measurement {
    private static final int CHARGE_POINTS = 50;
    private static final int WARM_UP = 300;
    private static final int COMMANDS = 1_000;
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final String TYPE = "get.configuration";
    private static final JsonObject DATA =
            JsonParser.parseString("{\"keys\":[\"HeartbeatInterval\"]}").getAsJsonObject();

    @Override
    public String name() {
        return "commands";
    }

    @Override
    public String about() {
        return "round trip of a command at light load, from producing it to consuming its result";
    }

    @Override
    public List<BenchFigure> run(Progress progress) throws Exception {
        Histogram roundTrip = new Histogram(LONGEST.toNanos(), 3);
        try (BenchCluster cluster = BenchCluster.open();
                Feed<BackendEvent> feed = Feed.events(cluster.cluster().broker().address(), false);
                FleetProcess fleet = new FleetProcess(
                        cluster.gateway().endpoint(), CHARGE_POINTS, cluster.directory(), List.of(), List.of());
                GatewayClient backend = GatewayClient.open(
                        ClientSettings.of(
                                cluster.cluster().broker().address(),
                                "redis://" + cluster.cluster().redis().address()),
                        new PrometheusRegistry())) {
            fleet.server().start();
            awaitBoots(feed);
            for (int i = 0; i < WARM_UP + COMMANDS; i++) {
                long begun = System.nanoTime();
                Result result = backend.call(new ChargePointId("CP-%03d".formatted(i % CHARGE_POINTS + 1)), TYPE, DATA);
                if (result.outcome() != Outcome.COMPLETED) {
                    throw new IllegalStateException(result.toString());
                }
                if (i >= WARM_UP) {
                    roundTrip.recordValue(System.nanoTime() - begun);
                }
            }
        }
        String settings =
                BenchCluster.settings("%,d commands one after the other after %,d, to %d simulated charge points"
                        .formatted(COMMANDS, WARM_UP, CHARGE_POINTS));
        return List.of(
                figure("p50", roundTrip.getValueAtPercentile(50), BenchTarget.atMost(20), settings),
                figure("p99", roundTrip.getValueAtPercentile(99), BenchTarget.atMost(100), settings));
    }

    private static void awaitBoots(Feed<BackendEvent> feed) {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        long booted = 0;
        while (booted < CHARGE_POINTS) {
            booted += feed.next().stream()
                    .filter(event -> event.type().equals("device.online"))
                    .count();
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("only " + booted + " charge points have booted");
            }
        }
    }

    private static BenchFigure figure(String percentile, long nanos, BenchTarget target, String settings) {
        return new BenchFigure("command round trip " + percentile, nanos / 1e6, "ms", target, settings);
    }
}
