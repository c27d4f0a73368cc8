package org.ocppgateway.gateway.peer;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ocppgateway.gateway.admin.AdminServer;
import org.ocppgateway.gateway.admin.AdminSettings;
import org.ocppgateway.gateway.admin.Health;
import org.ocppgateway.gateway.connection.ConnectionLimits;
import org.ocppgateway.gateway.connection.Connections;
import org.ocppgateway.gateway.connection.FloodLimits;
import org.ocppgateway.gateway.connection.LivenessLimits;
import org.ocppgateway.gateway.connection.ReceiveLimits;
import org.ocppgateway.gateway.takeover.FakeExistingSession;
import org.ocppgateway.gateway.takeover.InMemoryWindowCounter;
import org.ocppgateway.gateway.takeover.NewConnection;
import org.ocppgateway.gateway.takeover.TakeoverArbiter;
import org.ocppgateway.gateway.takeover.TakeoverDecision;
import org.ocppgateway.gateway.takeover.TakeoverMetrics;
import org.ocppgateway.gateway.takeover.TakeoverSettings;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.route.Lease;
import org.ocppgateway.routing.route.PeerAddress;
import org.ocppgateway.routing.route.RoutesUnavailableException;

/** Requests between pods over real HTTP. */
class PeerClientTest {
    private static final String SECRET = "0123";
    private static final int ADMIN_CONNECTIONS = 40;

    private final PodId other = new PodId("gateway-1");
    private final NewConnection connection = new NewConnection(new ChargePointId("RDAM 123&x=y"), "[2001:db8::1]:4711");
    private final FakeExistingSession existing = new FakeExistingSession();
    private final List<ChargePointId> rechecked = new CopyOnWriteArrayList<>();
    private final Map<PodId, Lease> leases = new ConcurrentHashMap<>();
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final TakeoverSettings settings = deciding(Duration.ofSeconds(60), Duration.ofSeconds(60));
    private final PeerMetrics peerMetrics = new PeerMetrics(registry);
    private final InMemoryWindowCounter counter = new InMemoryWindowCounter();
    private final PeerClient peers = peers(settings);
    private AdminServer server;

    @BeforeEach
    void start() throws Exception {
        Duration second = Duration.ofSeconds(1);
        Connections connections = new Connections(
                new ConnectionLimits(
                        10,
                        new LivenessLimits(second, second, second),
                        new ReceiveLimits(1_000, second, 1, 1_000, FloodLimits.NONE),
                        2,
                        second),
                System::nanoTime,
                timer,
                registry);
        server = new AdminServer(
                new AdminSettings("127.0.0.1", 0, "", ADMIN_CONNECTIONS, List.of(), null),
                null,
                new Health(Clock.systemUTC(), connections, List.of()),
                registry);
        TakeoverArbiter arbiter = new TakeoverArbiter(
                settings,
                id -> id.value().startsWith(connection.chargePointId().value()) ? existing : null,
                counter,
                System::nanoTime,
                new TakeoverMetrics(registry));
        PolledDecisions decisions = new PolledDecisions(arbiter, 100, System::nanoTime);
        server.mount("pods", new PeerApi(SECRET, decisions, actions()));
        server.start();
        leases.put(other, lease("127.0.0.1:" + server.port(), SECRET));
    }

    @AfterEach
    void stop() throws Exception {
        peers.close();
        server.stop();
        timer.shutdownNow();
    }

    private static TakeoverSettings deciding(Duration probeTimeout, Duration decisionTimeout) {
        return deciding(probeTimeout, decisionTimeout, 100);
    }

    private static TakeoverSettings deciding(Duration probeTimeout, Duration decisionTimeout, int limit) {
        return new TakeoverSettings(
                TakeoverSettings.Mode.PROBE, probeTimeout, decisionTimeout, Duration.ofSeconds(60), 6, limit);
    }

    private PeerClient peers(TakeoverSettings settings) {
        return new PeerClient(
                settings, id -> Optional.ofNullable(leases.get(id)), null, counter, System::nanoTime, peerMetrics);
    }

    private Lease lease(String address, String secret) {
        return new Lease(other, "nonce", new PeerAddress(address, secret), 1, 0);
    }

    @Test
    void thePodThatOwnsTheSessionDecides() throws Exception {
        assertEquals(TakeoverDecision.STAYS, peers.decide(leases.get(other), connection));
        assertTrue(existing.published.getFirst().contains("[2001:db8::1]:4711"), existing.published.getFirst());
        existing.alive = false;
        assertEquals(TakeoverDecision.YIELDS, peers.decide(leases.get(other), connection));
        assertEquals(
                TakeoverDecision.GONE,
                peers.decide(leases.get(other), new NewConnection(new ChargePointId("CP-2"), "192.0.2.1:1")));
    }

