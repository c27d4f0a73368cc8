package org.ocppgateway.gateway.drain;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ocppgateway.gateway.admin.Health;
import org.ocppgateway.gateway.admin.Phase;
import org.ocppgateway.gateway.connection.CloseStatus;
import org.ocppgateway.gateway.endpoint.Endpoint;
import org.ocppgateway.gateway.endpoint.RawClient;
import org.ocppgateway.gateway.session.Departure;
import org.ocppgateway.gateway.session.LeaveReason;
import org.ocppgateway.gateway.session.SessionFixture;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.PodContext;

/** Drains of a pod, as an operator sees them and as they end. Over real sockets. */
class PodDrainTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final ChargePointId CHARGE_POINT = new ChargePointId("CP-1");
    private static final String CALL = "[2,\"1\",\"StatusNotification\",{}]";

    private final SessionFixture fixture = new SessionFixture();
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final PodContext pod =
            new PodContext(new PodId("gateway-0"), Clock.systemUTC(), Clock.systemUTC(), registry);
    private final Health health = new Health(Clock.systemUTC(), fixture.connections, List.of());
    private final LeaveRunner runner = new LeaveRunner(pod, fixture.connections, fixture.sessions);
    private Endpoint endpoint;

    @BeforeEach
    void listen() throws Exception {
        endpoint = fixture.listen();
        health.enter(Phase.RUNNING);
        runner.start();
    }

    @AfterEach
    void stop() throws Exception {
        fixture.acknowledge();
        runner.stop();
        fixture.stop();
        endpoint.stop();
    }

    @Test
    void theDrainOfAStoppingPodShowsItsSteps() throws Exception {
        PodDrain drain = drain(TIMEOUT, Duration.ofSeconds(1));
        assertTrue(drain.state().isEmpty());
        CompletableFuture<Boolean> stopped;
        try (RawClient chargePoint = withOutstandingCall()) {
            health.enter(Phase.STOPPING);
            stopped = stop(drain, TIMEOUT);
            await().atMost(TIMEOUT).until(() -> drain.state().isPresent());
            DrainState first = drain.state().orElseThrow();
            assertEquals(1, first.remaining());
            assertEquals(LeavePlan.MIN_RATE, first.ratePerSecond());
            assertEquals(first.since().plus(TIMEOUT.multipliedBy(3).dividedBy(4)), first.deadline());
            await().atMost(TIMEOUT).until(() -> step(drain) == DrainState.Step.LEAVING);
            assertFalse(drain.start(0, Duration.ZERO), "an operator cannot drain it");
            assertFalse(drain.cancel(), "an operator cannot keep it");
            assertEquals(DrainState.Step.LEAVING, step(drain));
            fixture.acknowledge();
            assertTrue(chargePoint.read().text().startsWith("[3,\"1\""), "answered");
            assertEquals(CloseStatus.SERVICE_RESTART, chargePoint.read().closeCode());
        }
        fixture.acknowledge();
        assertTrue(stopped.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS), "gracefully");
        assertEquals(DrainState.Step.DRAINED, step(drain));
        assertEquals(1, drains("graceful"));
    }

    @Test
    void noSessionLeavesBeforeTheLoadBalancerHasNoticed() throws Exception {
        PodDrain drain = drain(Duration.ofHours(1), Duration.ofMinutes(5));
        try (RawClient chargePoint = connect()) {
            assertTrue(drain.start(0, Duration.ZERO));
            assertEquals(DrainState.Step.WAITING, step(drain));
            assertTrue(drain.cancel());
            assertTrue(drain.state().isEmpty());
            assertTrue(health.isReady());
            chargePoint.text(CALL);
            assertTrue(chargePoint.read().text().startsWith("[3,\"1\""), "the session continues");
        }
        assertEquals(1, drains("cancelled"));
    }

    /** A session that leaves for another reason has more time for its CALLs than a shutdown. */
    @Test
    void aStopThatClosesASessionWithAnOutstandingCallIsForced() throws Exception {
        PodDrain drain = drain(Duration.ofSeconds(2), Duration.ZERO);
        CompletableFuture<Boolean> stopped;
        try (RawClient chargePoint = withOutstandingCall()) {
            fixture.sessions.leave(CHARGE_POINT, new Departure(LeaveReason.DISCONNECT, TIMEOUT));
            health.enter(Phase.STOPPING);
            stopped = stop(drain, TIMEOUT);
            assertEquals(CloseStatus.SERVICE_RESTART, chargePoint.read().closeCode());
        }
        fixture.acknowledge();
        fixture.acknowledge();
        assertFalse(stopped.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS), "forced");
        assertEquals(1, drains("forced"));
        assertEquals(0, drains("graceful"));
    }

    @Test
    void theEndOfACompletedDrainIsNoCancellation() throws Exception {
        PodDrain drain = drain(TIMEOUT, Duration.ZERO);
        assertTrue(drain.start(0, Duration.ZERO));
        await().atMost(TIMEOUT).until(() -> drains("graceful") == 1);
        assertTrue(drain.cancel());
        assertTrue(health.isReady());
        assertEquals(0, drains("cancelled"));
    }

    private PodDrain drain(Duration stopTimeout, Duration balancerDelay) {
        return new PodDrain(
                pod,
                new DrainSettings(stopTimeout, balancerDelay, 0),
                health,
                fixture.connections,
                fixture.sessions,
                runner);
    }

    private static CompletableFuture<Boolean> stop(PodDrain drain, Duration share) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return drain.stop(share);
            } catch (InterruptedException e) {
                throw new CompletionException(e);
            }
        });
    }

    private static DrainState.Step step(PodDrain drain) {
        return drain.state().orElseThrow().step();
    }

    /** A charge point whose CALL is published and not acknowledged. */
    private RawClient withOutstandingCall() throws IOException {
        RawClient chargePoint = connect();
        await().atMost(TIMEOUT).until(() -> fixture.publishAttempts() == 1);
        fixture.holdAcknowledgements();
        chargePoint.text(CALL);
        await().atMost(TIMEOUT).until(() -> fixture.publishAttempts() == 2);
        return chargePoint;
    }

    private RawClient connect() throws IOException {
        RawClient client = new RawClient(fixture.port());
        String answer = client.upgrade("/ocpp/" + CHARGE_POINT.value(), "Sec-WebSocket-Protocol: ocpp1.6");
        assertTrue(answer.startsWith("HTTP/1.1 101 "), answer);
        await().atMost(TIMEOUT).until(() -> fixture.sessions.find(CHARGE_POINT) != null);
        return client;
    }

    private double drains(String outcome) {
        return SessionFixture.counted(registry, "ocpp_gateway_pod_drains", outcome);
    }
}
