package org.ocppgateway.gateway.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ocppgateway.gateway.takeover.InMemoryWindowCounter;
import org.ocppgateway.gateway.takeover.NewConnection;
import org.ocppgateway.gateway.takeover.TakeoverDecision;
import org.ocppgateway.gateway.takeover.TakeoverSettings;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.route.Lease;
import org.ocppgateway.routing.route.PeerAddress;

/** Takeovers that the other pod does not decide; over real HTTP. */
class UndecidedTakeoverTest {
    private static final String SECRET = "0123";
    private static final int TAKEOVERS_PER_MINUTE = 6;
    private static final Duration LONG = Duration.ofMinutes(1);

    private final NewConnection connection = new NewConnection(new ChargePointId("CP-1"), "192.0.2.1:1");
    private final InMemoryWindowCounter counter = new InMemoryWindowCounter();
    private final PeerMetrics metrics = new PeerMetrics(new PrometheusRegistry());
    private final PeerClient peers = peers(null, LONG);
    private final List<String> secrets = new CopyOnWriteArrayList<>();
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server, 1, 1);
    private volatile int status = 200;
    private volatile String body = "";

    @BeforeEach
    void start() throws Exception {
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract.NonBlocking() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                String secret = request.getHeaders().get(HttpHeader.AUTHORIZATION);
                secrets.add(secret == null ? "none" : secret);
                response.setStatus(status);
                Content.Sink.write(response, true, body, callback);
                return true;
            }
        });
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        peers.close();
        server.stop();
    }

    private PeerClient peers(@Nullable SSLContext tls, Duration answerTimeout) {
        TakeoverSettings settings =
                new TakeoverSettings(TakeoverSettings.Mode.PROBE, answerTimeout, LONG, LONG, TAKEOVERS_PER_MINUTE, 100);
        return new PeerClient(settings, pod -> Optional.empty(), tls, counter, System::nanoTime, metrics);
    }

    private Lease lease() {
        return lease("127.0.0.1:" + connector.getLocalPort());
    }

    private static Lease lease(String address) {
        return new Lease(new PodId("gateway-1"), "nonce", new PeerAddress(address, SECRET), 1, 0);
    }

    @Test
    void aPodThatAnswersWithoutADecisionIsBusyAndNotGone() throws Exception {
        for (int each : List.of(400, 429, 500, 503)) {
            status = each;
            assertEquals(TakeoverDecision.BUSY, peers.decide(lease(), connection), "status " + each);
        }
        status = 200;
        body = "a decision of a later release";
        assertEquals(TakeoverDecision.BUSY, peers.decide(lease(), connection));
    }

    @Test
    void anotherProcessAtTheAddressOfAPodDoesNotBlockATakeover() throws Exception {
        for (int each : List.of(401, 404, 405)) {
            status = each;
            assertEquals(TakeoverDecision.GONE, peers.decide(lease(), connection), "status " + each);
        }
    }

    @Test
    void takeoversThatNoPodDecidesAreLimitedPerChargePoint() throws Exception {
        Lease unusable = lease("no address");
        for (int i = 0; i < TAKEOVERS_PER_MINUTE; i++) {
            assertEquals(TakeoverDecision.GONE, peers.decide(unusable, connection));
        }
        assertEquals(TakeoverDecision.STAYS, peers.decide(unusable, connection));
        assertEquals(
                TakeoverDecision.GONE,
                peers.decide(unusable, new NewConnection(new ChargePointId("CP-2"), "192.0.2.1:1")));
        assertEquals(TakeoverDecision.GONE, peers.decide(null, connection), "a pod without lease is dead");
    }

    @Test
    void aLivePodWithoutTlsIsBusyForAPodWithTlsAndGetsNoSecret() throws Exception {
        PeerClient tls = peers(SSLContext.getDefault(), LONG);
        assertEquals(TakeoverDecision.BUSY, tls.decide(lease(), connection));
        assertEquals(List.of("none"), secrets);
        tls.close();
    }

    @Test
    void aDeadPodWithoutTlsDoesNotBlockATakeoverOfAPodWithTls() throws Exception {
        PeerClient tls = peers(SSLContext.getDefault(), Duration.ofSeconds(1));
        Lease frozen;
        try (ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            frozen = lease("127.0.0.1:" + socket.getLocalPort());
            assertEquals(TakeoverDecision.GONE, tls.decide(frozen, connection), "no request is answered");
        }
        Lease gone = lease();
        server.stop();
        assertEquals(TakeoverDecision.GONE, tls.decide(gone, connection), "the connection is refused");
        tls.close();
    }
}