    private ClusterQueries cluster(Map<String, PodQuery> own) {
        return new ClusterQueries(
                new PodId("gateway-0"), new PodQueries(own), () -> List.copyOf(leases.values()), peers);
    }

    private static JsonObject own(Map<String, String> parameters) {
        JsonObject own = new JsonObject();
        own.addProperty("own", parameters.get("id"));
        return own;
    }

    @Test
    void allPodsAreAskedWithTheSameParameters() throws Exception {
        ClusterQueries cluster = cluster(Map.of("echo", PeerClientTest::own));
        // On a slow machine an answer may take longer than the timeout of a query.
        ClusterAnswer answer = await().until(
                        () -> cluster.askAll("echo", Map.of("id", "A&b=ä%", "limit", "7")),
                        each -> each.missing().isEmpty());
        assertEquals("A&b=ä%", answer.answers().get(0).body().get("own").getAsString());
        assertEquals(other, answer.answers().get(1).pod());
        assertEquals("A&b=ä%", answer.answers().get(1).body().get("id").getAsString());
        assertEquals("7", answer.answers().get(1).body().get("limit").getAsString());
    }

    @Test
    void aPodThatDoesNotAnswerOrDoesNotKnowTheQueryIsMissing() throws Exception {
        ClusterQueries cluster = cluster(Map.of("slow", PeerClientTest::own, "new", PeerClientTest::own));
        ClusterAnswer slow = cluster.askAll("slow", Map.of());
        assertEquals(1, slow.answers().size());
        assertEquals(List.of(new ClusterAnswer.Missing("gateway-1", "no answer within 2 s")), slow.missing());
        await().until(() ->
                cluster.askAll("new", Map.of()).missing().getFirst().reason().contains("status 400"));
        assertEquals(TakeoverDecision.STAYS, peers.decide(leases.get(other), connection), "takeovers are unaffected");
        leases.clear();
        await().until(() -> cluster.ask(other, "slow", Map.of()).missing().stream()
                .map(missing -> missing.reason().replace("no answer: ", ""))
                .toList()
                .equals(List.of("the pod is dead")));
    }

    @Test
    void withoutRedisTheAnswerOfThisPodIsAllThereIs() throws Exception {
        ClusterQueries cluster = new ClusterQueries(
                new PodId("gateway-0"),
                new PodQueries(Map.of("echo", PeerClientTest::own)),
                () -> {
                    throw new RoutesUnavailableException(new IOException("out"));
                },
                peers);
        ClusterAnswer answer = cluster.askAll("echo", Map.of());
        assertEquals(1, answer.answers().size());
        assertEquals("*", answer.missing().getFirst().pod());
    }

    @Test
    void aDeadOrUnreachablePodDoesNotBlockATakeover() throws Exception {
        assertEquals(TakeoverDecision.GONE, peers.decide(null, connection));
        int unused;
        try (ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            unused = socket.getLocalPort();
            PeerClient impatient = peers(deciding(Duration.ofMillis(100), Duration.ofMinutes(10)));
            // The kernel accepts the connection; no request is answered.
            Lease frozen = lease("127.0.0.1:" + unused, SECRET);
            assertTimeout(
                    Duration.ofMinutes(1),
                    () -> assertEquals(TakeoverDecision.GONE, impatient.decide(frozen, connection)));
            impatient.close();
        }
        assertEquals(TakeoverDecision.GONE, peers.decide(lease("127.0.0.1:" + unused, SECRET), connection));
        assertEquals(TakeoverDecision.GONE, peers.decide(lease("no address", SECRET), connection));
    }

