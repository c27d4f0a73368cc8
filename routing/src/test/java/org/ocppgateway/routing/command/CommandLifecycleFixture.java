package org.ocppgateway.routing.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.protocol.SessionEpoch;
import org.ocppgateway.protocol.contract.ContractSchemas;
import org.ocppgateway.routing.PodContext;
import org.ocppgateway.routing.event.PublishException;

/** A command lifecycle whose queue, states, routes and clock are driven by the test. */
abstract class CommandLifecycleFixture {
    static final ChargePointId CHARGE_POINT = new ChargePointId("CP-1");
    /** A result that another pod has stored; it is passed on unchanged. */
    static final String THEIRS = "{\"theirs\":1}";

    static final CommandSettings SETTINGS = new CommandSettings(
            Duration.ofSeconds(60),
            Duration.ofSeconds(30),
            Duration.ofSeconds(10),
            new Limit(10, 1000),
            10,
            Duration.ofMillis(5),
            Duration.ofHours(1),
            new Limit(100, 100_000));

    final HandDrivenClock clock = new HandDrivenClock();
    final InMemoryCommandStates states = new InMemoryCommandStates();
    static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    final List<String> traces = new CopyOnWriteArrayList<>();
    final List<String> results = new CopyOnWriteArrayList<>();
    final FakeRouteFinder routes = new FakeRouteFinder();
    final List<String> forwarded = new CopyOnWriteArrayList<>();
    final Map<String, String> published = new ConcurrentHashMap<>();
    final AtomicInteger publishFailures = new AtomicInteger();
    final FakeCommandQueue queue = new FakeCommandQueue(epochOf(clock.instant().minusSeconds(600)), 2);

    volatile @Nullable CommandQueue current = queue;

    final PodContext pod = new PodContext(new PodId("gateway-0"), clock, clock, new PrometheusRegistry());
    final CommandPorts ports = new CommandPorts(
            states.asSeenBy("gateway-0/1"),
            routes,
            (forwarded, to, partition) -> forward(forwarded, to),
            this::publish,
            (id, commandId, since) -> Optional.ofNullable(published.get(commandId)));
    final PauseMonitor pauseMonitor = new PauseMonitor(SETTINGS.retryInterval(), ports.states(), pod);
    final CommandLifecycle lifecycle = new CommandLifecycle(
            SETTINGS,
            pod,
            ports,
            id -> id.equals(CHARGE_POINT) ? current : null,
            (requestId, payload) -> Replies.Result.UNKNOWN,
            pauseMonitor,
            Workers.VIRTUAL);

    static SessionEpoch epochOf(Instant instant) {
        return new SessionEpoch(instant.toEpochMilli() * 1000);
    }

    void publish(ChargePointId id, String result, @Nullable String trace) throws PublishException {
        if (publishFailures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new PublishException(PublishException.Reason.OUTAGE, "simulated outage");
        }
        if (!result.equals(THEIRS)) {
            ContractSchemas.assertResult(result);
        }
        traces.add(String.valueOf(trace));
        results.add(result);
    }

    void forward(CommandRecord handedOn, PodId pod) throws PublishException {
        if (publishFailures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new PublishException(PublishException.Reason.OUTAGE, "simulated outage");
        }
        forwarded.add(pod + " after " + handedOn.hops());
    }

    @BeforeEach
    void start() throws Exception {
        pauseMonitor.start(Workers.VIRTUAL);
        lifecycle.start();
    }

    @AfterEach
    void everyResultIsDelivered() throws Exception {
        states.out(false);
        assertTrue(lifecycle.stop(Duration.ofSeconds(60)));
        pauseMonitor.stop();
    }

    /** Ends the command as another pod or the sweeper. */
    void endElsewhere(String id) throws Exception {
        CommandStates theirs = states.asSeenBy("gateway-1/1");
        CommandState seen = theirs.find(id).orElse(null);
        theirs.end(id, seen == null ? null : seen.ownership(), THEIRS);
    }

    /** Moves the command to another pod, as after this pod was declared dead. */
    CommandStates takeElsewhere(String id) throws Exception {
        CommandStates theirs = states.asSeenBy("gateway-1/1");
        CommandState seen = theirs.find(id).orElseThrow();
        assertTrue(theirs.release(id, CHARGE_POINT, seen.ownership(), null, clock.instant()));
        theirs.claim(id, CHARGE_POINT, clock.instant());
        return theirs;
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
