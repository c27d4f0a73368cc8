package org.ocppgateway.routing.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.protocol.SessionEpoch;
import org.ocppgateway.protocol.contract.ContractSchemas;
import org.ocppgateway.routing.event.PublishException;

/** A command life cycle whose lane, states, routes and clock the test drives by hand. */
abstract class CommandLifecycleFixture {
    static final ChargePointId CHARGE_POINT = new ChargePointId("CP-1");
    /** A result that another pod has stored is passed on as it is. */
    static final String THEIRS = "{\"theirs\":1}";

    static final CommandSettings SETTINGS = new CommandSettings(
            Duration.ofSeconds(60),
            Duration.ofSeconds(30),
            Duration.ofSeconds(10),
            10,
            10,
            Duration.ofMillis(5),
            Duration.ofSeconds(30),
            Duration.ofHours(1),
            100);

    final HandDrivenClock clock = new HandDrivenClock();
    final InMemoryCommandStates states = new InMemoryCommandStates();
    static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    final List<String> traces = new CopyOnWriteArrayList<>();
    final List<String> results = new CopyOnWriteArrayList<>();
    final FakeRouteFinder routes = new FakeRouteFinder();
    final List<String> forwarded = new CopyOnWriteArrayList<>();
    final List<String> noted = new CopyOnWriteArrayList<>();
    volatile boolean trailOut;
    final AtomicInteger publishFailures = new AtomicInteger();
    final FakeLane lane = new FakeLane(epochOf(clock.instant().minusSeconds(600)), 2);

    volatile @Nullable CommandLane current = lane;

    final CommandLifecycle lifecycle = new CommandLifecycle(
            SETTINGS,
            new PodId("gateway-0"),
            states.asSeenBy("gateway-0/1"),
            this::note,
            id -> id.equals(CHARGE_POINT) ? current : null,
            routes,
            (forwarded, pod, partition) -> forward(forwarded, pod),
            this::publish,
            (id, commandId, since) -> Optional.empty(),
            (requestId, payload) -> Replies.Fate.UNKNOWN,
            Workers.VIRTUAL,
            new PrometheusRegistry(),
            clock,
            clock);

    static SessionEpoch epochOf(Instant instant) {
        return new SessionEpoch(instant.toEpochMilli() * 1000);
    }

    void publish(ChargePointId id, String result, @Nullable String trace) throws PublishException {
        if (publishFailures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new PublishException(PublishException.Reason.OUTAGE, "out, says the test");
        }
        if (!result.equals(THEIRS)) {
            ContractSchemas.assertResult(result);
        }
        traces.add(String.valueOf(trace));
        results.add(result);
    }

    void note(String commandId) throws PublishException {
        if (trailOut) {
            throw new PublishException(PublishException.Reason.OUTAGE, "out, says the test");
        }
        noted.add(commandId);
    }

    void forward(CommandRecord handedOn, PodId pod) throws PublishException {
        if (publishFailures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new PublishException(PublishException.Reason.OUTAGE, "out, says the test");
        }
        forwarded.add(pod + " after " + handedOn.hops());
    }

    @BeforeEach
    void start() {
        lifecycle.start();
    }

    @AfterEach
    void everyResultIsDelivered() throws Exception {
        states.out(false);
        assertTrue(lifecycle.stop(Duration.ofSeconds(60)));
    }

    void receive(String id, String more) throws Exception {
        receive(id, more, 0);
    }

    void receive(String id, String more, int hops) throws Exception {
        String command =
                "{\"commandId\":\"" + id + "\",\"chargePointId\":\"CP-1\",\"type\":\"reset\",\"data\":{}" + more + "}";
        take(command, hops);
    }

    void take(String text, int hops) throws Exception {
        lifecycle.accept(new CommandRecord(text.getBytes(UTF_8), hops, clock.instant(), TRACE));
    }

    String onlyResult() {
        await().until(() -> !results.isEmpty());
        assertEquals(1, results.size(), results.toString());
        return results.getFirst();
    }

    void assertOutcome(String outcome, boolean sent) {
        String result = onlyResult();
        assertTrue(result.contains("\"outcome\":\"" + outcome + "\",\"sent\":" + sent), result);
    }
}
