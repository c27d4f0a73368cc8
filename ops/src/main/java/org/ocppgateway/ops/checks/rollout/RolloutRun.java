package org.ocppgateway.ops.checks.rollout;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.ocppgateway.ops.checks.chaos.CommandIssuer;
import org.ocppgateway.ops.checks.chaos.TopicRecorder;
import org.ocppgateway.ops.checks.ledger.Ledger;
import org.ocppgateway.ops.stack.cluster.Cluster;
import org.ocppgateway.ops.stack.gateway.GatewayProcess;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.simulator.behaviour.BehaviourSettings;
import org.ocppgateway.simulator.fleet.Fleet;
import org.ocppgateway.simulator.fleet.FleetSettings;
import org.ocppgateway.simulator.fleet.VersionMix;
import org.ocppgateway.simulator.measure.FleetCount;

/** Restarts the gateways one after the other under a fleet and a stream of commands, and evens them out afterwards. */
final class RolloutRun {
    /** Sessions that leave each pod above the average per second during the rebalance. */
    static final int REBALANCE_RATE = 50;

    private static final Duration TIMEOUT = Duration.ofMinutes(8);
    private static final Duration READ_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration STEADY = Duration.ofSeconds(10);
    private static final int CONNECTS_PER_SECOND = 100;
    private static final int ACCEPTED = 202;

    private final Cluster cluster;
    private final RolloutSettings settings;
    private final FleetSettings fleetSettings;
    private final Consumer<String> log;
    private final Ledger ledger = new Ledger();
    private final List<String> problems = new ArrayList<>();
    private final List<Boolean> exits = new ArrayList<>();

    /** @param tls of the charge points */
    RolloutRun(Cluster cluster, RolloutSettings settings, FleetSettings.Tls tls, Consumer<String> log) {
        this.cluster = cluster;
        this.settings = settings;
        this.log = log;
        URI plain = cluster.balancer().endpoint();
        URI endpoint = settings.tls() ? URI.create(plain.toString().replaceFirst("^ws:", "wss:")) : plain;
        this.fleetSettings = FleetSettings.of(endpoint, settings.chargePoints())
                .withTls(tls)
                .withConnectRate(CONNECTS_PER_SECOND)
                .withVersions(VersionMix.of(Map.of(OcppVersion.V1_6, 1, OcppVersion.V2_0_1, 1, OcppVersion.V2_1, 1)))
                .withBehaviour(BehaviourSettings.DEFAULT.withCharging(
                        new BehaviourSettings.Charging(0.5, Duration.ofMinutes(2), Duration.ofSeconds(20))))
                .withSeed(settings.seed());
    }

    /** Blocks until everything is settled or the timeouts have expired. */
    RolloutOutcome execute(LoadSamples loads) throws InterruptedException {
        TopicRecorder recorder = TopicRecorder.start(cluster, ledger);
        List<Integer> after;
        List<Integer> even;
        try (Fleet fleet = Fleet.start(fleetSettings, ledger);
                CommandIssuer issuer = new CommandIssuer(
                        cluster,
                        Long.toString(settings.seed(), Character.MAX_RADIX),
                        number -> Fleet.idOf(fleetSettings, number).value(),
                        ledger)) {
            await("the fleet is connected", () -> connected(fleet) == settings.chargePoints());
            try (CommandStream commands = new CommandStream(issuer, settings)) {
                TimeUnit.NANOSECONDS.sleep(STEADY.toNanos());
                restartAll(fleet);
                after = loads.now();
                log.accept("connections after the restart: " + after);
                even = rebalance(loads);
                log.accept("connections after the rebalance: " + even);
                commands.stop();
            }
            await("the fleet is connected", () -> connected(fleet) == settings.chargePoints());
            await("all commands have ended", () -> ledger.pendingCommands() == 0);
            if (!fleet.stop(Duration.ofSeconds(60))) {
                problems.add("some charge points did not stop in time");
            }
        }
        if (!recorder.finish(READ_TIMEOUT)) {
            problems.add("the topics were not read to their ends in time");
        }
        Closes closes = Closes.read(cluster.broker().address());
        return new RolloutOutcome(settings, ledger.balance(), closes, List.copyOf(exits), after, even, problems);
    }

    private void restartAll(Fleet fleet) throws InterruptedException {
        for (GatewayProcess gateway : cluster.gateways()) {
            long begun = System.nanoTime();
            gateway.server().terminate();
            int unused = gateway.server().awaitExit(TIMEOUT);
            boolean graceful = logEndsGracefully(gateway);
            exits.add(graceful);
            log.accept("a gateway stopped %s after %.1f s"
                    .formatted(graceful ? "gracefully" : "by force", (System.nanoTime() - begun) / 1e9));
            gateway.server().start();
            gateway.server().awaitReady(Cluster.TIMEOUT);
            await("the fleet is connected again", () -> connected(fleet) == settings.chargePoints());
        }
    }

    private static boolean logEndsGracefully(GatewayProcess gateway) {
        try {
            String text = Files.readString(gateway.server().log());
            return text.startsWith("has stopped, gracefully", Math.max(0, text.lastIndexOf("has stopped, ")));
        } catch (IOException e) {
            return false;
        }
    }

    /** Asks any gateway for a rebalance, and waits until it has ended. */
    private List<Integer> rebalance(LoadSamples loads) throws InterruptedException {
        String body = "{\"spreadPercent\":%d,\"ratePerSecond\":%d}".formatted(settings.spreadPercent(), REBALANCE_RATE);
        HttpRequest request = HttpRequest.newBuilder(cluster.gateway().admin("/api/v1/rebalance"))
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(10))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            log.accept("rebalance: %d %s"
                    .formatted(answer.statusCode(), answer.body().strip()));
            if (answer.statusCode() != ACCEPTED || answer.body().contains("\"pods\":[]")) {
                return loads.now();
            }
        } catch (IOException e) {
            problems.add("the rebalance could not be requested: " + e);
        }
        await("the rebalance has ended", this::rebalanceHasEnded);
        return loads.now();
    }

    private boolean rebalanceHasEnded() {
        try {
            return Files.readString(cluster.gateway().server().log()).contains("The rebalance by gateway-0 has ended")
                    || !problems.isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    private void await(String what, BooleanSupplier condition) throws InterruptedException {
        long begun = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - begun > TIMEOUT.toNanos()) {
                problems.add("not reached within " + TIMEOUT.toSeconds() + " s: " + what);
                return;
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        log.accept(what);
    }

    private static long connected(Fleet fleet) {
        return fleet.stats().count(FleetCount.CONNECTED);
    }
}
