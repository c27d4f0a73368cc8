package org.ocppgateway.gateway.admin;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ocppgateway.gateway.connection.ConnectionLimits;
import org.ocppgateway.gateway.connection.Connections;
import org.ocppgateway.gateway.connection.FloodLimits;
import org.ocppgateway.gateway.connection.LivenessLimits;
import org.ocppgateway.gateway.connection.ReceiveLimits;
import org.ocppgateway.gateway.peer.PeerActions;
import org.ocppgateway.gateway.peer.PeerApi;
import org.ocppgateway.gateway.peer.PeerClient;
import org.ocppgateway.gateway.peer.PeerMetrics;
import org.ocppgateway.gateway.peer.PolledDecisions;
import org.ocppgateway.gateway.takeover.InMemoryWindowCounter;
import org.ocppgateway.gateway.takeover.NewConnection;
import org.ocppgateway.gateway.takeover.TakeoverArbiter;
import org.ocppgateway.gateway.takeover.TakeoverDecision;
import org.ocppgateway.gateway.takeover.TakeoverMetrics;
import org.ocppgateway.gateway.takeover.TakeoverSettings;
import org.ocppgateway.gateway.tls.ClientAuthentication;
import org.ocppgateway.gateway.tls.ProtocolOptions;
import org.ocppgateway.gateway.tls.StaleRevocation;
import org.ocppgateway.gateway.tls.TestAuthority;
import org.ocppgateway.gateway.tls.TlsMetrics;
import org.ocppgateway.gateway.tls.TlsSettings;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.route.Lease;
import org.ocppgateway.routing.route.PeerAddress;

/** The admin ports of two pods with TLS, and requests between them, over real sockets. */
class AdminTlsTest {
    private static final PodId OTHER = new PodId("gateway-1");
    private static final String NAME = "pods.example";
    private static final ChargePointId ID = new ChargePointId("CP-1");

    @TempDir
    private Path directory = Path.of("");

