package org.ocppgateway.ops.bench.system;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import javax.net.ssl.SSLEngine;
import org.ocppgateway.ops.bench.figure.BenchFigure;
import org.ocppgateway.ops.bench.figure.BenchTarget;
import org.ocppgateway.ops.bench.figure.Measurement;
import org.ocppgateway.ops.bench.load.CallTemplate;
import org.ocppgateway.ops.bench.load.Load;
import org.ocppgateway.ops.certificates.DevelopmentCa;
import org.ocppgateway.ops.stack.process.Ports;
import org.ocppgateway.ops.stack.process.TemporaryDirectory;

/** TLS handshakes, the heap of idle connections with TLS, and closed loops over TLS. Clients and gateway share the machine. */
public final class TlsMeasurement implements Measurement {
    private static final int CONNECTIONS = 3_000;
    private static final int CONNECTING_AT_A_TIME = 100;
    private static final int ACTIVE = 1_000;
    private static final int MAX_HEAP = 12_000;
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration MEASURED = Duration.ofSeconds(10);
    private static final Duration TIMEOUT = Duration.ofSeconds(120);
    private static final Duration CALM = Duration.ofSeconds(5);

    @Override
    public String name() {
        return "tls";
    }

    @Override
    public String about() {
        return "TLS handshakes, heap of idle connections, and closed loops beside those without TLS; 3,000 real sockets";
    }

    /** Cost of one round of connections. */
    private record Round(double perSecond, double processorMillis) {}

    @Override
    public List<BenchFigure> run(Progress progress) throws Exception {
        int port = Ports.free();
        List<BenchFigure> figures = new ArrayList<>();
        try (TemporaryDirectory files = new TemporaryDirectory("gateway-bench-tls-")) {
            DevelopmentCa authority = DevelopmentCa.open(files.path(), Clock.systemUTC());
            measure(authority, port, figures, progress);
        }
        return figures;
    }

    private static void measure(DevelopmentCa authority, int port, List<BenchFigure> figures, Progress progress)
            throws Exception {
        TlsClients clients = new TlsClients(authority);
        try (BenchCluster cluster =
                BenchCluster.open(BenchCluster.SMALL_JOURNAL + TlsClients.listener(authority, port, ""))) {
            URI endpoint = URI.create("ws://127.0.0.1:" + port + "/ocpp");
            connect(cluster, endpoint, clients.engines("TLSv1.3"));
            connect(cluster, endpoint, clients.engines("TLSv1.2"));
            Thread.sleep(CALM);
            long empty = cluster.liveHeap();
            for (String version : List.of("TLSv1.2", "TLSv1.3")) {
                IntFunction<SSLEngine> engines = clients.engines(version);
                figures.addAll(figures(version + " full", connect(cluster, endpoint, engines), progress));
                figures.addAll(figures(version + " resumed", connect(cluster, endpoint, engines), progress));
            }
            figures.add(heap(cluster, endpoint, clients.engines("TLSv1.3"), empty, progress));
            figures.addAll(loops("without TLS", new Load(cluster.gateway().endpoint(), CONNECTIONS), progress));
            figures.addAll(
                    loops("over TLSv1.3", new Load(endpoint, CONNECTIONS, clients.engines("TLSv1.3")), progress));
        }
    }

    private static BenchFigure heap(
            BenchCluster cluster, URI endpoint, IntFunction<SSLEngine> engines, long empty, Progress progress)
            throws InterruptedException, IOException {
        try (Load load = new Load(endpoint, CONNECTIONS, engines)) {
            load.connect(CONNECTING_AT_A_TIME, TIMEOUT);
            load.callOnce(BenchCluster.HEARTBEAT, TIMEOUT);
            Thread.sleep(CALM);
            long bytes = (cluster.liveHeap() - empty) / CONNECTIONS;
            progress.report("an idle connection with TLS holds %,d bytes".formatted(bytes));
            return new BenchFigure(
                    "heap of an idle TLS connection", bytes, "B", BenchTarget.atMost(MAX_HEAP), settings("TLSv1.3"));
        }
    }

    /** Connects all, one Heartbeat each, and drops them. */
    private static Round connect(BenchCluster cluster, URI endpoint, IntFunction<SSLEngine> engines)
            throws InterruptedException {
        Thread.sleep(CALM);
        Duration before = cluster.processorTime();
        try (Load load = new Load(endpoint, CONNECTIONS, engines)) {
            Duration took = load.connect(CONNECTING_AT_A_TIME, TIMEOUT);
            load.callOnce(BenchCluster.HEARTBEAT, TIMEOUT);
            double processor = cluster.processorTime().minus(before).toNanos() / 1e6;
            return new Round(CONNECTIONS / (took.toNanos() / 1e9), processor / CONNECTIONS);
        }
    }

    private static List<BenchFigure> figures(String what, Round round, Progress progress) {
        progress.report("%s: %.0f connections per second, %.2f ms of processor time each"
                .formatted(what, round.perSecond(), round.processorMillis()));
        return List.of(
                new BenchFigure(
                        what + " handshakes",
                        round.perSecond(),
                        "/s",
                        BenchTarget.Watched.MORE_IS_BETTER,
                        settings("100 at a time")),
                new BenchFigure(
                        what + " handshake, upgrade and Heartbeat",
                        round.processorMillis(),
                        "ms of a processor",
                        BenchTarget.Watched.LESS_IS_BETTER,
                        settings("100 at a time")));
    }

    /** Closed loops of Heartbeats and durable MeterValues. Closes the load. */
    private static List<BenchFigure> loops(String how, Load load, Progress progress) throws InterruptedException {
        try (load) {
            load.connect(CONNECTING_AT_A_TIME, TIMEOUT);
            return List.of(
                    loop("Heartbeat " + how, load, BenchCluster.HEARTBEAT, progress),
                    loop("durable MeterValues " + how, load, BenchCluster.METER_VALUES, progress));
        }
    }

    private static BenchFigure loop(String what, Load load, CallTemplate template, Progress progress)
            throws InterruptedException {
        double perSecond = load.callInClosedLoop(ACTIVE, template, WARM_UP, MEASURED)
                .checked()
                .perSecond();
        progress.report("%s: %.0f/s".formatted(what, perSecond));
        return new BenchFigure(
                what + " closed loop",
                perSecond,
                "/s",
                BenchTarget.Watched.MORE_IS_BETTER,
                settings("%,d active".formatted(ACTIVE)));
    }

    private static String settings(String more) {
        return BenchCluster.settings(
                "%,d connections, ECDSA P-256 and RSA-2048 certificates, %s".formatted(CONNECTIONS, more));
    }
}
