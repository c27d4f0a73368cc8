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
import org.ocppgateway.ops.bench.load.Load;
import org.ocppgateway.ops.certificates.DevelopmentCa;
import org.ocppgateway.ops.stack.process.Ports;
import org.ocppgateway.ops.stack.process.TemporaryDirectory;

/**
 * Reconnect storms of charge points with client certificates: the first time with full handshakes, then with resumed ones. Each certificate is
 * checked against its identity and against a revocation list. Clients and gateway share the machine.
 */
public final class TlsStormMeasurement implements Measurement {
    private static final int CHARGE_POINTS = 10_000;
    private static final int CONNECTING_AT_A_TIME = 200;
    private static final int WARM_UP_CHARGE_POINTS = 2_000;
    private static final Duration TIMEOUT = Duration.ofSeconds(120);
    private static final Duration CALM = Duration.ofSeconds(5);

    @Override
    public String name() {
        return "tls-storm";
    }

    @Override
    public String about() {
        return "reconnect storms of 10,000 charge points with client certificates, full and resumed handshakes";
    }

    @Override
    public List<BenchFigure> run(Progress progress) throws Exception {
        int port = Ports.free();
        List<BenchFigure> figures = new ArrayList<>();
        try (TemporaryDirectory files = new TemporaryDirectory("gateway-bench-tls-")) {
            DevelopmentCa authority = DevelopmentCa.open(files.path(), Clock.systemUTC());
            TlsClients clients = new TlsClients(authority);
            URI endpoint = URI.create("ws://127.0.0.1:" + port + "/ocpp");
            try (BenchCluster cluster = BenchCluster.open(configuration(authority, port))) {
                for (String version : List.of("TLSv1.2", "TLSv1.3")) {
                    connect(cluster, endpoint, WARM_UP_CHARGE_POINTS, engines(clients, version));
                    IntFunction<SSLEngine> engines = engines(clients, version);
                    for (String handshakes : List.of("full", "resumed")) {
                        Storm storm = connect(cluster, endpoint, CHARGE_POINTS, engines);
                        figures.addAll(figures(version + " " + handshakes, storm, progress));
                    }
                }
            }
        }
        return figures;
    }

    private static String configuration(DevelopmentCa authority, int port) throws IOException {
        return TlsClients.listener(authority, port, """
                        tls { client-certificates = need, trusted-authorities = ["%s"], revocation-lists = ["%s"] }""".formatted(authority.certificate(), authority.revocationList()))
                + "gateway.security.required-profile = 3\n";
    }

    private static IntFunction<SSLEngine> engines(TlsClients clients, String version) throws Exception {
        return clients.enginesWithCertificates(version, CHARGE_POINTS);
    }

    /**
     * Cost of one storm.
     *
     * @param duration until the last charge point is connected
     * @param processor processor time of the gateway, with one Heartbeat of each charge point
     */
    private record Storm(Duration duration, Duration processor) {}

    private static Storm connect(BenchCluster cluster, URI endpoint, int count, IntFunction<SSLEngine> engines)
            throws InterruptedException {
        Thread.sleep(CALM);
        Duration before = cluster.processorTime();
        try (Load load = new Load(endpoint, count, engines)) {
            Duration duration = load.connect(CONNECTING_AT_A_TIME, TIMEOUT);
            load.callOnce(BenchCluster.HEARTBEAT, TIMEOUT);
            return new Storm(duration, cluster.processorTime().minus(before));
        }
    }

    private static List<BenchFigure> figures(String what, Storm storm, Progress progress) {
        progress.report("%s: all %,d are connected after %d ms, %d ms of processor time"
                .formatted(
                        what,
                        CHARGE_POINTS,
                        storm.duration().toMillis(),
                        storm.processor().toMillis()));
        String settings = BenchCluster.settings("%,d client certificates, %d connection attempts at a time, OCPP 1.6"
                .formatted(CHARGE_POINTS, CONNECTING_AT_A_TIME));
        return List.of(
                new BenchFigure(
                        "mutual " + what + " storm",
                        storm.duration().toMillis() / 1e3,
                        "s",
                        BenchTarget.Watched.LESS_IS_BETTER,
                        settings),
                new BenchFigure(
                        "mutual " + what + " storm, processor time",
                        storm.processor().toMillis() / 1e3,
                        "s",
                        BenchTarget.Watched.LESS_IS_BETTER,
                        settings));
    }
}
