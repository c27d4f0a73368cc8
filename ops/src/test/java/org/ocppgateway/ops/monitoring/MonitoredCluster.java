package org.ocppgateway.ops.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.ops.certificates.DevelopmentCa;
import org.ocppgateway.ops.e2e.PlainBackend;
import org.ocppgateway.ops.stack.cluster.Cluster;
import org.ocppgateway.ops.stack.cluster.ClusterSettings;
import org.ocppgateway.ops.stack.gateway.GatewayProcess;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.simulator.fleet.Fleet;
import org.ocppgateway.simulator.fleet.FleetObserver;
import org.ocppgateway.simulator.fleet.FleetSettings;
import org.ocppgateway.simulator.fleet.VersionMix;
import org.ocppgateway.simulator.measure.FleetCount;

/** Two gateways with TLS, credentials and charge points of two versions, and the faults that operators are alerted of. */
final class MonitoredCluster implements AutoCloseable {
    private static final int CHARGE_POINTS = 20;
    private static final int MAX_CONNECTIONS = 60;
    private static final int ATTEMPTS = 25;
    private static final Pattern PORTS = Pattern.compile("charge points on port \\d+, (\\d+),");

    private final HttpClient client = HttpClient.newHttpClient();
    private final Path files;
    private final Cluster cluster;
    private final PlainBackend backend;
    private final Fleet fleet;
    private final Fleet secureFleet;
    private final WebSocket twin;
    private @Nullable Fleet crowd;

    private MonitoredCluster(Path files, DevelopmentCa authority, Cluster cluster) {
        this.files = files;
        this.cluster = cluster;
        this.backend =
                new PlainBackend(cluster.broker().address(), cluster.redis().address());
        VersionMix versions = VersionMix.of(Map.of(OcppVersion.V1_6, 50, OcppVersion.V2_0_1, 50));
        this.fleet = Fleet.start(
                FleetSettings.of(cluster.balancer().endpoint(), CHARGE_POINTS).withVersions(versions),
                FleetObserver.NONE);
        this.secureFleet = Fleet.start(
                FleetSettings.of(URI.create("wss://localhost:" + securePort() + "/ocpp"), 2)
                        .withIdPrefix("TLS-")
                        .withTls(new FleetSettings.Tls(authority.certificate(), files.resolve("stations"))),
                FleetObserver.NONE);
        this.twin = Objects.requireNonNull(connect(cluster.gateway(), "TWICE", null));
    }

