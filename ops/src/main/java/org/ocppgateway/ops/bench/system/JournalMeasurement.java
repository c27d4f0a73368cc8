package org.ocppgateway.ops.bench.system;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ocppgateway.ops.bench.figure.BenchFigure;
import org.ocppgateway.ops.bench.figure.BenchTarget;
import org.ocppgateway.ops.bench.figure.Measurement;
import org.ocppgateway.ops.bench.load.CallTemplate;
import org.ocppgateway.ops.bench.load.Load;

/** Closed loops with the frame journal in memory only, with charge points that are watched, and with all frames on Kafka; in turns. */
public final class JournalMeasurement implements Measurement {
    private static final int CONNECTIONS = 1_000;
    private static final int CONNECTING_AT_A_TIME = 200;
    private static final int WATCHED = 100;
    /** The most live streams of a pod. */
    private static final int STREAMS = 20;

    private static final int ROUNDS = 2;
    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration MEASURED = Duration.ofSeconds(10);

    private enum Watching {
        NONE("none"),
        SOME("100 charge points"),
        ALL("all");

        private final String label;

        Watching(String label) {
            this.label = label;
        }

        String configuration() {
            return switch (this) {
                case NONE -> "gateway.journal.topic.mode = off";
                case SOME ->
                    "gateway.journal.topic { mode = ids, ids = [%s] }"
                            .formatted(IntStream.range(0, WATCHED)
                                    .mapToObj(i -> '"' + Load.identity(i) + '"')
                                    .collect(Collectors.joining(", ")));
                case ALL -> "gateway.journal.topic.mode = all";
            };
        }
    }

    /** Rates per second of the two loops. */
    private record Rates(double heartbeats, double meterValues) {
        static Rates best(Rates one, Rates other) {
            return new Rates(Math.max(one.heartbeats, other.heartbeats), Math.max(one.meterValues, other.meterValues));
        }
    }

    @Override
    public String name() {
        return "journal";
    }

    @Override
    public String about() {
        return "heartbeats and durable meter values with no, some and all frames followed live or published";
    }

    @Override
    public List<BenchFigure> run(Progress progress) throws Exception {
        Map<Watching, Rates> best = new EnumMap<>(Watching.class);
        for (int round = 1; round <= ROUNDS; round++) {
            for (Watching watching : Watching.values()) {
                Rates rates = measure(watching);
                best.merge(watching, rates, Rates::best);
                progress.report("round %d, frames of %s: %.0f Heartbeats/s, %.0f MeterValues/s"
                        .formatted(round, watching.label, rates.heartbeats(), rates.meterValues()));
            }
        }
        List<BenchFigure> figures = new ArrayList<>();
        best.forEach((watching, rates) -> {
            figures.add(figure("Heartbeat", watching, rates.heartbeats()));
            figures.add(figure("durable MeterValues", watching, rates.meterValues()));
        });
        return figures;
    }

    private static Rates measure(Watching watching) throws Exception {
        try (BenchCluster cluster = BenchCluster.open(watching.configuration());
                HttpClient streams = HttpClient.newHttpClient();
                Load load = new Load(cluster.gateway().endpoint(), CONNECTIONS)) {
            load.connect(CONNECTING_AT_A_TIME, TIMEOUT);
            try {
                if (watching == Watching.SOME) {
                    follow(cluster, streams);
                }
                return new Rates(rate(load, BenchCluster.HEARTBEAT), rate(load, BenchCluster.METER_VALUES));
            } finally {
                streams.shutdownNow();
            }
        }
    }

    /** Opens as many live streams as a pod permits, and discards what they bring. */
    private static void follow(BenchCluster cluster, HttpClient streams) {
        for (int i = 0; i < STREAMS; i++) {
            String path = "/api/v1/charge-points/%s/frames?seconds=300".formatted(Load.identity(i));
            HttpRequest request = HttpRequest.newBuilder(cluster.gateway().admin(path))
                    .header("Accept", "text/event-stream")
                    .build();
            var unused = streams.sendAsync(request, HttpResponse.BodyHandlers.discarding());
        }
    }

    private static double rate(Load load, CallTemplate template) throws InterruptedException {
        return load.callInClosedLoop(CONNECTIONS, template, WARM_UP, MEASURED)
                .checked()
                .perSecond();
    }

    private static BenchFigure figure(String what, Watching watching, double rate) {
        return new BenchFigure(
                "%s closed loop, frames of %s".formatted(what, watching.label),
                rate,
                "/s",
                BenchTarget.Watched.MORE_IS_BETTER,
                BenchCluster.settings(String.format(
                        Locale.ROOT,
                        "%,d charge points, better of %d rounds in turns; %d live streams and the topic for 100, the topic for all",
                        CONNECTIONS,
                        ROUNDS,
                        STREAMS)));
    }
}
