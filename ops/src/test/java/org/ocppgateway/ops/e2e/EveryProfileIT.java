package org.ocppgateway.ops.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import eu.chargetime.ocpp.model.core.AuthorizeConfirmation;
import eu.chargetime.ocpp.model.core.BootNotificationConfirmation;
import eu.chargetime.ocpp.model.core.RegistrationStatus;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ocppgateway.ops.certificates.DevelopmentCa;
import org.ocppgateway.ops.certificates.DevelopmentCa.PemFiles;
import org.ocppgateway.ops.stack.cluster.Cluster;
import org.ocppgateway.ops.stack.cluster.ClusterSettings;
import org.ocppgateway.ops.stack.process.Ports;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.simulator.fleet.Fleet;
import org.ocppgateway.simulator.fleet.FleetObserver;
import org.ocppgateway.simulator.fleet.FleetSettings;
import org.ocppgateway.simulator.fleet.VersionMix;
import org.ocppgateway.simulator.measure.FleetCount;

/** Security profiles 0 to 3 with charge points of the simulator, 1 to 3 with a third-party client. Each entry demands its profile. */
class EveryProfileIT {
    private static final HttpClient API = HttpClient.newHttpClient();
    private static final String PASSWORD = "correct horse";
    private static final String CHECKS = "ocpp_gateway_tls_client_certificate_checks_total";

    @TempDir
    static Path directory = Path.of("");

    private static DevelopmentCa authority;
    private static Cluster cluster;
    private static PlainBackend backend;
    private static URI secure = URI.create("wss://localhost");

    @BeforeAll
    static void start() throws Exception {
        authority = DevelopmentCa.open(directory.resolve("ca"), Clock.systemUTC());
        PemFiles server = authority.server(List.of("localhost", "127.0.0.1")).getLast();
        int port = Ports.free();
        secure = URI.create("wss://localhost:" + port + "/ocpp");
        cluster = Cluster.start(ClusterSettings.forTest(directory)
                .with("gateway.security.required-profile = 0\n"
                        + TlsListener.wantingCertificates(port, server, authority.certificate())));
        backend = new PlainBackend(cluster.broker().address(), cluster.redis().address());
    }

    @AfterAll
    static void stop() {
        backend.close();
        cluster.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    @DisplayName("charge points of 1.6 and 2.0.1 boot and publish at every profile")
    void chargePointsOfBothVersionsBootAndPublish(int profile) throws Exception {
        List<String> ids = List.of("P" + profile + "-001", "P" + profile + "-002");
        for (String id : ids) {
            prepare(id, profile);
        }
        FleetSettings settings = FleetSettings.of(
                        profile < 2 ? cluster.gateway().endpoint() : secure, ids.size())
                .withIdPrefix("P" + profile + "-")
                .withVersions(VersionMix.of(Map.of(OcppVersion.V1_6, 50, OcppVersion.V2_0_1, 50)))
                .withPassword(profile == 1 || profile == 2 ? PASSWORD : null)
                .withTls(new FleetSettings.Tls(
                        authority.certificate(), profile == 3 ? directory.resolve("ca/stations") : null));
        double certificates = Metrics.of(cluster.gateway()).sum(CHECKS);
        try (Fleet fleet = Fleet.start(settings, FleetObserver.NONE)) {
            await().atMost(Cluster.TIMEOUT).until(() -> fleet.stats().count(FleetCount.REGISTERED) == ids.size());
            for (String id : ids) {
                backend.awaitEvent(id, "device.online");
                backend.awaitEvent(id, "connector.status");
            }
            assertEquals(0, fleet.stats().callsFailed());
            assertEquals(List.of("ocpp1.6", "ocpp2.0.1"), protocols(ids));
            double expected = certificates + (profile == 3 ? ids.size() : 0);
            assertEquals(expected, Metrics.of(cluster.gateway()).sum(CHECKS), 0);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    @DisplayName("a third-party client boots and publishes at profiles 1 to 3")
    void aThirdPartyClientBootsAndPublishes(int profile) throws Exception {
        String id = "THIRD-" + profile;
        prepare(id, profile);
        Path stations = directory.resolve("ca/stations");
        SSLContext tls = profile == 1
                ? null
                : ClientTls.context(
                        authority.certificate(),
                        profile == 2
                                ? null
                                : new PemFiles(stations.resolve(id + ".pem"), stations.resolve(id + ".key")));
        try (ThirdPartyChargePoint chargePoint = ThirdPartyChargePoint.connect(
                profile == 1 ? cluster.gateway().endpoint() : secure, id, profile == 3 ? null : PASSWORD, tls)) {
            BootNotificationConfirmation boot = chargePoint.call(
                    chargePoint.core().createBootNotificationRequest("Vendor", "Model"),
                    BootNotificationConfirmation.class);
            assertEquals(RegistrationStatus.Accepted, boot.getStatus());
            chargePoint.call(chargePoint.core().createAuthorizeRequest("TAG1"), AuthorizeConfirmation.class);
            backend.awaitEvent(id, "authorization.requested");
        }
    }

    /** Creates the entry, and the certificate for profile 3. Without an entry the charge point has profile 0. */
    private static void prepare(String id, int profile) throws IOException, InterruptedException {
        if (profile == 3) {
            authority.station(id);
        }
        if (profile > 0) {
            HttpResponse<String> answer = API.send(
                    HttpRequest.newBuilder(cluster.gateway().admin("/api/v1/credentials/" + id))
                            .header("Content-Type", "application/json")
                            .PUT(HttpRequest.BodyPublishers.ofString(
                                    "{\"profile\":%d,\"password\":\"%s\"}".formatted(profile, PASSWORD)))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertEquals(201, answer.statusCode(), answer.body());
        }
    }

    private static List<String> protocols(List<String> ids) {
        return ids.stream()
                .map(id -> backend.route(id).orElseThrow().get("protocol").getAsString())
                .sorted()
                .toList();
    }
}