    static MonitoredCluster start(Path directory) throws IOException, InterruptedException {
        Path files = Files.createDirectory(directory.resolve("files"));
        DevelopmentCa authority = DevelopmentCa.open(files, Clock.systemUTC());
        authority.server(List.of("localhost", "127.0.0.1"));
        Files.writeString(files.resolve("credentials.json"), "{}");
        ClusterSettings settings =
                new ClusterSettings(directory, 2, "faults", """
            gateway {
              connection.max-connections = %d
              security.credentials { file = "%2$s/credentials.json", file-check-interval = 200 ms }
              endpoint {
                tls-reload-interval = 200 ms
                listeners.wss {
                  enabled = true
                  port = 0
                  tls {
                    certificates = [{ chain = "%2$s/server-ec.pem", key = "%2$s/server-ec.key" }]
                    client-certificates = want
                    trusted-authorities = ["%2$s/ca.pem"]
                    revocation-lists = ["%2$s/revoked.crl"]
                  }
                }
              }
            }
            """.formatted(MAX_CONNECTIONS, files), true);
        Cluster cluster = Cluster.start(settings);
        try {
            return new MonitoredCluster(files, authority, cluster);
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /** The gateway writes its log on a thread of its own, possibly after it is ready. */
    private int securePort() {
        Matcher ports = await("the port of the TLS listener in the log")
                .atMost(Cluster.TIMEOUT)
                .until(
                        () -> PORTS.matcher(
                                Files.readString(cluster.gateway().server().log())),
                        Matcher::find);
        return Integer.parseInt(ports.group(1));
    }

    /** Admin ports as host and port. */
    List<String> targets() {
        return cluster.gateways().stream()
                .map(gateway -> gateway.admin("/").getAuthority())
                .toList();
    }

    /** Waits for all charge points, then sends commands. */
    void makeTraffic() throws Exception {
        await().atMost(Cluster.TIMEOUT)
                .until(() -> fleet.stats().count(FleetCount.REGISTERED) == CHARGE_POINTS
                        && secureFleet.stats().count(FleetCount.REGISTERED) == 2);
        HttpResponse<String> entry = client.send(
                HttpRequest.newBuilder(cluster.gateway().admin("/api/v1/credentials/GUESSED"))
                        .header("Content-Type", "application/json")
                        .PUT(HttpRequest.BodyPublishers.ofString("{\"profile\":1,\"password\":\"correct horse\"}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (entry.statusCode() != 201) {
            throw new IllegalStateException(entry.body());
        }
        Instant now = Instant.now();
        for (int i = 1; i <= CHARGE_POINTS; i++) {
            backend.send("CP-%03d".formatted(i), """
                {"commandId":"c-%d","chargePointId":"CP-%03d","type":"reset","data":{"type":"soft"},"issuedAt":"%s",\
                "expiresAt":"%s"}""".formatted(i, i, now, now.plusSeconds(60)));
        }
    }

    /** Makes the credentials file and the certificate unusable. */
    void breakFiles() throws IOException {
        Files.copy(files.resolve("server-ec.pem"), files.resolve("good.pem"));
        write("credentials.json", "{");
        write("server-ec.pem", "no certificate");
    }

    void repairFiles() throws IOException {
        write("credentials.json", "{}");
        write("server-ec.pem", Files.readString(files.resolve("good.pem")));
    }

    private void write(String name, String text) throws IOException {
        Path written = Files.writeString(files.resolve(name + ".new"), text);
        Files.move(written, files.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** A record that is no command, a reply to no request, and CALLs that violate the standard. */
    void sendWrongMessages() throws InterruptedException {
        backend.produce("gateway-0", "no command");
        backend.produce("gateway-0", "{\"type\":\"reply\",\"requestId\":\"none\",\"payload\":{}}");
        WebSocket wrong = Objects.requireNonNull(connect(cluster.gateway(), "WRONG", null));
        for (int i = 0; i < 100; i++) {
            wrong.sendText("[2,\"" + i + "\",\"BootNotification\",{}]", true).join();
        }
        wrong.abort();
    }

    /** Wrong passwords, second connections of one charge point, an unknown path, and an old version of TLS. */
    void connectWrongly() throws IOException, InterruptedException {
        for (int i = 0; i < ATTEMPTS; i++) {
            GatewayProcess gateway = cluster.gateways().get(i % 2);
            connect(gateway, "GUESSED", "guess-" + i);
            connect(gateway, "TWICE", null);
        }
        for (int i = 0; i < 6; i++) {
            Process openssl = new ProcessBuilder(
                            "openssl",
                            "s_client",
                            "-connect",
                            "127.0.0.1:" + securePort(),
                            "-tls1_1",
                            "-cipher",
                            "DEFAULT@SECLEVEL=0")
                    .redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            openssl.waitFor();
        }
    }

    /** @return null if the upgrade is refused */
    private @Nullable WebSocket connect(GatewayProcess gateway, String id, @Nullable String password) {
        WebSocket.Builder builder =
                client.newWebSocketBuilder().subprotocols("ocpp1.6").connectTimeout(Duration.ofSeconds(10));
        if (password != null) {
            String credentials = Base64.getEncoder().encodeToString((id + ":" + password).getBytes(UTF_8));
            builder.header("Authorization", "Basic " + credentials);
        }
        try {
            return builder.buildAsync(URI.create(gateway.endpoint() + "/" + id), new WebSocket.Listener() {})
                    .join();
        } catch (CompletionException e) {
            return null;
        }
    }

    /** Opens nearly as many connections to the first gateway as it permits. */
    void fillConnections() {
        crowd = Fleet.start(
                FleetSettings.of(cluster.gateway().endpoint(), MAX_CONNECTIONS).withIdPrefix("CROWD-"),
                FleetObserver.NONE);
    }

    void emptyConnections() {
        Objects.requireNonNull(crowd).close();
    }

    void killRedis() throws InterruptedException {
        cluster.redis().server().kill();
    }

    void killKafka() throws InterruptedException {
        cluster.broker().server().kill();
    }

    void restartDependencies() throws InterruptedException {
        cluster.redis().server().start();
        cluster.broker().server().start();
        cluster.redis().server().awaitReady(Cluster.TIMEOUT);
        cluster.broker().server().awaitReady(Cluster.TIMEOUT);
    }

    void killPod() throws InterruptedException {
        cluster.gateway(1).server().kill();
    }

    void restartPod() throws InterruptedException {
        cluster.gateway(1).server().start().awaitReady(Cluster.TIMEOUT);
    }

    @Override
    public void close() {
        twin.abort();
        if (crowd != null) {
            crowd.close();
        }
        secureFleet.close();
        fleet.close();
        backend.close();
        cluster.close();
        client.close();
    }
}
