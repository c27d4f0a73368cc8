package org.ocppgateway.ops.bench.system;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ocppgateway.ops.bench.figure.BenchFigure;
import org.ocppgateway.ops.bench.figure.BenchTarget;
import org.ocppgateway.ops.bench.figure.Measurement;
import org.ocppgateway.ops.bench.flood.PasswordGuesser;
import org.ocppgateway.ops.bench.load.CallReport;
import org.ocppgateway.ops.bench.load.Load;

/** Effect of 10,000 wrong passwords a minute on the traffic of 1,000 charge points, and the time that hashing them costs. */
public final class GuessingMeasurement implements Measurement {
    private static final int FLEET = 1_000;
    private static final int CALLS_PER_SECOND = 500;
    private static final int GUESSES_PER_MINUTE = 10_000;
    private static final int TARGETS = 100;
    private static final int CONNECTING_AT_A_TIME = 200;
    private static final int P99 = 99;
    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final Duration WARM_UP = Duration.ofSeconds(30);
    private static final Duration MEASURED = Duration.ofSeconds(60);
    private static final Duration INTERVAL = Duration.ofMinutes(1).dividedBy(GUESSES_PER_MINUTE);
    private static final String HASHING = "ocpp_gateway_password_hash_duration_seconds_sum";

    /** The default limits, which the development configuration switches off. */
    private static final String LIMITS = "gateway.security.failed-attempts { by-address = 100, total = 300 }";

    private static final HttpClient ADMIN = HttpClient.newHttpClient();

    @Override
    public String name() {
        return "guessing";
    }

    @Override
    public String about() {
        return "1,000 charge points with 500 Heartbeats a second, before and during 10,000 wrong passwords a minute";
    }

    /** @param hashing time of all password hashes, in seconds */
    private record Attack(String target, CallReport calls, Map<String, Integer> answers, double hashing) {}

    @Override
    public List<BenchFigure> run(Progress progress) throws Exception {
        try (BenchCluster cluster = BenchCluster.open(LIMITS)) {
            for (int i = 0; i < TARGETS; i++) {
                putCredentials(cluster, "TARGET-" + i);
            }
            try (Load load = new Load(cluster.gateway().endpoint(), FLEET)) {
                Duration unused = load.connect(CONNECTING_AT_A_TIME, TIMEOUT);
                CallReport quiet = traffic(load);
                progress.report("quiet: p50 %.2f ms, p99 %.2f ms".formatted(quiet.millisOf(50), quiet.millisOf(P99)));
                List<Attack> attacks = new ArrayList<>();
                for (int targets : List.of(1, TARGETS)) {
                    Attack attack = attack(cluster, load, targets);
                    attacks.add(attack);
                    progress.report("passwords of %s: p50 %.2f ms, p99 %.2f ms; answers %s; %.1f s of hashing"
                            .formatted(
                                    attack.target(),
                                    attack.calls().millisOf(50),
                                    attack.calls().millisOf(P99),
                                    attack.answers(),
                                    attack.hashing()));
                }
                return figures(quiet, attacks);
            }
        }
    }

    private static CallReport traffic(Load load) throws InterruptedException {
        return load.callAtRate(FLEET, CALLS_PER_SECOND, BenchCluster.HEARTBEAT, WARM_UP, MEASURED)
                .checked();
    }

    private static Attack attack(BenchCluster cluster, Load load, int targets)
            throws IOException, InterruptedException {
        double before = hashing(cluster);
        URI endpoint = cluster.gateway().endpoint();
        try (PasswordGuesser guesser = PasswordGuesser.start(endpoint, targets, INTERVAL)) {
            CallReport calls = traffic(load);
            String target = targets == 1 ? "one identity" : targets + " identities";
            return new Attack(target, calls, guesser.answers(), hashing(cluster) - before);
        }
    }

    private static void putCredentials(BenchCluster cluster, String id) throws IOException, InterruptedException {
        HttpResponse<String> answer = ADMIN.send(
                HttpRequest.newBuilder(cluster.gateway().admin("/api/v1/credentials/" + id))
                        .header("Content-Type", "application/json")
                        .PUT(HttpRequest.BodyPublishers.ofString("{\"profile\":1,\"password\":\"correct horse\"}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 201) {
            throw new IOException(answer.statusCode() + ": " + answer.body());
        }
    }

    private static double hashing(BenchCluster cluster) throws IOException, InterruptedException {
        HttpResponse<String> metrics = ADMIN.send(
                HttpRequest.newBuilder(cluster.gateway().admin("/metrics")).build(),
                HttpResponse.BodyHandlers.ofString());
        return metrics.body()
                .lines()
                .filter(line -> line.startsWith(HASHING))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static List<BenchFigure> figures(CallReport quiet, List<Attack> attacks) {
        String settings =
                BenchCluster.settings("%,d connections, %d Heartbeats/s, %,d guesses/min, %d s, all on one machine"
                        .formatted(FLEET, CALLS_PER_SECOND, GUESSES_PER_MINUTE, MEASURED.toSeconds()));
        List<BenchFigure> figures = new ArrayList<>();
        figures.add(new BenchFigure(
                "heartbeat p99 quiet", quiet.millisOf(P99), "ms", BenchTarget.Watched.LESS_IS_BETTER, settings));
        for (Attack attack : attacks) {
            String during = "guessing " + attack.target();
            int guesses = attack.answers().values().stream()
                    .mapToInt(Integer::intValue)
                    .sum();
            int limited = attack.answers().getOrDefault("429", 0);
            double p99 = attack.calls().millisOf(P99);
            figures.add(new BenchFigure(
                    during + " heartbeat p99", p99, "ms", BenchTarget.Watched.LESS_IS_BETTER, settings));
            figures.add(new BenchFigure(
                    during + " p99 ratio", p99 / quiet.millisOf(P99), "", BenchTarget.atMost(2), settings));
            figures.add(new BenchFigure(
                    during + " limited", 100.0 * limited / guesses, "%", BenchTarget.atLeast(90), settings));
            figures.add(new BenchFigure(
                    during + " hashing", attack.hashing(), "s", BenchTarget.Watched.LESS_IS_BETTER, settings));
        }
        return figures;
    }
}