    private final TestAuthority authority = TestAuthority.root("CN=admin root");
    private final TestAuthority another = TestAuthority.root("CN=other root");
    private final Map<PodId, Lease> leases = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
        timer.shutdownNow();
    }

    @Test
    void aPodCallsAnotherOneOverTls() throws Exception {
        startOther(authority, NAME);
        assertEquals("rotated of CP-1", client(NAME).rotate(OTHER, ID, Duration.ofSeconds(20)));
    }

    @Test
    void theAddressOfThePodIsItsNameWithoutPeerName() throws Exception {
        startOther(authority, NAME);
        PeerClient client = client("");
        assertThrows(IOException.class, () -> client.rotate(OTHER, ID, Duration.ofSeconds(20)));
    }

    @Test
    void aCertificateOfAnotherAuthorityOrNameIsNotTrusted() throws Exception {
        startOther(another, NAME);
        PeerClient client = client(NAME);
        assertThrows(IOException.class, () -> client.rotate(OTHER, ID, Duration.ofSeconds(20)));
        startOther(authority, "evil.example");
        assertThrows(IOException.class, () -> client.rotate(OTHER, ID, Duration.ofSeconds(20)));
    }

    @Test
    void aPodWithTlsSendsNoSecretToAPodWithout() throws Exception {
        int port = startOther(authority, NAME).port();
        PeerClient client = client(NAME);
        leases.put(OTHER, new Lease(OTHER, "nonce", new PeerAddress("127.0.0.1:" + port, false, "s3"), 1, 0));
        assertThrows(IOException.class, () -> client.rotate(OTHER, ID, Duration.ofSeconds(20)));
    }

    @Test
    void aLivePodWithTlsIsBusyForAPodWithoutAndGetsNoSecret() throws Exception {
        AdminServer server = startOther(authority, NAME);
        PeerClient plain = new PeerClient(
                takeover(),
                pod -> Optional.ofNullable(leases.get(pod)),
                null,
                new InMemoryWindowCounter(),
                System::nanoTime,
                new PeerMetrics(new PrometheusRegistry()));
        opened.add(plain::close);
        NewConnection connection = new NewConnection(ID, "192.0.2.1:1");
        assertEquals(TakeoverDecision.BUSY, plain.decide(leases.get(OTHER), connection));
        assertThrows(IOException.class, () -> plain.rotate(OTHER, ID, Duration.ofSeconds(20)));
        server.stop();
        assertEquals(TakeoverDecision.GONE, plain.decide(leases.get(OTHER), connection));
    }

    @Test
    void everyPageNeedsTls() throws Exception {
        AdminServer server = startOther(authority, NAME);
        HttpClient https = HttpClient.newBuilder()
                .sslContext(tls("", NAME).clientContext())
                .build();
        for (String page : List.of("/health", "/health/live", "/metrics")) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + server.port() + page))
                    .build();
            assertEquals(
                    200,
                    https.send(request, HttpResponse.BodyHandlers.ofString()).statusCode());
        }
        try (Socket plain = new Socket("127.0.0.1", server.port())) {
            plain.setSoTimeout(60_000);
            OutputStream out = plain.getOutputStream();
            out.write("GET /health HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            String answer = new String(plain.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertTrue(!answer.contains("HTTP/1.1 200"), answer);
        }
    }

    @Test
    void aReplacedCertificateAndAuthorityAreUsedWithoutARestart() throws Exception {
        startOther(authority, NAME);
        PeerClient client = client(NAME);
        assertEquals("rotated of CP-1", client.rotate(OTHER, ID, Duration.ofSeconds(20)));
        // New connections of the client and of the server use the new files; the authority is still the old one.
        another.server("EC", NAME).write(directory, "other");
        await().until(() -> issuer(leases.get(OTHER)).equals("CN=other root"));
        PeerClient fresh = client(NAME);
        assertThrows(IOException.class, () -> fresh.rotate(OTHER, ID, Duration.ofSeconds(20)));
        another.write(directory.resolve("authorities.pem"));
        await().ignoreExceptions()
                .until(() -> fresh.rotate(OTHER, ID, Duration.ofSeconds(20)).equals("rotated of CP-1"));
    }

    /** The issuer of the certificate that a pod presents now. */
    private static String issuer(@Nullable Lease lease) throws Exception {
        int port = Integer.parseInt(String.valueOf(lease).replaceAll(".*127\\.0\\.0\\.1:(\\d+).*", "$1"));
        SSLContext all = SSLContext.getInstance("TLS");
        all.init(null, new javax.net.ssl.TrustManager[] {new TrustAll()}, null);
        try (javax.net.ssl.SSLSocket socket =
                (javax.net.ssl.SSLSocket) all.getSocketFactory().createSocket("127.0.0.1", port)) {
            socket.startHandshake();
            X509Certificate leaf = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return leaf.getIssuerX500Principal().getName();
        }
    }

    private static final class TrustAll implements javax.net.ssl.X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    private AdminServer startOther(TestAuthority issuer, String name) throws Exception {
        issuer.server("EC", name).write(directory, "other");
        AdminTls tls = tls("other", NAME);
        AdminSettings settings = new AdminSettings("127.0.0.1", 0, "", 40, List.of(), null);
        PrometheusRegistry registry = new PrometheusRegistry();
        AdminServer server = new AdminServer(settings, tls, health(registry), registry);
        TakeoverArbiter arbiter = new TakeoverArbiter(
                takeover(), id -> null, new InMemoryWindowCounter(), System::nanoTime, new TakeoverMetrics(registry));
        server.mount("pods", new PeerApi("s3", new PolledDecisions(arbiter, 10, System::nanoTime), new Actions()));
        server.start();
        opened.add(server::stop);
        leases.put(OTHER, new Lease(OTHER, "nonce", new PeerAddress("127.0.0.1:" + server.port(), true, "s3"), 1, 0));
        return server;
    }

    /** TLS of a pod whose certificate file has this name; empty for a pod that only calls. */
    private AdminTls tls(String file, String peerName) throws Exception {
        String certificate = file.isEmpty() ? "own" : file;
        if (file.isEmpty()) {
            authority.server("EC", NAME).write(directory, certificate);
        }
        Path authorities = directory.resolve("authorities.pem");
        authority.write(authorities);
        TlsSettings server = new TlsSettings(
                List.of(new org.ocppgateway.gateway.tls.CertificateFiles(
                        directory.resolve(certificate + ".pem"), directory.resolve(certificate + ".key"))),
                ClientAuthentication.NONE,
                List.of(authorities),
                List.of(),
                StaleRevocation.ACCEPT,
                Duration.ofHours(1),
                100,
                ProtocolOptions.DEFAULT);
        AdminTls tls = new AdminTls(
                new AdminTlsSettings(server, peerName, Duration.ofMillis(50)),
                Clock.systemUTC(),
                new TlsMetrics(new PrometheusRegistry()));
        tls.start();
        opened.add(tls::stop);
        return tls;
    }

    private PeerClient client(String peerName) throws Exception {
        PeerClient client = new PeerClient(
                takeover(),
                pod -> Optional.ofNullable(leases.get(pod)),
                tls("", peerName).clientContext(),
                new InMemoryWindowCounter(),
                System::nanoTime,
                new PeerMetrics(new PrometheusRegistry()));
        opened.add(client::close);
        return client;
    }

    private static TakeoverSettings takeover() {
        Duration minute = Duration.ofMinutes(1);
        return new TakeoverSettings(TakeoverSettings.Mode.PROBE, minute, minute, minute, 6, 100);
    }

    private Health health(PrometheusRegistry registry) {
        Duration second = Duration.ofSeconds(1);
        ConnectionLimits limits = new ConnectionLimits(
                10,
                new LivenessLimits(second, second, second),
                new ReceiveLimits(1_000, second, 1, 1_000, FloodLimits.NONE),
                2,
                second);
        return new Health(Clock.systemUTC(), new Connections(limits, System::nanoTime, timer, registry), List.of());
    }

    private static final class Actions implements PeerActions {
        @Override
        public void recheck(ChargePointId chargePointId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public JsonObject query(String name, Map<String, String> parameters) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String rotate(ChargePointId chargePointId) {
            return "rotated of " + chargePointId;
        }
    }
}