    @Test
    void aBusyPodThatNeedsLongerThanAProbeDoesNotCountAsDead() throws Exception {
        existing.answerLatch = new CountDownLatch(1);
        PeerClient slow = peers(deciding(Duration.ofSeconds(5), Duration.ofSeconds(60)));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<TakeoverDecision> decision = threads.submit(() -> slow.decide(leases.get(other), connection));
            await().until(() -> existing.probes.get() == 1);
            await().during(Duration.ofSeconds(6)).until(() -> !decision.isDone());
            existing.answerLatch.countDown();
            assertEquals(TakeoverDecision.STAYS, decision.get());
        }
        slow.close();
    }

    @Test
    void aRunningPodThatDoesNotDecideInTimeIsBusy() throws Exception {
        existing.answerLatch = new CountDownLatch(1);
        PeerClient impatient = peers(deciding(Duration.ofSeconds(60), Duration.ofMillis(1)));
        assertEquals(TakeoverDecision.BUSY, impatient.decide(leases.get(other), connection));
        existing.answerLatch.countDown();
        impatient.close();
    }

    /** More decisions than sockets and than threads of the admin server. */
    @Test
    void manyDecisionsAtOnceNeedFewSockets() throws Exception {
        existing.answerLatch = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<TakeoverDecision>> decisions = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                NewConnection one = new NewConnection(
                        new ChargePointId(connection.chargePointId().value() + i), "192.0.2.1:1");
                decisions.add(threads.submit(() -> peers.decide(leases.get(other), one)));
            }
            await().until(() -> existing.probes.get() == 100);
            existing.answerLatch.countDown();
            for (Future<TakeoverDecision> decision : decisions) {
                assertEquals(TakeoverDecision.STAYS, decision.get());
            }
        }
    }

    @Test
    void aLocalFailureDoesNotCountAsDeadPod() {
        assertTrue(PeerClient.isLocal(new IOException(new InternalError(new SocketException("Too many open files")))));
        assertTrue(PeerClient.isLocal(new ConnectException("Too many open files")));
        assertTrue(PeerClient.isLocal(new IOException(new BindException("Cannot assign requested address"))));
        assertTrue(PeerClient.isLocal(new IOException(new OutOfMemoryError("unable to create native thread"))));
        assertFalse(PeerClient.isLocal(new ConnectException("Connection refused")));
        assertFalse(PeerClient.isLocal(new IOException(new HttpTimeoutException("request timed out"))));
    }

    @Test
    void concurrentDecisionsForOneChargePointShareOneRequest() throws Exception {
        existing.answerLatch = new CountDownLatch(1);
        PeerClient oneAtATime = peers(deciding(Duration.ofSeconds(60), Duration.ofSeconds(60), 1));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<TakeoverDecision>> decisions = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                decisions.add(threads.submit(() -> oneAtATime.decide(leases.get(other), connection)));
            }
            await().until(() -> existing.probes.get() == 1);
            assertEquals(
                    TakeoverDecision.BUSY,
                    oneAtATime.decide(leases.get(other), new NewConnection(new ChargePointId("CP-9"), "192.0.2.1:1")));
            existing.answerLatch.countDown();
            for (Future<TakeoverDecision> decision : decisions) {
                assertEquals(TakeoverDecision.STAYS, decision.get());
            }
        }
        oneAtATime.close();
    }

    @Test
    void aRecheckRequestMakesThePodCheckItsRoute() {
        peers.requestRecheck(other, connection.chargePointId());
        await().until(() -> rechecked.equals(List.of(connection.chargePointId())));
        peers.requestRecheck(new PodId("gateway-9"), connection.chargePointId());
    }

    @Test
    void concurrentProbesDoNotDelayTheHealthPage() throws Exception {
        existing.answerLatch = new CountDownLatch(1);
        List<Future<TakeoverDecision>> waiting = new CopyOnWriteArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                waiting.add(threads.submit(() -> peers.decide(leases.get(other), connection)));
            }
            await().until(() -> existing.probes.get() == 1);
            assertEquals(200, request("/health/live", "", "GET"));
            existing.answerLatch.countDown();
            for (Future<TakeoverDecision> decision : waiting) {
                assertEquals(TakeoverDecision.STAYS, decision.get());
            }
        }
    }

    @Test
    void aRequestWithoutTheSecretIsUnauthorized() throws Exception {
        assertEquals(401, request(PeerProtocol.DECIDE + "?chargePoint=CP-1", "wrong", "POST"));
        assertEquals(TakeoverDecision.GONE, peers.decide(lease("127.0.0.1:" + server.port(), "wrong"), connection));
        assertEquals(0, existing.probes.get());
    }

    @Test
    void anInvalidRequestIsRefusedWithAReason() throws Exception {
        assertEquals(405, request(PeerProtocol.DECIDE, SECRET, "GET"));
        assertEquals(400, request(PeerProtocol.DECIDE, SECRET, "POST"));
        assertEquals(400, request(PeerProtocol.RECHECK + "?chargePoint=a%2Fb", SECRET, "POST"));
        assertEquals(404, request("/pods/v1/nothing?chargePoint=CP-1", SECRET, "POST"));
    }

    private int request(String path, String secret, String method) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                    .method(method, HttpRequest.BodyPublishers.noBody())
                    .header("Authorization", "Bearer " + secret)
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }

    private PeerActions actions() {
        return new PeerActions() {
            @Override
            public void recheck(ChargePointId chargePointId) {
                rechecked.add(chargePointId);
            }

            @Override
            public JsonObject query(String name, Map<String, String> parameters) throws InterruptedException {
                if (name.equals("slow")) {
                    boolean unused = new CountDownLatch(1).await(60, TimeUnit.SECONDS);
                }
                if (!name.equals("echo")) {
                    throw new IllegalArgumentException("no such query");
                }
                JsonObject echo = new JsonObject();
                parameters.forEach(echo::addProperty);
                return echo;
            }

            @Override
            public String rotate(ChargePointId chargePointId) {
                return "rotated " + chargePointId;
            }
        };
    }
}
